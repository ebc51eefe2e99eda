"""A move is from a line to another, or to a new one; how the rules stand is seen at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.moves import MoveSaid, add_move
from spinney.money.queries.underspend import checked
from tests.money.budgeting import drafted, line
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_rules_are_asked_at_once(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    assert checked(one).allows
    elm = MoveSaid(line(there.budget, "Elm Advice"), 240_000, line(there.budget, "Yew Tree"))
    add_move(reallocation=one, said=elm, by=wood.ash, now=LATER)
    found = checked(one)
    assert found.allows  # Elm gets as much as it gives
    add_move(reallocation=one, said=elm, by=wood.ash, now=LATER)
    (broken, *_) = [row for row in checked(one).rows if not row.allows]
    assert broken.title in ("Somebody works in South", "No line falls below what is spent and"
                            " promised: Elm Advice")  # fmt: skip


def test_a_new_line_is_of_the_same_fund_and_may_be_anothers(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    new = MoveSaid(
        line(there.budget, "Birch House"), 20_000, to_title="Advice in the West",
        to_organisation=there.yew, to_area="West",
    )  # fmt: skip
    add_move(reallocation=one, said=new, by=wood.ash, now=LATER)
    found = checked(one)
    assert found.allows
    assert (found.moved, found.members) == (
        170_000, {wood.organisations["birch"].pk, there.elm.pk, there.yew.pk}
    )  # fmt: skip


def test_what_cannot_be_is_said_field_by_field(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    birch = line(there.budget, "Birch House")
    good = MoveSaid(birch, 5, line(there.budget, "Elm Advice"))
    other = line(drafted(wood), "Room")
    for bad, field in (
        (replace(good, pence=0), "pence"),
        (replace(good, from_line=other), "from_line"),
        (replace(good, to_line=other), "to_line"),
        (replace(good, to_line=birch), "to_line"),
        (MoveSaid(birch, 5), "to_line"),
        (MoveSaid(birch, 5, to_title="New", to_organisation=wood.organisations["sorrel"]),
         "to_organisation"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as error:
            add_move(reallocation=one, said=bad, by=wood.ash, now=LATER)
        assert list(error.value.fields) == [field]
    with pytest.raises(WrongState):
        add_move(reallocation=proposed(wood, there), said=good, by=wood.ash, now=LATER)
