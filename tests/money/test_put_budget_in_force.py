"""One version is in force: the next takes its place, and what was spent follows its lines."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.budgets import put_budget_in_force, start_budget, try_what_if
from spinney.money.bridge.budgets import LineSaid
from spinney.money.models import Budget
from spinney.money.queries.budgets import in_force, seen
from tests.decisions.making import a_decision
from tests.money.budgeting import SAID, agreed, drafted, line, spend, written
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_next_takes_the_place_of_the_one_before_and_spending_follows(wood):
    first = agreed(wood)
    spend(line(first, "Room"), 30_000)
    draft = start_budget(cluster=wood.cluster, said=SAID, based_on=first, by=wood.ash, now=NOON)
    put_budget_in_force(budget=draft, by=wood.ash, now=NOON)
    first.refresh_from_db()
    assert (first.state, in_force(wood.cluster.pk)) == ("superseded", draft)
    spend(line(draft, "Room"), 5_000)
    (room,) = (one for one in seen(draft).lines if one.title == "Room")
    assert (room.spent, room.left, len(room.posted)) == (35_000, 85_000, 2)


def test_it_rests_on_a_decision_that_stands(wood):
    draft = drafted(wood)
    with pytest.raises(BadInput, match="no decision 7"):
        put_budget_in_force(budget=draft, decision=7, by=wood.ash, now=NOON)
    number = a_decision(wood).number
    done = put_budget_in_force(budget=draft, decision=number, by=wood.ash, now=NOON)
    assert (done.decision_number, done.state) == (number, "in_force")


def test_nothing_empty_nothing_tried_out_and_nothing_twice(wood):
    empty = start_budget(cluster=wood.cluster, said=SAID, by=wood.ash, now=NOON)
    with pytest.raises(BadInput, match="no line"):
        put_budget_in_force(budget=empty, by=wood.ash, now=NOON)
    tried = try_what_if(budget=drafted(wood), by=wood.ash, now=NOON)
    first = agreed(wood)
    for one in (tried, first):
        with pytest.raises(WrongState):
            put_budget_in_force(budget=one, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        put_budget_in_force(budget=drafted(wood), by=wood.birch, now=NOON)


def test_a_member_that_left_and_a_fund_that_was_closed_may_stay_in_its_lines(wood):
    birch = wood.organisations["birch"]
    draft = drafted(wood, LineSaid("Room", 100, organisation_id=birch.pk))
    wood.memberships["birch"].delete()
    put_budget_in_force(budget=draft, by=wood.ash, now=NOON)
    assert Budget.objects.get(state="in_force") == draft
    again = start_budget(cluster=wood.cluster, said=SAID, based_on=draft, by=wood.ash, now=NOON)
    written(wood, again, LineSaid.of(line(again, "Room")))
