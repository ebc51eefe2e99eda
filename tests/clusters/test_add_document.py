"""Members and facilitators keep documents for their cluster."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.clusters.actions.documents import add_document
from spinney.clusters.models import Document
from spinney.clusters.queries.documents import of_cluster
from tests.clusters.programmes import content, entries, pdf
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(wood, by="birch", paper=None):
    return add_document(cluster=wood.cluster, paper=paper or pdf(), by=wood.actor(by), now=NOON)


def test_it_is_kept_as_what_it_is(wood):
    made = add(wood)
    assert (made.title, made.name, made.content_type) == (
        "Ground rules",
        "rules.pdf",
        "application/pdf",
    )
    assert content(made) == b"%PDF-1.7 rules"
    assert made.file.name.endswith(f"{made.uid}.pdf")
    assert entries("add_document")[0]["sha256"] == made.sha256


def test_two_files_of_one_name_never_meet(wood):
    first, second = add(wood), add(wood, paper=pdf("Other", b"%PDF-1.4 other"))
    assert content(first) != content(second)


def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(wood, tmp_path):
    with pytest.raises(BadInput):
        add(wood, paper=pdf(content=b"MZ a program"))
    assert not Document.objects.exists()
    assert not list(tmp_path.rglob("*.pdf"))


def test_it_needs_a_title(wood):
    with pytest.raises(BadInput) as caught:
        add(wood, paper=pdf(title=" "))
    assert "title" in caught.value.fields


def test_members_see_it_and_supporters_and_neighbours_do_not(wood):
    add(wood)
    for who in ("rowan", "ash", "birch"):
        assert of_cluster(wood.actor(who), wood.cluster).count() == 1
    for who in ("cedar", "hazel", "elm", "willow", "sorrel", "nobody"):
        assert of_cluster(wood.actor(who), wood.cluster).count() == 0


@pytest.mark.parametrize(
    ("who", "error"), [("rowan", NotAllowed), ("cedar", NotAllowed), ("sorrel", NotFound)]
)
def test_members_and_facilitators_only(wood, who, error):
    with pytest.raises(error):
        add(wood, by=who)
    assert add(wood, by="ash")
