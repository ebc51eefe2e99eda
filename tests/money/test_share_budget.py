"""The budget is shared by the rule in force: to the penny, into the ledger, and each is asked."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry as Record
from spinney.money.actions.cost_sharing import share_budget
from spinney.money.queries.balances import balance
from spinney.money.queries.costs import entries_of
from spinney.register.models import Organisation
from tests.agreements.making import an_agreement
from tests.money.costing import agreed, by_use, noted, parts, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_equally_while_nothing_is_agreed_and_into_the_ledger(wood):
    cost = agreed(wood)
    assert parts(cost) == {"Birch House": 50_001, "Maple House": 50_000}
    assert (cost.state, cost.rule_from, cost.rule["kind"]) == ("agreed", "", "equal")
    birch = wood.organisations["birch"]
    assert balance(wood.cluster, account="member_due") == 100_001
    assert balance(wood.cluster, account="member_income", organisation_id=birch.pk) == -50_001
    (entry,) = entries_of(cost)
    assert {one.budget_entry_id for one in cost.shares.all()} == {entry.pk}
    asked = TaskLink.objects.filter(verb="money.answer_share")
    assert sorted(asked.values_list("email", flat=True)) == [
        "birch@example.org", "maple@example.org",
    ]  # fmt: skip
    told = Record.objects.filter(verb="money.share_budget").get().detail
    assert "50001" not in str(told) and "500.01" not in str(told)  # noqa: PT018


def test_by_the_clause_with_its_bands_and_limits_as_they_are_that_day(wood):
    Organisation.objects.filter(name="Birch House").update(income_pence=30_000_000)
    noted(wood)
    Organisation.objects.filter(name="Maple House").update(income_pence=2_000_000)
    bands = [{"from_pence": 0, "parts": 1}, {"from_pence": 10_000_000, "parts": 4}]
    terms = {"otherwise": "bands", "bands": bands, "limits": [{"most_share": 70}]}
    cost = agreed(wood, terms={"cost_sharing": terms}, title="Phones")
    assert parts(cost) == {"Birch House": 70_001, "Maple House": 30_000}
    assert cost.rule["limits"]["most_percent"] == 70
    assert cost.rule_from
    an_agreement(wood, terms={"cost_sharing": {"otherwise": "equal"}})
    cost.refresh_from_db()
    assert cost.rule["kind"] == "bands", "what is shared stays as it was shared"


def test_what_is_missing_or_impossible_is_said_and_nothing_moves(wood):
    cost = by_use(wood, {"birch": 30})
    with pytest.raises(WrongState, match="Maple House: how much it uses is not known"):
        share_budget(cost=cost, by=wood.ash, now=NOON)
    assert balance(wood.cluster, account="member_due") == 0
    assert not TaskLink.objects.exists()


def test_limits_that_cannot_hold(wood):
    terms = {"cost_sharing": {"otherwise": "equal", "limits": [{"most_share": 40}]}}
    with pytest.raises(WrongState, match="Raise the largest share"):
        agreed(wood, terms=terms)


def test_not_twice(wood):
    with pytest.raises(WrongState, match="already"):
        share_budget(cost=agreed(wood), by=wood.ash, now=NOON)


def test_what_was_trued_up_is_not_shared_as_budgeted_again(wood):
    cost = trued_up(wood)
    owed = balance(wood.cluster, account="member_due")
    with pytest.raises(WrongState):
        share_budget(cost=cost, by=wood.ash, now=NOON)
    assert balance(wood.cluster, account="member_due") == owed
