"""The secret address of a calendar is stopped."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.calendars import end_calendar
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_make_calendar import made


def test_it_stops_at_once(wood, client):
    path = made(wood)
    page = f"/organisations/{wood.organisations['birch'].pk}/evidence/calendar/end/"
    assert browser_of(wood.people["birch"]).post(page).status_code == 302
    assert client.get(path).status_code == 410
    assert last_entry(book_of(wood.organisations["birch"])).verb == "register.end_calendar"


def test_others_may_not(wood):
    made(wood)
    with pytest.raises(NotAllowed):
        end_calendar(organisation=wood.organisations["birch"], by=wood.elm, now=now())
