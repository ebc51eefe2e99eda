"""A meeting that was cancelled is planned again."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.meetings import cancel_meeting, restore_meeting
from spinney.decisions.states import CameHow, MeetingState
from tests.decisions.meeting import NOON, answer, call


def test_it_is_called_again_with_a_higher_number_and_nobody_has_answered_yet(wood):
    meeting = call(wood)
    answer(wood, meeting, CameHow.IN_PERSON)
    cancel_meeting(meeting=meeting, why="Flood", by=wood.ash, now=NOON)
    back = restore_meeting(meeting=meeting, by=wood.ash, now=NOON)
    assert (back.state, back.ended_why, back.sequence) == (MeetingState.DRAFT, "", 2)
    again = call(wood, back)
    assert (again.sequence, again.gathering.removed_at) == (2, None)
    assert not again.presences.exclude(expected="").exists()


def test_only_what_is_off_comes_back(wood):
    with pytest.raises(WrongState):
        restore_meeting(meeting=call(wood), by=wood.ash, now=NOON)
