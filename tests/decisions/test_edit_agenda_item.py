"""An item is changed; whoever changed it in between is told of."""

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.decisions.actions.agenda import edit_agenda_item
from tests.decisions.meeting import NOON, plan


def test_it_says_what_is_wanted_and_the_second_writer_is_told(wood):
    item = plan(wood).items.get()
    done = edit_agenda_item(
        item=item, title="Shared HR", minutes=30, version=1, by=wood.ash, now=NOON
    )
    assert (done.title, done.minutes, done.version) == ("Shared HR", 30, 2)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_agenda_item(item=item, title="A van", version=1, by=wood.rowan, now=NOON)
    assert told.value.changes["title"] == ("What we share first", "Shared HR")
