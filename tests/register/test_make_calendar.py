"""The dates on which evidence runs out, in one's own calendar."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.calendars import make_calendar
from spinney.register.actions.mandates import end_mandate
from tests.register.acting import book_of, browser_of, days, last_entry, now
from tests.register.evidence_cases import add
from tests.register.test_replace_evidence import newer


def made(wood, by="birch") -> str:
    secret = make_calendar(organisation=wood.organisations["birch"], by=wood.actor(by), now=now())
    return f"/do/{secret}/"


def events(client, path):
    response = client.get(path)
    assert response["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_each_end_is_a_day_with_a_reminder_a_month_before(wood, client):
    evidence = add(wood, expires_on=days(100))
    add(wood, kind="governing_document", expires_on=None)
    path = made(wood)
    (event,) = events(client, path)
    assert event.decoded("dtstart") == days(100)
    assert str(event["summary"]) == "Runs out: Public liability insurance"
    assert str(event["uid"]).startswith(str(evidence.uid))
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-30)
    assert not client.cookies


def test_it_can_be_asked_again_and_again_and_follows_what_changes(wood, client):
    old = add(wood, expires_on=days(10))
    path = made(wood)
    assert len(events(client, path)) == 1
    newer(wood, old, issued_on=days(11), expires_on=days(376))
    (event,) = events(client, path)
    assert event.decoded("dtstart") == days(376)


def test_it_stops_when_its_owner_no_longer_acts_for_it(wood, client):
    path = made(wood)
    held = wood.organisations["birch"].mandates.get()
    end_mandate(mandate=held, leave_empty=True, by=wood.birch, now=now())
    assert client.get(path).status_code == 410


def test_a_new_address_ends_the_old_one(wood, client):
    first, second = made(wood), made(wood)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_the_page_shows_it_once(wood):
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/evidence/calendar/"
    assert "/do/" not in client.get(page).content.decode()
    response = client.post(page)
    path = re.search(r"/do/[^/<\s]+/", response.content.decode())[0]
    assert client.get(path).status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "/do/" not in client.get(page).content.decode()
    assert last_entry(book_of(wood.organisations["birch"])).verb == "register.make_calendar"


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel", "nobody"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        made(wood, by=name)
