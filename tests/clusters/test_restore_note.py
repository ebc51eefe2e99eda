"""A deleted note comes back to its writer within 30 days."""

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.clusters.actions.journal import delete_note, restore_note, write_note
from spinney.clusters.queries.days import notes_of
from tests.clusters.programmes import days
from tests.personas import NOON, TODAY


@pytest.fixture
def note(wood):
    return write_note(
        cluster=wood.cluster, about_on=TODAY, text="Birch is tired", by=wood.ash, now=NOON
    )


OTHERS = ("rowan", "birch", "cedar", "hazel", "elm", "willow", "sorrel")


def test_it_is_on_her_list_again(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    restore_note(note=note, by=wood.ash, now=NOON + days(30))
    assert list(notes_of(wood.ash)) == [note]


def test_not_after_30_days(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        restore_note(note=note, by=wood.ash, now=NOON + days(31))


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_no_such_note(wood, note, who):
    delete_note(note=note, by=wood.ash, now=NOON)
    with pytest.raises(NotFound):
        restore_note(note=note, by=wood.actor(who), now=NOON)
