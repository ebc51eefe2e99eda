"""Budgets and the ledger kept by a program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.money.actions.budgets import discard_budget, try_what_if
from spinney.money.models import Entry
from tests.http.asking import ask, statuses, told
from tests.money.budgeting import agreed, drafted, line, spend

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = timezone.localdate()
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MAKES = (201, 201, 403, 403, 404, 404, 404, 404, 401)
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)

#                       rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "clusters/{cluster}/funds"): READS,
    ("post", "clusters/{cluster}/funds"): MAKES,
    ("get", "clusters/{cluster}/balances"): READS,
    ("get", "clusters/{cluster}/ledger"): READS,
    ("get", "clusters/{cluster}/entries/{entry}"): READS,
    ("post", "clusters/{cluster}/income"): MAKES,
    ("post", "clusters/{cluster}/payments"): MAKES,
    ("post", "clusters/{cluster}/entries/{entry}/correct"): MAKES,
    ("get", "clusters/{cluster}/budgets"): READS,
    ("get", "clusters/{cluster}/budgets/{in_force}"): READS,
    ("post", "clusters/{cluster}/budgets"): MAKES,
    ("patch", "clusters/{cluster}/budgets/{draft}"): DOES,
    ("put", "clusters/{cluster}/budgets/{draft}/lines"): DOES,
    # Every member may try something out.
    ("post", "clusters/{cluster}/budgets/{in_force}/what-if"): (201, *MAKES[:1], 201, *MAKES[3:]),
    ("post", "clusters/{cluster}/budgets/{tried}/adopt"): DOES,
    ("post", "clusters/{cluster}/budgets/{draft}/in-force"): DOES,
    ("delete", "clusters/{cluster}/budgets/{draft}"): (
        204, 204, 403, 403, 404, 404, 404, 404, 401,
    ),
    ("post", "clusters/{cluster}/budgets/{thrown}/restore"): DOES,
}  # fmt: skip
PAID = {"day": TODAY, "words": "Hall", "amount_pence": 5_000, "account": "activity_cost"}
CAME = {"day": TODAY, "words": "A gift", "amount_pence": 9_000, "account": "other_income"}
ROOM = {"title": "Room", "planned_pence": 120_000, "category": "Venue"}
BUDGET = {"title": "Budget", "first_day": TODAY, "last_day": TODAY + timedelta(days=99)}
BODIES = {
    "clusters/{cluster}/funds": {"name": "Programme grant"},
    "clusters/{cluster}/income": CAME,
    "clusters/{cluster}/payments": PAID,
    "clusters/{cluster}/entries/{entry}/correct": {"why": "Paid twice."},
    "clusters/{cluster}/budgets": BUDGET,
    "clusters/{cluster}/budgets/{draft}": {"title": "Our budget"},
    "clusters/{cluster}/budgets/{draft}/lines": {"lines": [ROOM]},
    "clusters/{cluster}/budgets/{in_force}/what-if": {},
    "clusters/{cluster}/budgets/{draft}/in-force": {},
}


@pytest.fixture
def ids(wood):
    """A budget in force with money spent on it, a draft, one tried out, one thrown away."""
    now = timezone.now()
    budget = agreed(wood)
    entry = spend(line(budget, "Room"), 20_000)
    tried = try_what_if(budget=budget, by=wood.ash, now=now)
    draft, thrown = drafted(wood), drafted(wood)
    discard_budget(budget=thrown, by=wood.ash, now=now)
    numbers = {"in_force": budget, "tried": tried, "draft": draft, "thrown": thrown}
    found = {name: one.number for name, one in numbers.items()}
    return found | {"cluster": wood.cluster.pk, "entry": entry.pk}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = BODIES.get(path) if method != "delete" else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_the_cluster_next_door_cannot_be_reached_by_what_is_in_ours(wood, ids):
    for method, path in MATRIX:
        if path.count("{") > 1:
            body = BODIES.get(path) if method != "delete" else None
            beside = path.format(**ids | {"cluster": wood.next_door.pk})
            told(ask(wood, "willow", method, beside, body), 404)


def test_a_budget_is_drafted_written_and_put_in_force(wood):
    at = f"clusters/{wood.cluster.pk}/budgets"
    grant = {"title": "Grant", "planned_pence": 120_000, "is_income": True}
    made = told(ask(wood, "ash", "post", at, BUDGET | {"lines": [ROOM, grant]}), 201)
    assert (made["state"], made["planned_pence"], made["version"]) == ("draft", 120_000, 1)
    assert [one["is_income"] for one in made["lines"]] == [False, True]
    one = f"{at}/{made['number']}"
    lines = [ROOM | {"key": made["lines"][0]["key"], "planned_pence": 90_000}]
    written = told(ask(wood, "ash", "put", f"{one}/lines", {"lines": lines, "read": 1}))
    assert (written["planned_pence"], written["warnings"]) == (90_000, [])
    assert written["lines"][0]["key"] == made["lines"][0]["key"]
    told(ask(wood, "rowan", "put", f"{one}/lines", {"lines": [], "read": 1}), 409)
    told(ask(wood, "ash", "post", f"{one}/in-force", {"decision": 7}), 422)
    assert told(ask(wood, "ash", "post", f"{one}/in-force", {}))["state"] == "in_force"
    refused = told(ask(wood, "ash", "put", f"{one}/lines", {"lines": [ROOM]}), 409)
    assert "kept as it was agreed" in refused["error"]["message"]


def test_what_was_spent_stands_beside_what_was_planned(wood, ids):
    path = f"clusters/{ids['cluster']}/budgets/{ids['in_force']}"
    room = told(ask(wood, "birch", "get", path))["lines"][0]
    sums = [room[f"{name}_pence"] for name in ("planned", "spent", "left")]
    assert sums == [120_000, 20_000, 100_000]


def test_a_member_tries_out_only_what_is_its_own(wood, ids):
    at = f"clusters/{ids['cluster']}/budgets"
    own = told(ask(wood, "birch", "post", f"{at}/{ids['in_force']}/what-if", {}), 201)
    told(ask(wood, "birch", "patch", f"{at}/{own['number']}", {"title": "Two days"}))
    told(ask(wood, "birch", "patch", f"{at}/{ids['tried']}", {"title": "Two days"}), 403)


def test_the_ledger_comes_in_pages_with_its_totals(wood, ids):
    at = f"clusters/{ids['cluster']}"
    fund = told(ask(wood, "ash", "post", f"{at}/funds", {"name": "Programme grant"}), 201)
    came = told(ask(wood, "ash", "post", f"{at}/income", CAME | {"fund_id": fund["id"]}), 201)
    assert sum(one["amount_pence"] for one in came["lines"]) == 0
    told(ask(wood, "ash", "post", f"{at}/payments", PAID | {"fund_id": fund["id"]}), 201)
    ledger = told(ask(wood, "birch", "get", f"{at}/ledger?limit=1"))
    assert (ledger["count"], len(ledger["items"])) == (3, 1)
    assert (ledger["came_in_pence"], ledger["went_out_pence"]) == (9_000, 25_000)
    of_fund = told(ask(wood, "birch", "get", f"{at}/ledger?account=bank&fund_id={fund['id']}"))
    assert (of_fund["came_in_pence"], of_fund["went_out_pence"]) == (9_000, 5_000)
    (stands,) = told(ask(wood, "birch", "get", f"{at}/funds"))["items"]
    assert [stands[f"{name}_pence"] for name in ("received", "spent", "left")] == [
        9_000, 5_000, 4_000
    ]  # fmt: skip
    accounts = told(ask(wood, "birch", "get", f"{at}/balances"))
    assert sum(one["balance_pence"] for one in accounts) == 0


def test_of_which_member_a_line_is_only_those_who_keep_the_ledger_read(wood, ids):
    """Who was paid for coming tells who has little: as on the pages of the ledger."""
    at, birch = f"clusters/{ids['cluster']}", wood.organisations["birch"].pk
    paid = PAID | {"account": "attendance_cost", "organisation_id": birch}
    made = told(ask(wood, "ash", "post", f"{at}/payments", paid), 201)
    of_birch = f"{at}/ledger?every_account=true&organisation_id={birch}"

    def seen(name):
        entry = told(ask(wood, name, "get", f"{at}/entries/{made['id']}"))["lines"]
        ledger = told(ask(wood, name, "get", f"{at}/ledger?account=attendance_cost"))["items"]
        return {one["organisation_id"] for one in (*entry, *ledger)}

    assert birch in seen("ash")
    assert told(ask(wood, "ash", "get", of_birch))["count"] == 1
    assert seen("birch") == {None}
    told(ask(wood, "birch", "get", of_birch), 403)


def test_more_than_a_fund_has_is_asked_about(wood, ids):
    at = f"clusters/{ids['cluster']}"
    fund = told(ask(wood, "ash", "post", f"{at}/funds", {"name": "Programme grant"}), 201)
    paid = PAID | {"fund_id": fund["id"]}
    refused = told(ask(wood, "ash", "post", f"{at}/payments", paid), 422)
    assert "sure" in refused["error"]["fields"]
    told(ask(wood, "ash", "post", f"{at}/payments", paid | {"sure": True}), 201)


def test_an_entry_is_taken_back_once(wood, ids):
    path = f"clusters/{ids['cluster']}/entries/{ids['entry']}"
    back = told(ask(wood, "ash", "post", f"{path}/correct", {"why": "Paid twice."}), 201)
    assert back["reverses_number"] == told(ask(wood, "ash", "get", path))["number"]
    told(ask(wood, "ash", "post", f"{path}/correct", {"why": "Again."}), 409)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("payments", PAID | {"amount_pence": 0}, "amount_pence"),
        ("payments", PAID | {"amount_pence": 12.5}, "amount_pence"),
        ("payments", PAID | {"account": "bank"}, "account"),
        ("payments", PAID | {"fund_id": 0}, "fund_id"),
        ("payments", PAID | {"activity_id": 0}, "activity_id"),
        ("payments", PAID | {"budget_line_id": 0}, "budget_line_id"),
        ("payments", PAID | {"organisation_id": 0}, "organisation_id"),
        ("income", CAME | {"day": TODAY + timedelta(days=1)}, "day"),
        ("funds", {"name": "Programme grant", "holder_id": 0}, "holder_id"),
        ("budgets", BUDGET | {"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ("budgets", BUDGET | {"lines": [ROOM | {"fund_id": 9_999}]}, "line-0"),
    ],
)
def test_what_cannot_be_is_named(wood, ids, path, body, field):
    answer = told(ask(wood, "ash", "post", f"clusters/{ids['cluster']}/{path}", body), 422)
    assert field in answer["error"]["fields"], answer
