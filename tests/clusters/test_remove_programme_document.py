"""A programme's document is taken off the list."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.documents import (
    add_programme_document,
    remove_programme_document,
)
from spinney.clusters.queries.documents import of_programme
from tests.clusters.programmes import pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(wood):
    return add_programme_document(programme=wood.programme, paper=pdf(), by=wood.rowan, now=NOON)


def test_no_cluster_sees_it_any_more(wood, document):
    remove_programme_document(document=document, by=wood.rowan, now=NOON)
    assert not of_programme(wood.birch, wood.programme).exists()
    with pytest.raises(WrongState):
        remove_programme_document(document=document, by=wood.rowan, now=NOON)


def test_only_managers(wood, document):
    with pytest.raises(NotAllowed):
        remove_programme_document(document=document, by=wood.ash, now=NOON)
