"""Who may knock at which door of documents, of a cluster and of a programme."""

import pytest
from django.urls import reverse

from spinney.clusters.actions.documents import add_document, add_programme_document
from tests.access import answers, client_of
from tests.clusters.programmes import pdf
from tests.personas import NOON

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def keeps(answer, then=None):
    """Facilitators, then members, who find it done (`then`)."""
    return (403, answer, then or answer, 403, 404, 404, 404, 404, 401)


def manages(answer):
    return (answer, 403, 403, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("documents", "get"): INSIDE,
    ("document", "get"): INSIDE,
    ("add-document", "get"): keeps(200),
    ("replace-document", "get"): keeps(200),
    ("remove-document", "post"): keeps(302, 409),
    ("restore-document", "post"): keeps(409),  # it is there
    ("programme-documents", "get"): INSIDE,
    ("programme-document", "get"): INSIDE,
    ("add-programme-document", "get"): manages(200),
    ("replace-programme-document", "get"): manages(200),
    ("remove-programme-document", "post"): manages(302),
    ("restore-programme-document", "post"): manages(409),  # it is there
    ("remove-document", "get"): keeps(405),
    ("remove-programme-document", "get"): manages(405),
}


@pytest.fixture
def kept(wood, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    of_cluster = add_document(cluster=wood.cluster, paper=pdf(), by=wood.birch, now=NOON)
    of_programme = add_programme_document(
        programme=wood.programme, paper=pdf(), by=wood.rowan, now=NOON
    )
    return of_cluster, of_programme


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, kept, door, method):
    of_programme = "programme" in door
    args = [wood.programme.pk if of_programme else wood.cluster.pk]
    if "documents" not in door and not door.startswith("add"):
        args.append(kept[of_programme].pk)
    url = reverse(f"clusters:{door}", args=args)
    assert answers(wood, method, url) == MATRIX[door, method]


def test_a_document_of_one_place_is_not_reached_through_another(wood, kept):
    of_cluster, of_programme = kept
    wrong = (
        reverse("clusters:document", args=[wood.cluster.pk, of_programme.pk]),
        reverse("clusters:programme-document", args=[wood.programme.pk, of_cluster.pk]),
    )
    for url in wrong:
        assert client_of(wood, "rowan").get(url).status_code == 404
    other = reverse("clusters:document", args=[wood.next_door.pk, of_cluster.pk])
    assert client_of(wood, "willow").get(other).status_code == 404


def test_it_comes_as_a_file_that_no_browser_runs(wood, kept):
    url = reverse("clusters:document", args=[wood.cluster.pk, kept[0].pk])
    answer = client_of(wood, "birch").get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="rules.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue() == b"%PDF-1.7 rules"
