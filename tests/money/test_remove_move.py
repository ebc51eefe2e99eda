"""A move is taken out of a draft."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.moves import remove_move
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_out_of_a_draft(wood):
    there = partners(wood)
    one = drafted_move(wood, there)
    remove_move(move=one.moves.get(), by=wood.ash, now=LATER)
    assert not one.moves.exists()
    with pytest.raises(WrongState):
        remove_move(move=proposed(wood, there).moves.get(), by=wood.ash, now=LATER)
