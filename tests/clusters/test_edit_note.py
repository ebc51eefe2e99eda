"""A note is changed by its writer alone."""

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import ChangedMeanwhile, NotFound, WrongState
from spinney.clusters.actions.journal import delete_note, edit_note, write_note
from spinney.clusters.models import Facilitator
from tests.clusters.programmes import LATER
from tests.personas import NOON, TODAY


@pytest.fixture
def note(wood):
    return write_note(
        cluster=wood.cluster, about_on=TODAY, text="Birch is tired", by=wood.ash, now=NOON
    )


OTHERS = ("rowan", "birch", "cedar", "hazel", "elm", "willow", "sorrel")


def edit(note, by, text="Birch is better", version=1):
    return edit_note(note=note, about_on=TODAY, text=text, version=version, by=by, now=LATER)


def test_new_words_take_the_place_of_the_old(wood, note):
    edit(note, wood.ash)
    note.refresh_from_db()
    assert (note.text, note.changed_at, note.version) == ("Birch is better", LATER, 2)


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_there_is_no_such_note(wood, note, who):
    with pytest.raises(NotFound):
        edit(note, wood.actor(who))


def test_not_even_unattended_work(wood, note):
    with pytest.raises(NotFound):
        edit(note, Actor.system("anything"))


def test_it_stays_hers_when_she_facilitates_no_more(wood, note):
    Facilitator.objects.filter(person=wood.people["ash"]).delete()
    edit(note, wood.ash)
    note.refresh_from_db()
    assert note.text == "Birch is better"


def test_two_windows_at_once_lose_nothing(wood, note):
    edit(note, wood.ash)
    with pytest.raises(ChangedMeanwhile):
        edit(note, wood.ash, text="Other words")


def test_a_deleted_note_is_brought_back_first(wood, note):
    delete_note(note=note, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit(note, wood.ash)
