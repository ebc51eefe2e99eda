"""A facilitator writes for herself alone."""

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.clusters.actions.journal import write_note
from spinney.clusters.models import JournalNote
from spinney.clusters.queries.days import notes_of
from tests.clusters.programmes import last_actor
from tests.personas import NOON, TODAY


def write(wood, by="ash", text="Birch House is tired"):
    actor = by if isinstance(by, Actor) else wood.actor(by)
    return write_note(cluster=wood.cluster, about_on=TODAY, text=text, by=actor, now=NOON)


def test_it_is_hers(wood):
    note = write(wood)
    assert list(notes_of(wood.ash)) == [note]
    for other in ("rowan", "birch", "cedar", "hazel", "elm", "willow", "nobody"):
        assert not notes_of(wood.actor(other)).exists()
    assert not notes_of(Actor.system("anything")).exists()


def test_the_record_says_that_there_is_one_in_her_own_book_and_not_what_it_says(wood):
    write(wood, text="Birch House is tired")
    assert last_actor("write_note")[1] == f"person:{wood.people['ash'].pk}"
    assert not any("tired" in str(e.detail) for e in Entry.objects.all())


def test_writing_is_no_activity_of_the_cluster(wood):
    write(wood)
    wood.cluster.refresh_from_db()
    assert wood.cluster.last_activity_at is None


def test_an_empty_note_is_refused(wood):
    with pytest.raises(BadInput):
        write(wood, text=" ")


@pytest.mark.parametrize(
    ("who", "error"),
    [("rowan", NotAllowed), ("birch", NotAllowed), ("willow", NotFound), ("hazel", NotFound)],
)
def test_facilitators_of_the_cluster_only(wood, who, error):
    with pytest.raises(error):
        write(wood, by=who)
    assert not JournalNote.objects.exists()


def test_the_system_writes_no_notes(wood):
    with pytest.raises(NotFound):
        write(wood, by=Actor.system("anything"))
