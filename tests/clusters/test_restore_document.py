"""A document comes back within 30 days."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.documents import add_document, remove_document, restore_document
from spinney.clusters.queries.documents import of_cluster
from tests.clusters.programmes import days, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def removed(wood):
    document = add_document(cluster=wood.cluster, paper=pdf(), by=wood.birch, now=NOON)
    return remove_document(document=document, by=wood.birch, now=NOON)


def test_it_is_on_the_list_again(wood, removed):
    restore_document(document=removed, by=wood.birch, now=NOON + days(30))
    assert list(of_cluster(wood.birch, wood.cluster)) == [removed]


def test_not_after_30_days_and_not_what_is_there(wood, removed):
    with pytest.raises(WrongState):
        restore_document(document=removed, by=wood.birch, now=NOON + days(31))
    restore_document(document=removed, by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        restore_document(document=removed, by=wood.birch, now=NOON)


def test_supporters_cannot(wood, removed):
    with pytest.raises(NotAllowed):
        restore_document(document=removed, by=wood.cedar, now=NOON)
