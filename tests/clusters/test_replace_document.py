"""A newer file takes a document's place; the older can come back."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.documents import add_document, replace_document, restore_document
from spinney.clusters.queries.documents import of_cluster, removed_from
from tests.clusters.programmes import content, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(wood):
    return add_document(cluster=wood.cluster, paper=pdf(), by=wood.birch, now=NOON)


def replace(wood, document, by="birch"):
    newer = pdf("Ground rules, second", b"%PDF-1.7 newer")
    return replace_document(document=document, paper=newer, by=wood.actor(by), now=NOON)


def test_the_newer_stands_in_its_place(wood, document):
    new = replace(wood, document)
    assert list(of_cluster(wood.birch, wood.cluster)) == [new]
    assert new.replaces == document
    assert content(new) == b"%PDF-1.7 newer"


def test_the_older_comes_back(wood, document):
    replace(wood, document)
    assert list(removed_from(wood.birch, wood.cluster, NOON)) == [document]
    restore_document(document=document, by=wood.birch, now=NOON)
    assert of_cluster(wood.birch, wood.cluster).count() == 2


def test_what_was_replaced_is_not_replaced_again(wood, document):
    replace(wood, document)
    document.refresh_from_db()
    with pytest.raises(WrongState):
        replace(wood, document)


def test_the_facilitator_may_and_the_manager_may_not(wood, document):
    with pytest.raises(NotAllowed):
        replace(wood, document, by="rowan")
    assert replace(wood, document, by="ash")


def test_a_member_does_not_touch_what_somebody_else_added(wood):
    by_ash = add_document(cluster=wood.cluster, paper=pdf(), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed, match="Somebody else"):
        replace(wood, by_ash)
