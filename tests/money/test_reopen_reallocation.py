"""It is taken up again, about the budget that is in force by then."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.budgets import put_budget_in_force, start_budget
from spinney.money.actions.reallocations import (
    carry_out_reallocation,
    decide_reallocation,
    decline_reallocation,
    put_reallocation_to_vote,
    reopen_reallocation,
)
from tests.money.budgeting import SAID, line, spend
from tests.money.reallocating import LATER, agreed_to, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_follows_the_version_in_force_and_its_ballot_decides_no_more(wood):
    there = partners(wood)
    one = proposed(wood, there)
    put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)
    decline_reallocation(reallocation=one, why="Later", by=wood.ash, now=LATER)
    draft = start_budget(
        cluster=wood.cluster, said=SAID, based_on=there.budget, by=wood.ash, now=LATER
    )
    put_budget_in_force(budget=draft, by=wood.ash, now=LATER)
    done = reopen_reallocation(reallocation=one, by=wood.ash, now=LATER)
    assert (done.state, done.budget, done.ballot) == ("draft", draft, None)
    assert done.moves.get().from_line.budget == draft
    with pytest.raises(WrongState):
        reopen_reallocation(reallocation=done, by=wood.ash, now=LATER)


def test_what_was_decided_and_cannot_be_done_any_more_is_taken_up_again(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    number = agreed_to(wood).number
    decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    with pytest.raises(WrongState, match="A rule stands in the way"):
        carry_out_reallocation(reallocation=one, by=wood.ash, now=LATER)
    done = reopen_reallocation(reallocation=one, by=wood.ash, now=LATER)
    assert (done.state, done.decision_number) == ("draft", None)
