"""Who may knock at the doors of contracts: a member's own are its own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import Contract
from tests.access import answers
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#      rowan ash birch cedar hazel elm willow sorrel nobody
OWN = (403, 403, 200, 403, 403, 403, 403, 403, 401)
OWN_DEED = (403, 403, 302, 403, 403, 403, 403, 403, 401)
OUT = (403, 404, 404, 404, 404, 401)
ALL = (200, 200, 200, *OUT)
RUNS = (200, 200, 403, *OUT)
MATRIX = {
    "own-contracts": ("get", OWN),
    "own-contracts-calendar": ("get", OWN),
    "follow-own-contracts": ("get", OWN),
    "stop-following-own-contracts": ("post", OWN_DEED),
    "add-contract": ("get", OWN),
    "contract": ("get", OWN),
    "edit-contract": ("get", OWN),
    "show-contract": ("get", OWN),
    "hide-contract": ("post", OWN_DEED),
    "give-notice": ("post", OWN_DEED),
    "keep-contract": ("post", OWN_DEED),
    "end-contract": ("post", OWN_DEED),
    "remove-contract": ("post", OWN_DEED),
    "restore-contract": ("post", OWN_DEED),
}
ALONE = {
    "own-contracts", "own-contracts-calendar", "add-contract", "follow-own-contracts",
    "stop-following-own-contracts",
}  # fmt: skip


def test_every_door_of_ones_own(wood):
    birch = wood.organisations["birch"]
    contract = a_contract(birch, shown_to=wood.cluster)
    found = {}
    for name, (method, _) in MATRIX.items():
        args = [birch.pk] if name in ALONE else [birch.pk, contract.pk]
        found[name] = (method, answers(wood, method, reverse(f"purchasing:{name}", args=args)))
    assert found == MATRIX


def test_every_door_in_a_cluster(wood):
    joint = a_contract(cluster=wood.cluster)
    own = [wood.cluster.pk]
    one = [wood.cluster.pk, joint.pk]
    asked = {
        "contracts": ("get", own, ALL),
        "contracts-calendar": ("get", own, ALL),
        "follow-contracts": ("get", own, ALL),
        "stop-following-contracts": ("post", own, (302, 302, 302, *OUT)),
        "joint-contract": ("get", one, ALL),
        "edit-joint-contract": ("get", one, RUNS),
    }
    found = {
        name: answers(wood, method, reverse(f"purchasing:{name}", args=args))
        for name, (method, args, _) in asked.items()
    }
    assert found == {name: expected for name, (_, _, expected) in asked.items()}
    url = reverse("purchasing:change-joint-contract", args=one)
    assert answers(wood, "post", url, {"to": "give_notice"}) == (302, 409, 403, *OUT)
    assert answers(wood, "post", url, {"to": "burn"}) == (422, 422, 403, *OUT)
    assert Contract.objects.get().state == "notice_given"


def test_ones_own_is_no_joint_one(wood):
    own = a_contract(wood.organisations["birch"], shown_to=wood.cluster)
    url = reverse("purchasing:joint-contract", args=[wood.cluster.pk, own.pk])
    assert answers(wood, "get", url) == (404, 404, 404, *OUT)
