"""Savings claimed, confirmed and added up by programs, each as far as its person may see them."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.purchasing.actions.savings import withdraw_saving
from spinney.purchasing.models import Saving
from tests.agreements.making import an_agreement
from tests.http.asking import ask, statuses, told
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed, pays, year_of_bills

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

AT = "clusters/{cluster}/savings"
ONE = AT + "/{saving}"
#        rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MEMBER = (403, 403, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", AT): READS,
    ("get", AT + "/totals"): READS,
    ("get", "programmes/{programme}/savings/totals"): (
        200, 403, 403, 403, 404, 404, 404, 404, 401,
    ),
    ("get", "organisations/{birch}/savings"): (403, 403, 200, 403, 403, 403, 403, 403, 401),
    ("get", ONE): READS,
    ("post", AT + "/reckon"): READS,
    ("post", AT): tuple(201 if one == 200 else one for one in READS),
    # It waits for its member's word: the member changes it, and whoever claimed it.
    ("put", ONE): (403, 200, 200, 403, 404, 404, 404, 404, 401),
    ("post", ONE + "/confirm"): MEMBER,
    ("post", ONE + "/refuse"): MEMBER,
    ("post", ONE + "/withdraw"): READS,
    ("post", AT + "/{withdrawn}/restore"): READS,
    ("post", ONE + "/look-again"): tuple(409 if one == 200 else one for one in READS),
}  # fmt: skip
FIGURES = {
    "title": "Phones at a joint price", "kind": "cashable", "category": "telecoms",
    "first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31), "basis_kind": "contract",
    "baseline_pence": 60_000, "new_pence": 45_000,
}  # fmt: skip
WHY = {"why": "It was another bill."}


@pytest.fixture
def ids(wood):
    """A saving that the facilitator claimed for Birch House, and one that was taken back."""
    saving = claimed(wood)
    gone = claimed(wood, category="energy", title="Gas")
    withdraw_saving(saving=gone, why="No.", by=wood.ash, now=NOON)
    return {
        "cluster": wood.cluster.pk, "programme": wood.programme.pk, "saving": saving.pk,
        "withdrawn": gone.pk, "birch": wood.organisations["birch"].pk,
    }  # fmt: skip


def body_of(ids, path):
    claim = FIGURES | {"organisation_id": ids["birch"], "category": "insurance"}
    bodies = {AT: claim, AT + "/reckon": claim, ONE: FIGURES}
    return bodies.get(path, WHY if path.endswith(("refuse", "withdraw")) else None)


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = body_of(ids, path) if method != "get" else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_the_cluster_next_door_cannot_be_reached_by_what_is_in_ours(wood, ids):
    for method, path in MATRIX:
        if "{saving}" in path or "{withdrawn}" in path:
            beside = path.format(**ids | {"cluster": wood.next_door.pk})
            body = body_of(ids, path) if method != "get" else None
            status = ask(wood, "willow", method, beside, body).status_code
            assert status in (403, 404), path  # 403: she is no member there


def test_a_saving_is_claimed_for_a_member_and_confirmed_by_it(wood):
    at = f"clusters/{wood.cluster.pk}/savings"
    body = FIGURES | {"organisation_id": wood.organisations["birch"].pk}
    made = told(ask(wood, "ash", "post", at, body), 201)
    assert (made["state"], made["amount"]["least_pence"]) == ("claimed", 15_000)
    (kind,) = told(ask(wood, "birch", "get", f"{at}/totals"))["kinds"]
    assert (kind["claimed"]["least_pence"], kind["confirmed"]["least_pence"]) == (15_000, 0)
    told(ask(wood, "ash", "post", f"{at}/{made['id']}/confirm"), 403)
    done = told(ask(wood, "birch", "post", f"{at}/{made['id']}/confirm"))
    assert (done["state"], done["baseline_pence"]) == ("confirmed", 60_000)
    told(ask(wood, "birch", "post", f"{at}/{made['id']}/confirm"), 409)
    (kind,) = told(ask(wood, "birch", "get", f"{at}/totals"))["kinds"]
    assert kind["confirmed"] == {"least_pence": 15_000, "most_pence": 15_000}
    told(ask(wood, "birch", "post", f"{at}/{made['id']}/look-again"))


def test_it_is_reckoned_from_the_members_own_payments_by_the_member_alone(wood):
    pays(wood, year_of_bills())
    at = f"clusters/{wood.cluster.pk}/savings"
    body = {one: value for one, value in FIGURES.items() if one != "baseline_pence"} | {
        "organisation_id": wood.organisations["birch"].pk, "basis_kind": "lines",
        "basis_first": date(2025, 1, 1), "basis_last": date(2025, 12, 31),
    }  # fmt: skip
    sum_of = told(ask(wood, "birch", "post", f"{at}/reckon", body))
    assert (sum_of["id"], sum_of["baseline_pence"]) == (0, 120_000)
    assert sum_of["amount"]["least_pence"] == 75_000
    assert not Saving.objects.exists()
    for path in (f"{at}/reckon", at):
        refused = told(ask(wood, "ash", "post", path, body), 422)
        assert "basis_kind" in refused["error"]["fields"]
    assert told(ask(wood, "birch", "post", at, body), 201)["state"] == "confirmed"
    twice = told(ask(wood, "birch", "post", f"{at}/reckon", body), 422)
    assert "count twice" in twice["error"]["message"]


def test_who_may_not_see_amounts_gets_none(wood, ids):
    """Exactly for the member, in ranges or not at all for those who run the cluster."""
    path = ONE.format(**ids)
    told(ask(wood, "birch", "post", f"{path}/confirm"))
    assert told(ask(wood, "birch", "get", path))["baseline_pence"] == 120_000
    shown = told(ask(wood, "rowan", "get", path))
    assert (shown["baseline_pence"], shown["new_pence"]) == (None, None)
    assert shown["amount"]["least_pence"] <= 30_000 < shown["amount"]["most_pence"]
    an_agreement(wood, ("birch",), terms={"purchases": {"shown": "suppliers", "broker": "nobody"}})
    assert told(ask(wood, "rowan", "get", path))["amount"] is None
    totals = told(ask(wood, "rowan", "get", f"clusters/{ids['cluster']}/savings/totals"))
    assert (totals["kinds"], totals["hidden"]) == ([], 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation_id": 0}, "organisation_id"),
        ({"new_pence": -1}, "new_pence"),
        ({"baseline_pence": None}, "baseline_pence"),
        ({"covers": "supplier:none"}, "covers"),
        ({"basis_kind": "lines"}, "basis_first"),
        ({"kind": "luck"}, "kind"),
        ({"last_day": date(2025, 1, 1)}, "last_day"),
        ({"category": "nothing"}, "category"),
    ],
)
def test_what_cannot_be_is_named(wood, ids, changes, field):
    body = body_of(ids, AT) | changes
    refused = told(ask(wood, "birch", "post", AT.format(**ids), body), 422)
    assert field in refused["error"]["fields"]
    assert Saving.objects.count() == 2


def test_a_member_claims_for_itself_only_and_of_what_is_there(wood, ids):
    told(
        ask(wood, "birch", "post", AT.format(**ids), body_of(ids, AT) | {"contract_id": 9_999}), 404
    )
    told(ask(wood, "ash", "put", ONE.format(**ids), FIGURES | {"read": 99}), 409)
