"""Items change places."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.agenda import add_agenda_item, move_agenda_item
from tests.decisions.meeting import NOON, plan


def test_one_up_and_one_down_and_no_further(wood):
    meeting = plan(wood)
    second = add_agenda_item(meeting=meeting, title="Second", by=wood.ash, now=NOON)
    move_agenda_item(item=second, up=True, by=wood.ash, now=NOON)
    assert [one.title for one in meeting.items.all()] == ["Second", "What we share first"]
    with pytest.raises(WrongState, match="at the end"):
        move_agenda_item(item=second, up=True, by=wood.ash, now=NOON)
    move_agenda_item(item=second, up=False, by=wood.ash, now=NOON)
    assert [one.title for one in meeting.items.all()] == ["What we share first", "Second"]
