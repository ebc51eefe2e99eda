"""What is due, in one's own calendar: one's own rights, a secret address, an end to it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from spinney.agreements.models import Duty
from spinney.agreements.states import SpeaksFor
from spinney.base.access.models import TaskLink
from tests.access import client_of
from tests.agreements.life import a_leaver
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(wood):
    agreement = a_leaver(wood)
    for title, state in (("Report", "open"), ("Review", "done"), ("Meet", "dropped")):
        Duty.objects.create(
            agreement=agreement, kind="report", title=title, due_on=date(2026, 6, 1), state=state,
            organisation=wood.organisations["birch"], note="Nobody else’s business",
        )  # fmt: skip
    other = an_agreement(wood, ["cedar"], speaks_for=SpeaksFor.PARTIES)
    Duty.objects.create(agreement=other, kind="other", title="Theirs", due_on=date(2026, 6, 1))
    return f"/clusters/{wood.cluster.pk}/agreements/follow-duties/"


def address_of(client, page):
    return client.post(page).context["address"].replace("http://testserver", "")


def summaries(response):
    calendar = Calendar.from_ical(response.content)
    return sorted(str(event["summary"]) for event in calendar.walk("VEVENT"))


def test_it_shows_what_she_may_see(wood, page):
    address = address_of(client_of(wood, "birch"), page)
    found = Client().get(address)
    assert found["Content-Type"] == "text/calendar; charset=utf-8"
    assert summaries(found) == ["Done: Review", "Report"]
    assert "business" not in found.content.decode()
    own = address_of(client_of(wood, "ash"), page)
    assert summaries(Client().get(own)) == ["Done: Review", "Report", "Theirs"]


def test_only_the_digest_of_the_secret_is_kept(wood, page):
    secret = address_of(client_of(wood, "birch"), page).rstrip("/").rpartition("/")[2]
    link = TaskLink.objects.get(verb="agreements.follow_duties")
    assert secret not in str(vars(link))


def test_a_new_address_ends_the_old_one(wood, page):
    client = client_of(wood, "birch")
    old, new = address_of(client, page), address_of(client, page)
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200


def test_whoever_no_longer_belongs_reads_nothing(wood, page):
    address = address_of(client_of(wood, "birch"), page)
    wood.memberships["birch"].state = "left"
    wood.memberships["birch"].save()
    assert Client().get(address).status_code == 410


def test_made_up_addresses_find_nothing(wood, page):
    assert Client().get("/duties-calendar/made-up/").status_code == 404
