"""An item is taken off the agenda, unless something was noted to it."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.agenda import remove_agenda_item
from spinney.decisions.actions.at_meeting import note_item
from tests.decisions.meeting import AFTER, NOON, begin, plan


def test_it_goes(wood):
    meeting = plan(wood)
    remove_agenda_item(item=meeting.items.get(), by=wood.ash, now=NOON)
    assert not meeting.items.exists()


def test_what_was_minuted_stays(wood):
    item = begin(wood).items.get()
    note_item(item=item, notes="We talked.", saw="", by=wood.ash, now=AFTER)
    with pytest.raises(WrongState, match="stays on the agenda"):
        remove_agenda_item(item=item, by=wood.ash, now=AFTER)
