"""A programme's document comes back within 30 days."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.documents import (
    add_programme_document,
    remove_programme_document,
    restore_programme_document,
)
from spinney.clusters.queries.documents import of_programme
from tests.clusters.programmes import days, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(wood):
    return add_programme_document(programme=wood.programme, paper=pdf(), by=wood.rowan, now=NOON)


def test_clusters_see_it_again(wood, document):
    remove_programme_document(document=document, by=wood.rowan, now=NOON)
    restore_programme_document(document=document, by=wood.rowan, now=NOON + days(30))
    assert list(of_programme(wood.birch, wood.programme)) == [document]


def test_not_after_30_days(wood, document):
    remove_programme_document(document=document, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        restore_programme_document(document=document, by=wood.rowan, now=NOON + days(31))


def test_only_managers(wood, document):
    remove_programme_document(document=document, by=wood.rowan, now=NOON)
    with pytest.raises(NotAllowed):
        restore_programme_document(document=document, by=wood.ash, now=NOON)
