"""A cost is shared no more, and nobody owes anything for it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.cost_sharing import end_shared_cost
from spinney.money.queries.balances import balance
from tests.money.costing import agreed, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_before_the_true_up_only(wood):
    cost = end_shared_cost(cost=agreed(wood), why="Not needed", by=wood.ash, now=NOON)
    assert cost.state == "ended"
    assert balance(wood.cluster, account="member_due") == 0
    with pytest.raises(WrongState):
        end_shared_cost(cost=trued_up(wood), why="Not needed", by=wood.ash, now=NOON)
