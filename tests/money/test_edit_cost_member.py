"""A member's days and figures are changed by those who keep the money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.money.actions.cost_sharing import true_up_cost
from spinney.money.actions.costs import edit_cost_member
from spinney.money.bridge.costs import MemberSaid
from tests.money.costing import BEGUN, DAYS, agreed, noted, parts, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SAID = MemberSaid(*DAYS)


def edit(wood, share, who="ash", read=None, **changes):
    return edit_cost_member(
        share=share, said=replace(SAID, **changes), read=read, by=wood.actor(who), now=NOON
    )


def test_a_member_that_leaves_on_the_way_bears_its_days_in_the_true_up(wood):
    cost = agreed(wood, budget_pence=36_500)
    edit(wood, share_of(cost, wood, "maple"), to_day=date(2026, 9, 30))
    done = true_up_cost(cost=cost, actual_pence=36_500, by=wood.ash, now=BEGUN)
    # 183 days are shared by two, 182 borne by one: £1 a day.
    assert parts(done, "actual_pence") == {"Birch House": 27_350, "Maple House": 9_150}


def test_figures_are_open_only_while_it_is_a_draft(wood):
    share = edit(wood, share_of(noted(wood), wood, "maple"), units=Decimal("2.5"), parts=4)
    assert (share.units, share.parts, share.version) == (Decimal("2.5"), 4, 2)
    shared = agreed(wood, title="Phones")
    later = edit(wood, share_of(shared, wood, "maple"), units=Decimal(9), actual_units=Decimal(7))
    assert (later.units, later.actual_units) == (None, 7)
    with pytest.raises(WrongState):
        edit(wood, share_of(trued_up(wood, title="Water"), wood, "maple"))


def test_what_cannot_be(wood):
    share = share_of(noted(wood), wood, "maple")
    for days in ({"to_day": date(2026, 3, 1)}, {"from_day": date(2025, 1, 1)}):
        with pytest.raises(BadInput):
            edit(wood, share, **days)
    with pytest.raises(NotAllowed):
        edit(wood, share, "maple")
    edit(wood, share, parts=1)
    with pytest.raises(ChangedMeanwhile):
        edit(wood, share, read=1, parts=2)
