"""Minutes are sent to everybody who was invited, to be read and corrected."""

import pytest

from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.minutes import send_minutes
from spinney.decisions.queries.minutes import check_reads
from spinney.decisions.states import MinutesState
from tests.decisions.meeting import AFTER, begin, hold, send


def test_each_gets_a_link_and_members_can_read_them_from_then_on(wood):
    meeting = hold(wood)
    with pytest.raises(NotFound, match="still being written"):
        check_reads(wood.birch, meeting)
    minutes = send(wood, meeting)
    assert minutes.state == MinutesState.SENT
    letters = Message.objects.filter(kind="decisions.minutes_to_read")
    assert {one.email for one in letters} == {"birch@example.org", "cedar@example.org"}
    assert letters[0].subject.startswith("Read by Mon 13 April, 5 minutes: are the minutes")
    meeting.refresh_from_db()
    assert check_reads(wood.birch, meeting)


def test_not_while_the_meeting_goes_on_nor_without_time_to_read_nor_twice(wood):
    for meeting, error, told in (
        (begin(wood), WrongState, "goes on"),
        (send(wood).meeting, WrongState, "with the members already"),
        (hold(wood), BadInput, "a day after today"),
    ):
        with pytest.raises(error, match=told):
            send_minutes(meeting=meeting, corrections_until=AFTER.date(), by=wood.ash, now=AFTER)
