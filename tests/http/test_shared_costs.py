"""Shared costs kept by a program: shared by the rule in force, as budgeted and as they came, signed
off by members themselves; the others' parts only where the books are open.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.money.queries.balances import balance
from tests.agreements.making import an_agreement, another_member
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.money.costing import DAYS, agreed, by_use, noted, share_of, trued_up

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COSTS = "clusters/{cluster}/shared-costs"
SHARE = COSTS + "/{agreed}/shares/{share}"
OWN = "organisations/{birch}/shared-costs"
TODAY = timezone.localdate()
WHY = {"why": "The bill was wrong."}

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
SAYS = (403, 403, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", COSTS): READS,
    ("get", COSTS + "/{draft}"): READS,
    ("post", COSTS): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("patch", COSTS + "/{draft}"): DOES,
    ("post", COSTS + "/{draft}/ask-for-figures"): DOES,
    ("post", COSTS + "/{draft}/share"): DOES,
    ("post", COSTS + "/{agreed}/true-up"): DOES,
    ("post", COSTS + "/{agreed}/reopen"): DOES,
    ("post", COSTS + "/{agreed}/end"): DOES,
    ("get", SHARE): READS,
    ("patch", SHARE): DOES,
    ("post", SHARE + "/figures"): SAYS,
    ("post", SHARE + "/answer"): SAYS,
    ("post", SHARE + "/ask-again"): DOES,
    ("post", SHARE + "/payments"): DOES,
    ("get", OWN): (403, 403, 200, 403, 403, 403, 403, 403, 401),
}


@pytest.fixture
def ids(wood):
    """A cost that is drafted, and one that is shared as budgeted, between Birch and Maple."""
    draft, cost = noted(wood, title="A van"), agreed(wood)
    return {
        "cluster": wood.cluster.pk, "draft": draft.pk, "agreed": cost.pk,
        "share": share_of(cost, wood, "birch").pk, "maple": share_of(cost, wood, "maple").pk,
        "birch": wood.organisations["birch"].pk,
    }  # fmt: skip


def body(wood, **changes):
    members = [wood.organisations[name].pk for name in ("birch", "maple")]
    days = {"first_day": DAYS[0], "last_day": DAYS[1]}
    return {"title": "IT support", "budget_pence": 40_000, "members": members, **days} | changes


def bodies(wood):
    return {
        COSTS: body(wood),
        COSTS + "/{draft}": {"unit": "miles"},
        COSTS + "/{agreed}/true-up": {"actual_pence": 90_000},
        COSTS + "/{agreed}/reopen": WHY,
        COSTS + "/{agreed}/end": WHY,
        SHARE: {"alone_pence": 80_000},
        SHARE + "/figures": {"alone_pence": 70_000},
        SHARE + "/payments": {"amount_pence": 100, "paid_on": TODAY},
    }


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, bodies(wood)) == MATRIX
    says = {key: one for key, one in MATRIX.items() if one == SAYS}
    rest = {key: one for key, one in MATRIX.items() if one != SAYS}
    assert next_door(wood, rest, ids, bodies(wood)) == {404}
    for _, path in says:
        beside = path.format(**ids | {"cluster": wood.next_door.pk})
        told(ask(wood, "sorrel", "post", beside, {}), 404)
    elsewhere = SHARE.format(**ids | {"agreed": ids["draft"]})
    assert ask(wood, "ash", "get", elsewhere).status_code == 404, "it is of another cost"
    here = {key: one for key, one in MATRIX.items() if key[1] != OWN}
    assert without_mandate(wood, here, ids, bodies(wood)) == {404}
    assert without_mandate(wood, {("get", OWN): ()}, ids, {}) == {403}


def test_others_are_seen_only_where_the_books_are_open(wood, ids):
    """And figures never but by the member itself and those who keep the ledger."""
    one = f"{COSTS}/{{agreed}}".format(**ids)
    other = SHARE.format(**ids | {"share": ids["maple"]})
    (mine,) = told(ask(wood, "birch", "get", one))["shares"]
    assert (mine["id"], mine["is_own"], mine["budget_pence"]) == (ids["share"], True, 50_001)
    assert mine["figures"] is not None
    told(ask(wood, "birch", "get", other), 404)
    told(ask(wood, "birch", "post", f"{other}/answer", {}), 404)
    kept = told(ask(wood, "ash", "get", one))
    assert [(row["is_own"], row["figures"] is None) for row in kept["shares"]] == [
        (False, False), (False, False),
    ]  # fmt: skip
    an_agreement(wood, terms={"open_books": {"shown": ["costs"]}})
    opened = told(ask(wood, "birch", "get", one))
    assert (opened["sees_all"], opened["why_not"]) == (True, [])
    assert [row["figures"] is None for row in opened["shares"]] == [False, True]
    seen = told(ask(wood, "birch", "get", other))
    assert (seen["budget_pence"], seen["figures"]) == (50_000, None)
    told(ask(wood, "birch", "post", f"{other}/answer", {}), 403)
    told(ask(wood, "birch", "post", f"{other}/figures", {}), 403)


def test_a_cost_goes_its_way(wood):
    """From the rule to the budget's shares, to what it really cost, to the last payment."""
    another_member(wood, "maple")
    an_agreement(wood, terms={"cost_sharing": {"otherwise": "use"}})
    at = COSTS.format(cluster=wood.cluster.pk)
    made = told(ask(wood, "ash", "post", at, body(wood, unit="hours")), 201)
    one = f"{at}/{made['id']}"
    assert len(made["why_not"]) == 2, "nobody has said how much it uses"
    told(ask(wood, "ash", "post", f"{one}/share"), 409)
    assert told(ask(wood, "ash", "post", f"{one}/ask-for-figures"))["asked"] >= 0
    ids = {row["organisation_id"]: row["id"] for row in made["shares"]}
    birch, maple = (f"{one}/shares/{ids[wood.organisations[n].pk]}" for n in ("birch", "maple"))
    told(ask(wood, "birch", "post", f"{birch}/figures", {"units": "30"}))
    refused = told(ask(wood, "birch", "post", f"{birch}/figures", {"staff": "3"}), 422)
    assert list(refused["error"]["fields"]) == ["staff"]
    told(ask(wood, "ash", "patch", maple, {"units": "10"}))
    shared = told(ask(wood, "ash", "post", f"{one}/share"))
    assert [row["budget_pence"] for row in shared["shares"]] == [30_000, 10_000]
    told(ask(wood, "ash", "post", f"{one}/share"), 409)
    asks = told(ask(wood, "birch", "post", f"{birch}/answer", {"question": "Why so much?"}))
    assert (asks["answer"], asks["question"]) == ("questioned", "Why so much?")
    again = told(ask(wood, "ash", "post", f"{birch}/ask-again", {"reply": "You use the most."}))
    assert (again["answer"], again["reply"]) == ("open", "You use the most.")
    assert told(ask(wood, "birch", "post", f"{birch}/answer", {}))["answer"] == "agreed"
    told(ask(wood, "ash", "post", f"{birch}/ask-again", {}), 409)
    refused = told(ask(wood, "ash", "patch", maple, {"units": "20"}), 422)
    assert list(refused["error"]["fields"]) == ["units"], "it is shared already"
    told(ask(wood, "ash", "patch", maple, {"actual_units": "30"}))
    came = told(ask(wood, "ash", "post", f"{one}/true-up", {"actual_pence": 36_000}))
    assert [row["actual_pence"] for row in came["shares"]] == [18_000, 18_000]
    assert [row["answer"] for row in came["shares"]] == ["open", "open"]
    for share in (birch, maple):
        paid = {"amount_pence": 18_000, "paid_on": TODAY}
        more = told(
            ask(wood, "ash", "post", f"{share}/payments", paid | {"amount_pence": 10**6}), 422
        )
        assert list(more["error"]["fields"]) == ["amount_pence"]
        assert told(ask(wood, "ash", "post", f"{share}/payments", paid))["open_pence"] == 0
    assert told(ask(wood, "birch", "get", one))["state"] == "settled"
    assert balance(wood.cluster, account="member_due") == 0
    (row,) = told(ask(wood, "birch", "get", at))["items"]
    assert (row["own_pence"], row["state"]) == (18_000, "settled")


