"""Who gets which answer at the addresses of members and tiers (columns: personas.EVERYBODY)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.clusters.models import Cluster
from tests.access import answers

INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
MEMBERS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNS_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
RUNS_BY_POST = (405, 405, 403, 403, 404, 404, 404, 404, 401)
#: Those who run it, and BIRCH for her own organisation; CEDAR does not even see Birch House's page.
OWN = (200, 200, 200, 404, 404, 404, 404, 404, 401)
OWN_BY_POST = (405, 405, 405, 405, 404, 404, 404, 404, 401)
PROGRAMME = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MANAGES = (200, 403, 403, 403, 404, 404, 404, 404, 401)
MANAGES_BY_POST = (405, 403, 403, 403, 404, 404, 404, 404, 401)

OF_CLUSTER = {
    "members": MEMBERS,
    "tiers": INSIDE,
    "add-tier": RUNS_IT,
    "use-own-tiers": RUNS_BY_POST,
}
OF_MEMBER = {
    "member": OWN,
    "admit-member": RUNS_IT,
    "decline-member": RUNS_IT,
    "readmit-member": RUNS_IT,
    "move-member": RUNS_IT,
    "propose-suspension": RUNS_IT,
    "answer-suspension": (403, 403, 409, 404, 404, 404, 404, 404, 401),  # none is proposed
    "drop-suspension": RUNS_BY_POST,
    "suspend-member": RUNS_IT,
    "reinstate-member": RUNS_IT,
    "leave-cluster": OWN,
    "stay-in-cluster": OWN_BY_POST,
    "name-representative": OWN,
    "take-back-request": (405, 405, 405, 405, 405, 405, 405, 405, 401),
}
OF_PROGRAMME = {"programme-tiers": PROGRAMME, "add-programme-tier": MANAGES}
OF_PROGRAMME_TIER = {
    "edit-programme-tier": MANAGES,
    "remove-programme-tier": MANAGES_BY_POST,
}


@pytest.mark.parametrize("name", OF_CLUSTER)
def test_cluster_addresses(wood, name):
    url = reverse(f"clusters:{name}", args=[wood.cluster.pk])
    assert answers(wood, "get", url) == OF_CLUSTER[name]


@pytest.mark.parametrize("name", OF_MEMBER)
def test_member_addresses(wood, name):
    url = reverse(f"clusters:{name}", args=[wood.cluster.pk, wood.memberships["birch"].pk])
    assert answers(wood, "get", url) == OF_MEMBER[name]


def test_an_observer_sees_her_own_membership_and_no_other(wood):
    url = reverse("clusters:member", args=[wood.cluster.pk, wood.memberships["cedar"].pk])
    assert answers(wood, "get", url) == (200, 200, 200, 200, 404, 404, 404, 404, 401)


@pytest.mark.parametrize("name", OF_PROGRAMME)
def test_programme_addresses(wood, name):
    url = reverse(f"clusters:{name}", args=[wood.programme.pk])
    assert answers(wood, "get", url) == OF_PROGRAMME[name]


@pytest.mark.parametrize("name", OF_PROGRAMME_TIER)
def test_programme_tier_addresses(wood, name):
    url = reverse(f"clusters:{name}", args=[wood.programme.pk, wood.tiers["core"].pk])
    assert answers(wood, "get", url) == OF_PROGRAMME_TIER[name]


@pytest.mark.parametrize(
    ("name", "expected"), [("edit-tier", RUNS_IT), ("remove-tier", RUNS_BY_POST)]
)
def test_own_tier_addresses(wood, name, expected):
    own = wood.cluster.tiers.create(position=0, name="Own")
    url = reverse(f"clusters:{name}", args=[wood.cluster.pk, own.pk])
    assert answers(wood, "get", url) == expected


def test_a_cluster_that_asks_nobody_is_hidden_from_those_who_would_ask(wood):
    url = reverse("clusters:ask-to-join", args=[wood.cluster.pk])
    assert answers(wood, "get", url) == (404,) * 8 + (401,)


def test_where_organisations_may_ask_those_who_represent_one_may(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(join_rule="ask")
    url = reverse("clusters:ask-to-join", args=[wood.cluster.pk])
    # Those inside have nothing to ask for; HAZEL, ELM and WILLOW represent nobody.
    assert answers(wood, "get", url) == (404, 404, 404, 404, 403, 403, 403, 200, 401)


def test_members_in_a_file_are_for_those_who_may_read_them(wood):
    url = reverse("clusters:members", args=[wood.cluster.pk])
    assert answers(wood, "get", url, {"as": "csv"}) == MEMBERS
