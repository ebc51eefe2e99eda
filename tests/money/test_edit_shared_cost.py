"""What is shared can be changed until it is."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.money.actions.costs import edit_shared_cost
from tests.money.costing import agreed, noted, parts, said
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def edit(wood, cost, read=None, **changes):
    return edit_shared_cost(cost=cost, said=said(wood, **changes), read=read, by=wood.ash, now=NOON)


def test_members_come_and_go_and_days_stay_within_the_costs(wood):
    cost = noted(wood)
    only = frozenset({wood.organisations["birch"].pk})
    done = edit(wood, cost, members=only, first_day=date(2026, 7, 1), budget_pence=500)
    assert list(parts(done)) == ["Birch House"]
    assert done.shares.get().from_day == date(2026, 7, 1)
    assert (done.version, done.budget_pence) == (2, 500)
    assert len(parts(edit(wood, done))) == 2
    assert edit(wood, done).version == 3, "nothing was changed"


def test_two_at_once_and_what_is_shared_already(wood):
    cost = noted(wood)
    edit(wood, cost, title="Phones")
    with pytest.raises(ChangedMeanwhile):
        edit(wood, cost, read=1, title="Phones and lines")
    shared = agreed(wood)
    with pytest.raises(WrongState, match="Take the last step back first"):
        edit(wood, shared)