def test_a_step_is_taken_back_with_its_entry(wood):
    cost = trued_up(wood)
    one = f"{COSTS}/{cost.pk}".format(cluster=wood.cluster.pk)
    assert told(ask(wood, "ash", "post", f"{one}/reopen", WHY))["state"] == "agreed"
    assert balance(wood.cluster, account="member_due") == 100_001
    told(ask(wood, "ash", "patch", one, {"title": "Other"}), 409)
    assert told(ask(wood, "ash", "post", f"{one}/end", WHY))["state"] == "ended"
    assert balance(wood.cluster, account="member_due") == 0
    assert told(ask(wood, "ash", "post", f"{one}/reopen", WHY))["state"] == "draft"
    (own,) = told(ask(wood, "birch", "get", OWN.format(birch=wood.organisations["birch"].pk)))[
        "items"
    ]
    assert (own["cost_id"], own["state"], own["open_pence"]) == (cost.pk, "draft", 0)


def test_what_cannot_be_is_refused_by_field(wood, ids):
    at, draft = COSTS.format(**ids), f"{COSTS}/{{draft}}".format(**ids)
    sorrel = wood.organisations["sorrel"].pk
    for change, field in (
        ({"title": " "}, "title"),
        ({"last_day": "2026-01-01"}, "last_day"),
        ({"budget_pence": 0}, "budget_pence"),
        ({"members": [sorrel]}, "members"),
        ({"kind": "Biscuits"}, "kind"),
        ({"paid_by_id": sorrel}, "paid_by_id"),
        ({"budget_line_id": 1}, "budget_line_id"),
        ({"made_of": {"step": 100}}, "each"),
    ):
        for method, path in (("post", at), ("patch", draft)):
            sent = body(wood, **change) if method == "post" else change
            refused = told(ask(wood, "ash", method, path, sent), 422)
            assert [key.rpartition(".")[2] for key in refused["error"]["fields"]] == [field]
    changed = told(ask(wood, "ash", "patch", draft, {"budget_pence": 50_000, "read": 1}))
    assert (changed["title"], len(changed["shares"])) == ("A van", 2)
    told(ask(wood, "ash", "patch", draft, {"budget_pence": 60_000, "read": 1}), 409)


def test_a_member_that_counts_by_use_says_what_it_used(wood):
    cost = by_use(wood)
    share = share_of(cost, wood, "birch")
    at = f"{COSTS}/{cost.pk}/shares/{share.pk}".format(cluster=wood.cluster.pk)
    told(ask(wood, "ash", "post", f"{COSTS}/{cost.pk}/share".format(cluster=wood.cluster.pk)))
    figures = told(ask(wood, "birch", "post", f"{at}/figures", {"units": "12.5"}))["figures"]
    assert (figures["units"], figures["actual_units"]) == ("30.00", "12.50")
