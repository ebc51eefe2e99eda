"""A newer file takes the place of a programme's document."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions.documents import (
    add_programme_document,
    replace_programme_document,
)
from spinney.clusters.queries.documents import of_programme
from tests.clusters.programmes import content, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(wood):
    return add_programme_document(programme=wood.programme, paper=pdf(), by=wood.rowan, now=NOON)


def test_the_newer_stands_in_its_place(wood, document):
    new = replace_programme_document(
        document=document, paper=pdf("Rules", b"%PDF-1.7 newer"), by=wood.rowan, now=NOON
    )
    assert list(of_programme(wood.birch, wood.programme)) == [new]
    assert content(new) == b"%PDF-1.7 newer"


def test_only_managers(wood, document):
    with pytest.raises(NotAllowed):
        replace_programme_document(document=document, paper=pdf(), by=wood.ash, now=NOON)
