"""A programme gives documents to all its clusters."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.clusters.actions.documents import add_programme_document
from spinney.clusters.queries.documents import of_programme
from tests.clusters.programmes import entries, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(wood, by="rowan", **paper):
    return add_programme_document(
        programme=wood.programme, paper=pdf(**paper), by=wood.actor(by), now=NOON
    )


def test_its_clusters_read_it_and_others_do_not(wood):
    made = add(wood)
    for who in ("rowan", "ash", "birch"):
        assert list(of_programme(wood.actor(who), wood.programme)) == [made]
    for who in ("cedar", "hazel", "elm", "willow", "sorrel", "nobody"):
        assert not of_programme(wood.actor(who), wood.programme).exists()
    assert entries("add_programme_document")[0]["title"] == "Ground rules"


def test_what_is_not_what_it_says_is_refused(wood):
    with pytest.raises(BadInput):
        add(wood, content=b"MZ a program")


@pytest.mark.parametrize(
    ("who", "error"), [("ash", NotAllowed), ("birch", NotAllowed), ("willow", NotFound)]
)
def test_only_managers(wood, who, error):
    with pytest.raises(error):
        add(wood, by=who)
