"""A document is taken off the list; after 30 days its file is gone too."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.documents import add_document, remove_document
from spinney.clusters.models import Document
from spinney.clusters.queries.documents import of_cluster
from spinney.clusters.tasks.removed import clear_removed
from tests.clusters.programmes import days, entries, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(wood):
    return add_document(cluster=wood.cluster, paper=pdf(), by=wood.birch, now=NOON)


def test_it_is_off_the_list(wood, document):
    remove_document(document=document, by=wood.birch, now=NOON)
    assert not of_cluster(wood.birch, wood.cluster).exists()
    assert entries("remove_document")[0]["title"] == "Ground rules"


def test_after_30_days_row_and_file_are_gone(
    wood, document, tmp_path, django_capture_on_commit_callbacks
):
    remove_document(document=document, by=wood.birch, now=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        clear_removed(NOON + days(30))
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        clear_removed(NOON + days(31))
    assert not Document.objects.exists()
    assert not list(tmp_path.rglob("*.pdf"))


def test_once_is_enough(wood, document):
    remove_document(document=document, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        remove_document(document=document, by=wood.ash, now=NOON)


def test_a_member_does_not_touch_what_somebody_else_added(wood):
    by_ash = add_document(cluster=wood.cluster, paper=pdf(), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        remove_document(document=by_ash, by=wood.birch, now=NOON)
