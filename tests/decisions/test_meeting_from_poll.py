"""The time that a poll chose becomes a meeting."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.meetings import meeting_from_poll
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.models import Meeting
from spinney.decisions.states import BallotState, MeetingState
from tests.decisions.making import WEEK, a_ballot, vote_of
from tests.decisions.meeting import ENDS, NOON, STARTS

TIMES = (
    {"title": "Monday", "starts_at": STARTS - WEEK, "place": "The Mill"},
    {"title": "Friday", "starts_at": STARTS, "ends_at": ENDS, "place": "The Hall"},
)


def poll(wood, marks, **more):
    ballot = a_ballot(wood, "times", TIMES, title="When do we meet?", **more)
    if marks:
        vote_of(ballot, wood.organisations["birch"], marks)
    return ballot


def test_the_winning_time_and_place_become_a_meeting_once(wood):
    closed = close_ballot(ballot=poll(wood, {"1": 0, "2": 2}), by=wood.ash, now=NOON + WEEK)
    meeting = meeting_from_poll(ballot=closed, by=wood.ash, now=NOON + WEEK)
    assert (meeting.starts_at, meeting.ends_at, meeting.place) == (STARTS, ENDS, "The Hall")
    assert (meeting.state, meeting.poll, meeting.title) == (
        MeetingState.DRAFT, closed, "Meeting",
    )  # fmt: skip
    again = meeting_from_poll(ballot=closed, by=wood.ash, now=NOON + WEEK)
    assert again == meeting
    assert Meeting.objects.count() == 1


def test_not_of_an_open_poll_nor_of_another_ballot_nor_where_nobody_voted(wood):
    other = a_ballot(wood, "motion", state=BallotState.CLOSED)
    for ballot, told in ((poll(wood, {"2": 2}), "still open"), (other, "not about times")):
        with pytest.raises(WrongState, match=told):
            meeting_from_poll(ballot=ballot, by=wood.ash, now=NOON)
    nobody = close_ballot(ballot=poll(wood, {}), by=wood.ash, now=NOON + WEEK)
    with pytest.raises(WrongState, match="No time was chosen"):
        meeting_from_poll(ballot=nobody, by=wood.ash, now=NOON + WEEK)
