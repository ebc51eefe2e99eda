"""Who gets which answer at the addresses of clusters and their facilitators.

Columns as in personas.EVERYBODY: rowan (programme manager), ash (facilitator), birch (core
member), cedar (supporter), hazel (host), elm (signed up today), willow and sorrel (next door),
nobody (401: sent to sign in).
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Facilitator
from tests.access import answers

ANYBODY = (200, 200, 200, 200, 200, 200, 200, 200, 401)
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
RUNS_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MANAGES = (200, 403, 403, 403, 404, 404, 404, 404, 401)

MATRIX = {
    "clusters": ANYBODY,
    "make-cluster": ANYBODY,
    "programme-clusters": (200, 200, 403, 403, 404, 404, 404, 404, 401),
    "add-cluster": MANAGES,
    "cluster": INSIDE,
    "cluster-timeline": INSIDE,
    "edit-cluster": RUNS_IT,
    "end-cluster": RUNS_IT,
    "reopen-cluster": RUNS_IT,
    "facilitators": RUNS_IT,
    "appoint-facilitator": RUNS_IT,
    "stand-down-facilitator": RUNS_IT,
}
#: There is no logo yet: those who may see the cluster are told so (404), the others are not let in.
LOGO = (404, 404, 404, 404, 404, 404, 404, 404, 401)


def address(wood, name: str) -> str:
    if name in ("clusters", "make-cluster"):
        return reverse(f"clusters:{name}")
    if name in ("programme-clusters", "add-cluster"):
        return reverse(f"clusters:{name}", args=[wood.programme.pk])
    if name == "stand-down-facilitator":
        helper = Facilitator.objects.get(cluster=wood.cluster)
        return reverse(f"clusters:{name}", args=[wood.cluster.pk, helper.pk])
    return reverse(f"clusters:{name}", args=[wood.cluster.pk])


@pytest.mark.parametrize("name", MATRIX)
def test_reading(wood, name):
    assert answers(wood, "get", address(wood, name)) == MATRIX[name]


def test_the_logo(wood):
    assert answers(wood, "get", address(wood, "cluster-logo")) == LOGO


def test_a_facilitator_of_yesterday_is_an_outsider(wood):
    Facilitator.objects.filter(cluster=wood.cluster).update(
        ends_on=timezone.localdate() - timezone.timedelta(days=1)
    )
    statuses = answers(wood, "get", address(wood, "cluster"))
    assert statuses[:3] == (200, 404, 200)
