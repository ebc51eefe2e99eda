"""Its words and its rule change while it is a draft."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.money.actions.reallocations import ReallocationSaid, edit_reallocation
from spinney.money.queries.underspend import checked
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_rule_is_a_parameter(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    half = ReallocationSaid("Keep Elm going", "Nobody else is there", percent=75)
    done = edit_reallocation(reallocation=one, said=half, by=wood.ash, now=LATER)
    (small,) = (row for row in checked(done).rows if row.title.startswith("At least"))
    assert small.title == "At least 75% goes to bodies with an income under £100,000"
    assert (small.before, small.after, small.verdict) == (
        "£6,000", "£7,500", "Not kept, but less broken than before"
    )  # fmt: skip
    none = edit_reallocation(
        reallocation=one, said=ReallocationSaid("Keep Elm going", percent=None), by=wood.ash,
        now=LATER,
    )  # fmt: skip
    assert not [row for row in checked(none).rows if row.title.startswith("At least")]
    with pytest.raises(ChangedMeanwhile):
        edit_reallocation(reallocation=one, said=half, read=1, by=wood.ash, now=LATER)
    with pytest.raises(WrongState):
        edit_reallocation(
            reallocation=proposed(wood, there), said=half, by=wood.ash, now=LATER
        )  # fmt: skip
