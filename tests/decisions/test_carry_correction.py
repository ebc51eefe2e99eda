"""A correction to approved minutes is noted at a later meeting."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.decisions.actions.minutes import approve_minutes, carry_correction
from spinney.decisions.queries.minutes import corrections_of, to_carry
from tests.decisions.making import a_meeting
from tests.decisions.meeting import AFTER, STARTS, plan, send
from tests.decisions.test_ask_correction import ask


def test_it_becomes_an_item_there_with_whose_it_is(wood):
    meeting = send(wood).meeting
    later = plan(wood, "Next", starts_at=STARTS + timedelta(days=30), ends_at=None)
    minutes = approve_minutes(meeting=meeting, by=wood.ash, now=AFTER + timedelta(days=11))
    key = ask(wood, meeting, wood.birch)["key"]
    assert [one.key for _, one in to_carry(later)] == [key]
    item = carry_correction(meeting=meeting, key=key, into=later, by=wood.ash, now=AFTER)
    assert item.title == "Correction to the minutes of Members’ meeting, 3 April 2026"
    assert item.notes == "Birch House: It was Fern, not Ash."
    minutes.refresh_from_db()
    assert corrections_of(minutes)[0].state == "carried"
    assert to_carry(later) == []


def test_not_at_an_earlier_meeting_nor_next_door(wood):
    meeting = send(wood).meeting
    approve_minutes(meeting=meeting, by=wood.ash, now=AFTER + timedelta(days=11))
    key = ask(wood, meeting, wood.birch)["key"]
    for into in (
        a_meeting(wood, starts_at=STARTS - timedelta(days=9), ends_at=None),
        a_meeting(wood, cluster=wood.next_door, starts_at=AFTER, ends_at=None),
    ):
        with pytest.raises(BadInput):
            carry_correction(meeting=meeting, key=key, into=into, by=wood.ash, now=AFTER)
