"""What it really cost is shared by the same rule: the difference is paid, or given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.budgets import BudgetSaid, put_budget_in_force, start_budget
from spinney.money.actions.cost_sharing import share_budget, true_up_cost
from spinney.money.queries.balances import balance
from spinney.money.queries.costs import open_of
from spinney.money.states import CostState
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.money.budgeting import agreed as a_budget
from tests.money.budgeting import line, spend
from tests.money.costing import BEGUN, agreed, by_use, noted, parts, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def nets(cost):
    names = {one.organisation_id: one.organisation.name for one in cost.shares.all()}
    return {names[key]: one.net for key, one in open_of(cost).items()}


def test_by_what_was_really_used_and_the_rule_of_the_day_it_was_shared(wood):
    cost = share_budget(cost=by_use(wood, budget_pence=40_000), by=wood.ash, now=NOON)
    an_agreement(wood, terms={"cost_sharing": {"otherwise": "equal"}})
    maple = share_of(cost, wood, "maple")
    maple.actual_units = Decimal(30)
    maple.save()
    done = true_up_cost(cost=cost, actual_pence=36_000, by=wood.ash, now=BEGUN)
    assert parts(done) == {"Birch House": 30_000, "Maple House": 10_000}
    assert parts(done, "actual_pence") == {"Birch House": 18_000, "Maple House": 18_000}
    assert nets(done) == {"Birch House": 18_000, "Maple House": 18_000}
    assert balance(wood.cluster, account="member_due") == 36_000
    assert balance(wood.cluster, account="member_income") == -36_000


def test_from_the_ledger_within_its_days(wood):
    rent = line(a_budget(wood), "Room")
    cost = agreed(wood, budget_line=rent, first_day=date(2026, 2, 1), last_day=date(2026, 3, 31))
    with pytest.raises(BadInput, match="Type what it cost"):
        true_up_cost(cost=cost, by=wood.ash, now=NOON)
    spend(rent, 70_000)
    spend(rent, 5_000, day=date(2026, 1, 15))
    done = true_up_cost(cost=cost, by=wood.ash, now=NOON)
    assert (done.actual_pence, done.actual_typed) == (70_000, False)


def test_from_the_ledger_whichever_version_of_the_budget_it_was_spent_in(wood):
    first = a_budget(wood)
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 3, 31)}
    cost = agreed(wood, budget_line=line(first, "Room"), **days)
    spend(line(first, "Room"), 70_000)
    said = BudgetSaid("Second", first.first_day, first.last_day)
    second = start_budget(cluster=wood.cluster, said=said, based_on=first, by=wood.ash, now=NOON)
    put_budget_in_force(budget=second, by=wood.ash, now=NOON)
    spend(line(second, "Room"), 20_000)
    url = reverse("money:shared-cost", args=[wood.cluster.pk, cost.pk])
    told = client_of(wood, "ash").get(url).content.decode()
    assert "£900" in told
    for row in (line(first, "Room"), line(second, "Room")):
        assert f"line={row.pk}&" in told
    assert true_up_cost(cost=cost, by=wood.ash, now=NOON).actual_pence == 90_000


def test_where_a_member_paid_the_bill_the_group_owes_it(wood):
    cost = noted(wood)
    cost.paid_by = wood.organisations["maple"]
    cost.save()
    done = true_up_cost(
        cost=share_budget(cost=cost, by=wood.ash, now=NOON), actual_pence=90_000, by=wood.ash,
        now=BEGUN,
    )  # fmt: skip
    assert nets(done) == {"Birch House": 45_000, "Maple House": -45_000}
    assert balance(wood.cluster, account="shared_cost") == 90_000
    assert balance(wood.cluster, account="member_owed") == -90_000


def test_not_before_its_days_have_begun(wood):
    cost = agreed(wood)
    with pytest.raises(WrongState, match="begins on 1 April 2026"):
        true_up_cost(cost=cost, actual_pence=90_000, by=wood.ash, now=NOON)
    year = localdate().year
    later = agreed(
        wood, title="Van", first_day=date(year + 1, 1, 1), last_day=date(year + 1, 12, 31)
    )
    at, client = [wood.cluster.pk, later.pk], client_of(wood, "ash")
    assert client.get(reverse("money:true-up-cost", args=at)).status_code == 409
    page = client.get(reverse("money:shared-cost", args=at)).content.decode()
    assert f"Its days begin on 1 January {year + 1}." in page
    assert reverse("money:true-up-cost", args=at) not in page


def test_everybodys_part_is_shown_before_it_is_shared(wood):
    cost = agreed(wood, first_day=date(2026, 2, 1), last_day=date(2026, 3, 10))
    client = client_of(wood, "ash")
    url = reverse("money:true-up-cost", args=[wood.cluster.pk, cost.pk])
    assert "(optional)" not in client.get(url).content.decode()
    typed = {"how": "typed", "actual_pence": "900"}
    page = client.post(url, typed | {"look": "1"}).content.decode()
    for words in ("Nothing is shared yet.", "£450", "gets £50.01 back"):
        assert words in page
    cost.refresh_from_db()
    assert (cost.state, cost.actual_pence) == ("agreed", None)
    assert client.post(url, {"how": "typed", "look": "1"}).context["form"].errors
    client.post(url, typed)
    assert parts(cost, "actual_pence") == {"Birch House": 45_000, "Maple House": 45_000}


def test_nothing_spent_gives_everything_back_and_a_draft_is_not_trued_up(wood):
    done = trued_up(wood, 0)
    assert balance(wood.cluster, account="member_due") == 0
    assert done.state == CostState.SETTLED, "nobody owes anything"
    for cost in (noted(wood), done):
        with pytest.raises(WrongState):
            true_up_cost(cost=cost, actual_pence=5, by=wood.ash, now=BEGUN)
    with pytest.raises(BadInput):
        true_up_cost(cost=agreed(wood), actual_pence=-5, by=wood.ash, now=BEGUN)
