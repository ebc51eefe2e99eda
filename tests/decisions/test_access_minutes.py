"""Who may knock at which door of what happens at a meeting, and of its minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.models import Minutes
from tests.access import answers, client_of
from tests.decisions.making import a_meeting

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
RUN = (200, 200, 403, 403, *OUT)
GO = (302, 302, 403, 403, *OUT)
ONCE = (302, 409, 403, 403, *OUT)
NOTHING_SAID = (422, 422, 403, 403, *OUT)
TOO_EARLY = (409, 409, 403, 403, *OUT)
READ = (200, 200, 200, 200, *OUT)
KEY = "0199d000-0000-7000-8000-000000000000"
ASKED = {
    "key": KEY, "words": "It was Fern.", "whose": "Birch House", "organisation": "", "item": None,
    "at": "2026-04-04T10:00:00+00:00", "state": "waiting", "answer": "",
}  # fmt: skip
GOES_ON = {
    "take-minutes": ("get", RUN), "decide-at-meeting": ("get", RUN),
    "undertake-at-meeting": ("get", RUN), "note-presences": ("post", NOTHING_SAID),
    "note-minutes": ("post", GO), "note-item": ("post", GO), "end-meeting": ("post", ONCE),
    "begin-meeting": ("post", TOO_EARLY), "minutes": ("get", (200, 200, 404, 404, *OUT)),
    "minutes-document": ("get", (200, 200, 404, 404, *OUT)), "send-minutes": ("get", TOO_EARLY),
    "ask-correction": ("get", (403, 403, 404, 404, *OUT)), "take-back-minutes": ("post", TOO_EARLY),
    "approve-minutes": ("get", TOO_EARLY),
}  # fmt: skip
SENT = {
    "minutes": ("get", READ), "minutes-document": ("get", READ),
    "ask-correction": ("get", (403, 403, 200, 200, *OUT)), "settle-correction": ("get", RUN),
    "carry-correction": ("get", RUN), "approve-minutes": ("get", RUN), "take-minutes": ("get",
    TOO_EARLY), "send-minutes": ("get", TOO_EARLY), "take-back-minutes": ("post", ONCE),
}  # fmt: skip


def held(wood, **minutes):
    over = minutes.get("state") == "sent"
    made = a_meeting(
        wood, "held", opened_at=timezone.now() - timedelta(hours=1),
        closed_at=timezone.now() if over else None,
    )  # fmt: skip
    made.items.create(position=1, title="What we share first")
    for name in ("birch", "cedar"):
        made.presences.create(organisation=wood.organisations[name])
    Minutes.objects.create(meeting=made, **({"state": "draft"} | minutes))
    return made


def address(meeting, name):
    more = {
        "note-item": [meeting.items.first().pk], "settle-correction": [KEY],
        "carry-correction": [KEY],
    }.get(name, [])  # fmt: skip
    return reverse(f"decisions:{name}", args=[meeting.cluster_id, meeting.pk, *more])


@pytest.mark.parametrize("name", GOES_ON)
def test_while_it_goes_on(wood, name):
    method, wanted = GOES_ON[name]
    assert answers(wood, method, address(held(wood), name)) == wanted


@pytest.mark.parametrize("name", SENT)
def test_once_they_are_with_the_members(wood, name):
    method, wanted = SENT[name]
    meeting = held(wood, state="sent", corrections=[ASKED])
    assert answers(wood, method, address(meeting, name)) == wanted


def test_the_page_of_whoever_takes_the_minutes_takes_few_queries(
    wood, django_assert_max_num_queries
):
    meeting = held(wood)
    for number in range(8):
        meeting.items.create(position=number + 2, title=f"Item {number}")
    client = client_of(wood, "ash")
    url = address(meeting, "take-minutes")
    client.get(url)
    with django_assert_max_num_queries(34):
        page = client.get(url).content.decode()
    assert "Item 7" in page
    assert "Birch House" in page
