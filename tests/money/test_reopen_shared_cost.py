"""The last step is taken back, with its entry; what was paid stays."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.cost_sharing import (
    end_shared_cost,
    pay_share,
    reopen_shared_cost,
    share_budget,
)
from spinney.money.actions.posting import reverse_entry
from spinney.money.queries.balances import balance
from spinney.money.queries.costs import entries_of, open_of
from tests.money.costing import agreed, noted, parts, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def reopen(wood, cost, why="A figure was wrong"):
    return reopen_shared_cost(cost=cost, why=why, by=wood.ash, now=NOON)


def test_back_to_the_budget_and_back_to_the_draft(wood):
    cost = reopen(wood, trued_up(wood))
    assert (cost.state, cost.actual_pence, cost.working.keys()) == ("agreed", None, {"budget"})
    assert balance(wood.cluster, account="member_due") == 100_001
    share = share_of(cost, wood, "birch")
    pay_share(share=share, pence=10_000, day=NOON.date(), by=wood.ash, now=NOON)
    cost = reopen(wood, cost)
    assert (cost.state, cost.rule, parts(cost)["Birch House"]) == ("draft", {}, None)
    assert balance(wood.cluster, account="member_due") == -10_000, "the payment stays"
    cost = share_budget(cost=cost, by=wood.ash, now=NOON)
    assert open_of(cost)[share.organisation_id].net == 40_001
    live = TaskLink.objects.filter(revoked_at=None, used_at=None)
    assert live.count() == 2


def test_an_ended_cost_comes_back_and_a_draft_does_not(wood):
    ended = end_shared_cost(cost=noted(wood), why="Too dear", by=wood.ash, now=NOON)
    assert reopen(wood, ended).state == "draft"
    with pytest.raises(WrongState):
        reopen(wood, ended)
    with pytest.raises(BadInput):
        reopen(wood, agreed(wood), why=" ")


def test_the_entry_by_which_it_was_shared_is_not_taken_back_in_the_ledger(wood):
    cost = agreed(wood)
    with pytest.raises(WrongState, match="on the page of the shared cost"):
        reverse_entry(entry=entries_of(cost)[0], words="A slip", by=wood.ash, now=NOON)
    assert balance(wood.cluster, account="member_due") == 100_001
