"""Moves are suggested by the forecasts: to who will be short, as far as every rule allows."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.moves import suggest_moves
from spinney.money.actions.underspend import say_forecast
from spinney.money.queries.underspend import checked
from tests.money.budgeting import line
from tests.money.reallocating import LATER, drafted_move, partners

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_who_alone_works_somewhere_is_kept_going(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    assert suggest_moves(reallocation=one, by=wood.ash, now=LATER) == 1
    move = one.moves.get()
    assert (move.from_line.title, move.to_line.title, move.pence) == (
        "Birch House", "Elm Advice", 166_662
    )  # fmt: skip
    assert checked(one).allows


def test_where_nothing_will_be_short_nothing_is_suggested(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    say_forecast(line=line(there.budget, "Elm Advice"), pence=400_000, by=wood.ash, now=LATER)
    with pytest.raises(WrongState, match="Nothing can be suggested"):
        suggest_moves(reallocation=one, by=wood.ash, now=LATER)
    assert one.moves.count() == 1
