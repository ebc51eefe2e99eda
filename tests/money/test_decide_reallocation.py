"""It is noted by the number of a decision that stands, while the rules still hold."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.reallocations import decide_reallocation
from tests.decisions.making import a_decision
from tests.money.budgeting import line, spend
from tests.money.reallocating import LATER, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_rests_on_a_decision_and_on_what_is_spent_by_then(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    with pytest.raises(BadInput):
        decide_reallocation(reallocation=one, decision=9, by=wood.ash, now=LATER)
    number = a_decision(wood).number
    with pytest.raises(NotAllowed):
        decide_reallocation(reallocation=one, decision=number, by=wood.birch, now=LATER)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    with pytest.raises(WrongState, match="A rule stands in the way"):
        decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    less = proposed(wood, there, 100_000)
    done = decide_reallocation(reallocation=less, decision=number, by=wood.ash, now=LATER)
    assert (done.state, done.decision_number) == ("decided", number)
