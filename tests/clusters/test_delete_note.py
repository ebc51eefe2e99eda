"""A note is deleted by its writer, and gone for good after 30 days."""

import pytest

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.clusters.actions.journal import delete_note, write_note
from spinney.clusters.models import JournalNote
from spinney.clusters.queries.days import deleted_notes_of, notes_of
from spinney.clusters.tasks.removed import clear_removed
from tests.clusters.programmes import days
from tests.personas import NOON, TODAY


@pytest.fixture
def note(wood):
    return write_note(
        cluster=wood.cluster, about_on=TODAY, text="Birch is tired", by=wood.ash, now=NOON
    )


OTHERS = ("rowan", "birch", "cedar", "hazel", "elm", "willow", "sorrel")


def test_it_leaves_her_list_and_can_be_found_to_bring_back(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    assert not notes_of(wood.ash).exists()
    assert list(deleted_notes_of(wood.ash, NOON)) == [note]
    assert not deleted_notes_of(wood.rowan, NOON).exists()


def test_after_30_days_nothing_of_it_is_left(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    clear_removed(NOON + days(30))
    assert JournalNote.objects.exists()
    clear_removed(NOON + days(31))
    assert not JournalNote.objects.exists()


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_no_such_note(wood, note, who):
    with pytest.raises(NotFound):
        delete_note(note=note, by=wood.actor(who), now=NOON)


def test_once_is_enough(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        delete_note(note=note, by=wood.ash, now=NOON)
