"""Minutes that were sent are taken back to write on."""

from datetime import timedelta

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.minutes import approve_minutes, take_back_minutes
from spinney.decisions.states import MinutesState
from tests.decisions.meeting import AFTER, hold, send


def test_their_links_end_and_they_are_written_on(wood):
    minutes = take_back_minutes(meeting=send(wood).meeting, by=wood.ash, now=AFTER)
    assert minutes.state == MinutesState.DRAFT
    links = TaskLink.objects.filter(verb="decisions.ask_correction")
    assert links.exists()
    assert not links.filter(revoked_at=None).exists()


def test_not_what_is_being_written_nor_what_is_approved(wood):
    with pytest.raises(WrongState, match="being written already"):
        take_back_minutes(meeting=hold(wood), by=wood.ash, now=AFTER)
    meeting = send(wood).meeting
    later = AFTER + timedelta(days=11)
    approve_minutes(meeting=meeting, by=wood.ash, now=later)
    with pytest.raises(WrongState, match="do not change"):
        take_back_minutes(meeting=meeting, by=wood.ash, now=later)
