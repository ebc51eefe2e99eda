"""They are two after all: each has its own share of the cost again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.money.actions.cost_merges import follow_merge_of_costs, follow_unmerge_of_costs
from spinney.money.queries.costs import open_of
from tests.agreements.making import another_member
from tests.money.costing import parts, trued_up
from tests.money.test_follow_merge_of_costs import merged
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


def test_as_it_was(wood):
    cost = trued_up(wood)
    another_member(wood, "alder")
    before = (parts(cost), cost.working, open_of(cost))
    merge = merged(wood, "alder", "maple")
    follow_merge_of_costs(merge=merge, by=SYSTEM, now=NOON)
    follow_unmerge_of_costs(merge=merge, by=SYSTEM, now=NOON)
    cost.refresh_from_db()
    assert (parts(cost), cost.working, open_of(cost)) == before
