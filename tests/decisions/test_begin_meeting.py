"""A meeting begins: the quorum in force is fixed, and what happens can be noted."""

from datetime import timedelta

import pytest

from spinney.agreements.models import Version
from spinney.base.kernel.errors import WrongState
from spinney.decisions.queries.taking_minutes import quorum_now
from spinney.decisions.states import CameHow, MeetingState, MinutesState
from tests.decisions.meeting import (
    AFTER,
    ENDS,
    STARTS,
    answer,
    begin,
    call,
    note,
    plan,
    with_quorum,
)


def test_it_is_held_from_now_on_and_apologies_are_noted(wood):
    meeting = call(wood)
    answer(wood, meeting, CameHow.APOLOGIES)
    begun = begin(wood, meeting)
    assert (begun.state, begun.opened_at, begun.closed_at) == (MeetingState.HELD, STARTS, None)
    assert begun.presences.get(organisation=wood.organisations["birch"]).how == "apologies"
    assert (begun.minutes.state, begun.minutes.taken_by) == (MinutesState.DRAFT, "Ash")


def test_the_quorum_is_what_was_agreed_that_day_whatever_comes_later(wood):
    with_quorum(wood)
    meeting = begin(wood)
    Version.objects.update(in_force_until=STARTS.date())
    for name in ("birch", "fern"):
        note(wood, meeting, name)
    found = quorum_now(meeting, AFTER)
    assert found.sentence == (
        "2 of 3 members are here; 2 are needed. Of the tier “Core” 2 of 3 are here; 2 are needed."
        " That is enough."
    )
    assert found.sources[0]["title"] == "Ground rules"


def test_begun_after_its_day_it_was_held_as_planned(wood):
    meeting = begin(wood, at=AFTER + timedelta(days=3))
    assert (meeting.opened_at, meeting.closed_at) == (STARTS, ENDS)


def test_not_before_its_day_nor_twice_nor_without_a_day(wood):
    meeting = call(wood)
    with pytest.raises(WrongState, match="It begins on that day"):
        begin(wood, meeting, at=STARTS - timedelta(days=1))
    begin(wood, meeting)
    with pytest.raises(WrongState, match="begun already"):
        begin(wood, meeting)
    with pytest.raises(WrongState, match="Say when"):
        begin(wood, plan(wood, starts_at=None, ends_at=None))
