"""What is open is paid, in parts or whole; when nothing is open any more the cost is settled."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.cost_sharing import pay_share, share_budget, true_up_cost
from spinney.money.models import SharedCost
from spinney.money.queries.balances import balance
from spinney.money.queries.costs import open_of
from tests.money.costing import BEGUN, agreed, noted, share_of
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = date(2026, 3, 20)


def pay(wood, cost, name, pence, who="ash", day=DAY):
    share = share_of(cost, wood, name)
    return pay_share(share=share, pence=pence, day=day, by=wood.actor(who), now=NOON)


def net(cost, wood, name):
    return open_of(cost)[wood.organisations[name].pk].net


def test_in_parts_and_what_was_paid_too_much_goes_back(wood):
    cost = agreed(wood)
    pay(wood, cost, "birch", 20_000)
    pay(wood, cost, "birch", 30_001)
    pay(wood, cost, "maple", 50_000)
    assert balance(wood.cluster, account="bank") == 100_001
    cost = true_up_cost(cost=cost, actual_pence=90_000, by=wood.ash, now=BEGUN)
    assert (net(cost, wood, "birch"), net(cost, wood, "maple")) == (-5_001, -5_000)
    pay(wood, cost, "birch", 5_001)
    assert SharedCost.objects.get().state == "trued_up"
    pay(wood, cost, "maple", 5_000)
    assert SharedCost.objects.get().state == "settled"
    assert share_of(cost, wood, "maple").settled_on == NOON.date()
    assert balance(wood.cluster, account="bank") == 90_000
    assert balance(wood.cluster, account="member_due") == 0


def test_a_member_that_paid_the_bill_gets_what_is_left_of_it(wood):
    cost = noted(wood)
    cost.paid_by = wood.organisations["maple"]
    cost.save()
    cost = share_budget(cost=cost, by=wood.ash, now=NOON)
    cost = true_up_cost(cost=cost, actual_pence=100_001, by=wood.ash, now=BEGUN)
    pay(wood, cost, "birch", 50_001)
    pay(wood, cost, "maple", 20_000)
    assert net(cost, wood, "maple") == -30_001
    pay(wood, cost, "maple", 30_001)
    assert SharedCost.objects.get().state == "settled"
    for account in ("bank", "member_due", "member_owed"):
        assert balance(wood.cluster, account=account) == 0


def test_a_member_that_left_still_settles(wood):
    cost = agreed(wood)
    membership = wood.memberships["maple"]
    membership.state, membership.left_on = "left", date(2026, 3, 10)
    membership.save()
    pay(wood, cost, "maple", 50_000)
    assert net(cost, wood, "maple") == 0


def test_what_cannot_be(wood):
    cost = agreed(wood)
    for pence in (0, -5, 60_000):
        with pytest.raises(BadInput):
            pay(wood, cost, "birch", pence)
    with pytest.raises(BadInput):
        pay(wood, cost, "birch", 5, day=date(2026, 3, 21))
    with pytest.raises(NotAllowed):
        pay(wood, cost, "birch", 5, "birch")
    pay(wood, cost, "birch", 50_001)
    with pytest.raises(WrongState, match="Nothing is open"):
        pay(wood, cost, "birch", 5)


def test_not_before_it_was_owed(wood):
    cost = agreed(wood)
    with pytest.raises(BadInput, match="Nothing was owed before 20 March 2026") as error:
        pay(wood, cost, "birch", 5, day=date(1995, 1, 1))
    assert list(error.value.fields) == ["day"]
    assert net(cost, wood, "birch") == 50_001
