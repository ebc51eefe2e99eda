"""What was decided is done: a new version of the budget, with the money moved."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.moves import MoveSaid, add_move
from spinney.money.actions.reallocations import (
    carry_out_reallocation,
    decide_reallocation,
    propose_reallocation,
)
from spinney.money.queries.budgets import in_force, seen
from spinney.money.queries.underspend import to_be_varied
from tests.agreements.making import an_agreement
from tests.decisions.making import a_decision
from tests.money.budgeting import line, spend
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_new_version_is_in_force_and_adds_up(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    new = MoveSaid(line(there.budget, "Birch House"), 20_000, to_title="Advice in the West",
                   to_organisation=there.yew, to_area="West")  # fmt: skip
    add_move(reallocation=one, said=new, by=wood.ash, now=LATER)
    propose_reallocation(reallocation=one, by=wood.ash, now=LATER)
    number = a_decision(wood).number
    decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    done = carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    after = in_force(wood.cluster.pk)
    assert (done.state, done.new_budget, after.decision_number) == ("carried_out", after, number)
    told = list(after.lines.values_list("title", "pence", "area", "organisation"))
    birch = wood.organisations["birch"].pk
    assert told == [
        ("Birch House", 430_000, "North", birch), ("Elm Advice", 550_000, "South", there.elm.pk),
        ("Yew Tree", 200_000, "North", there.yew.pk),
        ("Advice in the West", 20_000, "West", there.yew.pk),
    ]  # fmt: skip
    assert seen(after).whole.planned == seen(there.budget).whole.planned
    assert seen(after).whole.spent == 499_992
    with pytest.raises(WrongState):
        carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)


def test_nothing_is_done_that_the_rules_forbid_by_then(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    decide_reallocation(reallocation=one, decision=a_decision(wood).number, by=wood.ash, now=LATER)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    with pytest.raises(WrongState, match="No line falls below"):
        carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    assert in_force(wood.cluster.pk) == there.budget


def test_subcontracts_of_members_whose_money_changes_are_named(wood):
    there = partners(wood)
    birch = wood.organisations["birch"]
    an_agreement(wood, ["birch", "Elm Advice"], title="For North", speaks_for="parties")
    named = to_be_varied(wood.cluster, frozenset({birch.pk}))
    assert [title for title, _ in named] == ["For North"]
    assert to_be_varied(wood.cluster, frozenset({there.yew.pk})) == []
