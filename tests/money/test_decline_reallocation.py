"""It is not wanted, and why."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.reallocations import decline_reallocation
from tests.money.reallocating import LATER, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_a_reason_once(wood):
    one = proposed(wood, partners(wood))
    with pytest.raises(BadInput):
        decline_reallocation(reallocation=one, why=" ", by=wood.ash, now=LATER)
    done = decline_reallocation(reallocation=one, why="Birch catches up", by=wood.ash, now=LATER)
    assert (done.state, done.checked["declined"]) == ("declined", "Birch catches up")
    with pytest.raises(WrongState):
        decline_reallocation(reallocation=one, why="Again", by=wood.ash, now=LATER)
