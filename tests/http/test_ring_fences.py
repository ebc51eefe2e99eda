"""Ring-fences and payments for coming to meetings, kept by a program: never overspent, paid once,
and to whom only those who keep the ledger see.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.money.actions import attendance
from spinney.money.models import AttendancePayment
from spinney.money.queries.balances import balance
from tests.agreements.making import an_agreement, another_member
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.money.attending import NOON, a_rate, met
from tests.money.making import a_fund, a_ring_fence

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FENCES = "clusters/{cluster}/ring-fences"
PAYMENTS = "clusters/{cluster}/attendance-payments"
TODAY = timezone.localdate()
RATE = {"amount_pence": 2_000, "from_day": "2026-01-01"}

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MAKES = (201, 201, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", FENCES): READS,
    ("get", FENCES + "/{fence}"): READS,
    ("post", FENCES): MAKES,
    ("patch", FENCES + "/{fence}"): DOES,
    ("post", FENCES + "/{fence}/close"): DOES,
    ("post", FENCES + "/{closed}/reopen"): DOES,
    ("post", FENCES + "/{fence}/rates"): MAKES,
    ("post", FENCES + "/{fence}/rates/{rate}/end"): DOES,
    ("post", FENCES + "/{fence}/count"): DOES,
    ("get", PAYMENTS): READS,
    ("post", PAYMENTS + "/approve"): DOES,
    ("post", PAYMENTS + "/pay"): DOES,
    ("post", PAYMENTS + "/drop"): DOES,
    ("post", PAYMENTS + "/restore"): DOES,
}


@pytest.fixture
def ids(wood):
    """A ring-fence that pays for coming, with a payment that is due and one that is approved; and
    one that is closed.
    """
    fund = a_fund(wood.cluster)
    rate = a_rate(wood, a_ring_fence(fund))
    closed = a_ring_fence(fund, name="Micro-grants", closed_on=TODAY, remaining_pence=0)
    met(wood, wood.organisations["birch"], another_member(wood, "Maple Centre"))
    made = attendance.count_attendance(ring_fence=rate.ring_fence, by=wood.ash, now=NOON)
    due = next(one for one in made if one.organisation == wood.organisations["birch"])
    approved = next(one for one in made if one != due)
    attendance.approve_attendance(payments=[approved], by=wood.ash, now=NOON)
    return {
        "cluster": wood.cluster.pk, "fund": fund.pk, "fence": rate.ring_fence_id,
        "closed": closed.pk, "rate": rate.pk, "due": due.pk, "approved": approved.pk,
    }  # fmt: skip


def bodies(ids):
    return {
        FENCES: {"name": "Journeys", "fund_id": ids["fund"], "amount_pence": 500, "sure": True},
        FENCES + "/{fence}": {"purpose": "For small members"},
        FENCES + "/{fence}/rates": RATE,
        PAYMENTS + "/approve": {"payments": [ids["due"]]},
        PAYMENTS + "/pay": {"payments": [ids["approved"]], "paid_on": TODAY},
        PAYMENTS + "/drop": {"payments": [ids["due"]], "why": "It was not there."},
        PAYMENTS + "/restore": {"payments": [ids["approved"]]},
    }


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, bodies(ids)) == MATRIX
    assert next_door(wood, MATRIX, ids, bodies(ids)) == {404}
    for deed in ("approve", "pay", "drop", "restore"):
        path = f"{PAYMENTS.format(cluster=wood.next_door.pk)}/{deed}"
        refused = told(ask(wood, "willow", "post", path, bodies(ids)[f"{PAYMENTS}/{deed}"]), 422)
        assert list(refused["error"]["fields"]) == ["payments"]
    assert without_mandate(wood, MATRIX, ids, bodies(ids)) == {404}


def test_money_is_set_aside_changed_closed_and_opened_again(wood):
    at, fund = FENCES.format(cluster=wood.cluster.pk), a_fund(wood.cluster)
    body = {"name": "Journeys", "fund_id": fund.pk, "amount_pence": 50_000}
    refused = told(ask(wood, "ash", "post", at, body), 422)
    assert list(refused["error"]["fields"]) == ["sure"], "nothing came into it yet"
    made = told(ask(wood, "ash", "post", at, body | {"sure": True}), 201)
    assert (made["remaining_pence"], made["paid_pence"], made["promised_pence"]) == (50_000, 0, 0)
    one = f"{at}/{made['id']}"
    change = {"amount_pence": 40_000, "read": made["version"]}
    assert told(ask(wood, "ash", "patch", one, change))["remaining_pence"] == 40_000
    told(ask(wood, "ash", "patch", one, change), 409)
    closed = told(ask(wood, "ash", "post", f"{one}/close", {"on": TODAY}))
    assert (closed["closed_on"], closed["amount_pence"]) == (str(TODAY), 0)
    told(ask(wood, "ash", "post", f"{one}/close", {}), 409)
    assert told(ask(wood, "ash", "post", f"{one}/reopen"))["remaining_pence"] == 40_000
    for path, wrong, field in (
        (at, body | {"name": "journeys", "sure": True}, "name"),
        (at, body | {"fund_id": 0}, "fund_id"),
        (at, body | {"budget_key": "00000000-0000-4000-8000-000000000000"}, "budget_key"),
        (f"{one}/rates", RATE | {"to_day": "2025-01-01"}, "to_day"),
        (f"{one}/rates", RATE | {"amount_pence": 2_000_000}, "amount_pence"),
        (f"{one}/rates", RATE | {"organisation_ids": [1_000]}, "organisation_ids"),
        (f"{one}/close", {"on": "2199-01-01"}, "on"),
    ):
        refused = told(ask(wood, "ash", "post", path, wrong), 422)
        assert list(refused["error"]["fields"]) == [field], (path, wrong)


def test_who_is_paid_is_for_those_who_keep_the_ledger(wood, ids):
    """A member sees its own payment, and of the others not even that somebody was chosen."""
    one, payments = f"{FENCES}/{{fence}}".format(**ids), PAYMENTS.format(**ids)
    birch = wood.organisations["birch"].pk
    rate = RATE | {"organisation_ids": [birch]}
    kept = told(ask(wood, "ash", "post", f"{one}/rates", rate), 201)
    assert [row["organisation_ids"] for row in kept["rates"]] == [[birch], []]
    assert len(kept["moves"]) == 2
    seen = told(ask(wood, "birch", "get", one))
    assert [(row["chosen"], row["organisation_ids"]) for row in seen["rates"]] == [
        (True, []), (False, []),
    ]  # fmt: skip
    assert (seen["moves"], seen["unpaid"]) == ([], [])
    assert seen["promised_pence"] == 8_000
    assert [row["id"] for row in told(ask(wood, "birch", "get", payments))["items"]] == [ids["due"]]
    assert told(ask(wood, "ash", "get", payments))["count"] == 2
    assert told(ask(wood, "ash", "get", f"{payments}?state=approved"))["count"] == 1


def test_payments_go_their_way_once(wood, ids):
    """Above the limit by two people; what was paid is not approved again."""
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 5_000}})
    at, both = PAYMENTS.format(**ids), {"payments": [ids["due"], ids["approved"]]}
    told(ask(wood, "ash", "post", f"{at}/approve", both), 409)
    told(ask(wood, "ash", "post", f"{at}/approve", {"payments": [ids["due"]]}))
    told(ask(wood, "ash", "post", f"{at}/approve", {"payments": [ids["due"], 10**6]}), 422)
    told(ask(wood, "ash", "post", f"{at}/pay", both | {"paid_on": TODAY}), 403)
    later = told(ask(wood, "rowan", "post", f"{at}/pay", both | {"paid_on": "2199-01-01"}), 422)
    assert list(later["error"]["fields"]) == ["paid_on"]
    paid = told(ask(wood, "rowan", "post", f"{at}/pay", both | {"paid_on": TODAY}))
    assert {row["state"] for row in paid} == {"paid"}
    assert len({row["entry_number"] for row in paid}) == 1
    assert balance(wood.cluster, account="attendance_cost") == 8_000
    for deed, more in (("approve", {}), ("pay", {"paid_on": TODAY}), ("drop", {"why": "No"})):
        told(ask(wood, "rowan", "post", f"{at}/{deed}", both | more), 409)
    fence = told(ask(wood, "birch", "get", f"{FENCES}/{{fence}}".format(**ids)))
    assert (fence["paid_pence"], fence["remaining_pence"]) == (8_000, 92_000)


def test_what_is_not_paid_goes_back_and_can_come_again(wood, ids):
    at, due = PAYMENTS.format(**ids), {"payments": [ids["due"]]}
    (dropped,) = told(ask(wood, "ash", "post", f"{at}/drop", due | {"why": "It was not there."}))
    assert (dropped["state"], dropped["why"]) == ("dropped", "It was not there.")
    fence = f"{FENCES}/{{fence}}".format(**ids)
    assert told(ask(wood, "ash", "get", fence))["remaining_pence"] == 96_000
    assert told(ask(wood, "ash", "post", f"{fence}/count")) == [], "counted once"
    (back,) = told(ask(wood, "ash", "post", f"{at}/restore", due))
    assert back["state"] == "due"
    assert told(ask(wood, "ash", "post", f"{fence}/rates/{ids['rate']}/end", {}))["rates"]
    AttendancePayment.objects.get(pk=ids["due"], state="due")
