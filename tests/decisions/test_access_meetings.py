"""Who may knock at which door of meetings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.actions.meeting_papers import add_meeting_paper
from spinney.decisions.states import MeetingState
from tests.access import answers, client_of
from tests.decisions.making import a_ballot, a_meeting
from tests.decisions.test_add_meeting_paper import paper

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
READ = (200, 200, 200, 200, *OUT)
RUN = (200, 200, 403, 403, *OUT)
ONCE = (302, 409, 403, 403, *OUT)  # rowan does it first
AGAIN = (302, 302, 403, 403, *OUT)
CLUSTER = {
    "meetings": READ, "attendance": READ, "follow-meetings": READ, "plan-meeting": RUN,
}  # fmt: skip
PAGES = {
    "meeting": READ, "meeting-calendar": READ, "edit-meeting": RUN, "cancel-meeting": RUN,
    "copy-agenda": RUN, "add-agenda-item": RUN, "add-meeting-paper": RUN,
    "answer-invitation": (403, 403, 200, 200, *OUT), "call-meeting": (409, 409, 403, 403, *OUT),
}  # fmt: skip
DEEDS = {
    "discard-meeting": (409, 409, 403, 403, *OUT), "restore-meeting": (409, 409, 403, 403, *OUT),
    "remind-invited": AGAIN, "send-papers": (409, 409, 403, 403, *OUT),
}  # fmt: skip
OF_ITEM = {"edit-agenda-item": RUN}
ITEM_DEEDS = {
    "move-agenda-item": (409, 409, 403, 403, *OUT),  # it is the only one
    "remove-agenda-item": (302, 404, 403, 403, *OUT),
}


@pytest.fixture
def meeting(wood):
    """Called, and still to come for whoever opens its page now."""
    starts = timezone.now() + timedelta(days=9)
    made = a_meeting(wood, starts_at=starts, ends_at=None)
    made.items.create(position=1, title="What we share first")
    for name in ("birch", "cedar"):
        made.presences.create(organisation=wood.organisations[name])
    return made


def url(meeting, name, *more):
    return reverse(f"decisions:{name}", args=[meeting.cluster_id, meeting.pk, *more])


@pytest.mark.parametrize("name", CLUSTER)
def test_of_a_cluster(wood, name):
    address = reverse(f"decisions:{name}", args=[wood.cluster.pk])
    assert answers(wood, "get", address) == CLUSTER[name]


@pytest.mark.parametrize("name", PAGES)
def test_pages(wood, meeting, name):
    assert answers(wood, "get", url(meeting, name)) == PAGES[name]


@pytest.mark.parametrize("name", DEEDS)
def test_deeds(wood, meeting, name):
    assert answers(wood, "post", url(meeting, name)) == DEEDS[name]


@pytest.mark.parametrize("name", [*OF_ITEM, *ITEM_DEEDS])
def test_items(wood, meeting, name):
    address = url(meeting, name, meeting.items.get().pk)
    method = "get" if name in OF_ITEM else "post"
    assert answers(wood, method, address) == (OF_ITEM | ITEM_DEEDS)[name]


def test_papers(wood, meeting):
    kept = add_meeting_paper(meeting=meeting, file=paper(), by=wood.ash, now=timezone.now())
    assert answers(wood, "get", url(meeting, "meeting-paper", kept.pk)) == READ
    assert answers(wood, "post", url(meeting, "remove-meeting-paper", kept.pk)) == (
        302, 404, 403, 403, *OUT,
    )  # fmt: skip


def test_polls_and_calendars(wood):
    ballot = a_ballot(wood, "times", state="open")
    address = reverse("decisions:meeting-from-poll", args=[wood.cluster.pk, ballot.pk])
    assert answers(wood, "post", address) == (409, 409, 403, 403, *OUT)
    address = reverse("decisions:stop-following-meetings", args=[wood.cluster.pk])
    assert answers(wood, "post", address) == (302, 302, 302, 302, *OUT)


def test_a_plan_is_not_there_for_members(wood):
    plan = a_meeting(wood, MeetingState.DRAFT)
    assert answers(wood, "get", url(plan, "meeting")) == (200, 200, 404, 404, *OUT)
    assert answers(wood, "get", url(plan, "call-meeting"))[1:4] == (409, 403, 403)  # is past


def test_another_clusters_meeting_is_not_found_under_this_address(wood):
    other = a_meeting(wood, cluster=wood.next_door)
    address = reverse("decisions:meeting", args=[wood.cluster.pk, other.pk])
    assert answers(wood, "get", address)[:4] == (404, 404, 404, 404)


@pytest.mark.parametrize(("name", "most"), [("meetings", 22), ("meeting", 30), ("attendance", 22)])
def test_the_same_number_of_queries_however_many_there_are(
    wood, meeting, name, most, django_assert_max_num_queries
):
    for _ in range(5):
        one = a_meeting(wood, "held", opened_at=meeting.made_at, closed_at=timezone.now())
        one.items.create(position=1, title="An item")
        one.presences.create(organisation=wood.organisations["birch"], how="in_person")
    client = client_of(wood, "birch")
    args = [wood.cluster.pk, *([meeting.pk] if name == "meeting" else [])]
    address = reverse(f"decisions:{name}", args=args)
    client.get(address)
    with django_assert_max_num_queries(most):
        page = client.get(address).content.decode()
    assert "Birch House" in page or name == "meetings"
    for kind in ("csv", "xlsx") if name != "meeting" else ():
        assert client.get(address, {"export": kind}).status_code == 200
