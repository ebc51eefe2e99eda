"""Who gets which answer at the addresses of sharing (columns: personas.EVERYBODY)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.clusters.test_share_evidence import share
from tests.register.acting import browser_of, fetched, pdf
from tests.register.evidence_cases import add

#        rowan ash birch cedar hazel elm willow sorrel nobody
OURS = (403, 403, 200, 403, 403, 403, 403, 403, 401)
OURS_BY_POST = (403, 403, 405, 403, 403, 403, 403, 403, 401)
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def test_who_sees_what_of_ours(wood):
    url = reverse("clusters:see-sharing", args=[wood.organisations["birch"].pk])
    assert answers(wood, "get", url) == OURS


def test_choosing_what_a_cluster_sees(wood):
    args = [wood.organisations["birch"].pk, wood.cluster.pk]
    assert answers(wood, "get", reverse("clusters:share-evidence", args=args)) == OURS


def test_stopping(wood):
    made = share(wood, add(wood))
    birch, cedar = wood.organisations["birch"].pk, wood.organisations["cedar"].pk
    url = reverse("clusters:end-share", args=[birch, made.pk])
    assert answers(wood, "get", url) == OURS_BY_POST
    theirs = reverse("clusters:end-share", args=[cedar, made.pk])
    assert browser_of(wood.people["cedar"]).post(theirs).status_code == 404


@pytest.mark.parametrize("name", ["shared-evidence"])
def test_what_the_cluster_sees(wood, name):
    assert answers(wood, "get", reverse(f"clusters:{name}", args=[wood.cluster.pk])) == INSIDE


def test_one_piece_and_its_file(wood):
    evidence = add(wood, pdf())
    made = share(wood, evidence)
    one = reverse("clusters:view-shared", args=[wood.cluster.pk, made.pk])
    assert answers(wood, "get", one) == INSIDE
    file = evidence.files.get()
    url = reverse("clusters:download-shared", args=[wood.cluster.pk, made.pk, file.uid])
    statuses = {n: fetched(browser_of(p), url)[0] for n, p in wood.people.items()}
    assert sorted(n for n, s in statuses.items() if s == 200) == ["ash", "birch", "rowan"]
    assert {statuses[n] for n in ("hazel", "elm", "willow", "sorrel")} == {404}
    assert statuses["cedar"] == 403
