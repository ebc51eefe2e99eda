"""A move that was undone is done again, until another is made."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.proposals import (
    copy_proposal,
    move_organisation,
    redo_move,
    undo_move,
)
from spinney.diagnostics.bridge.grouping import arranged
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_in_the_order_in_which_they_were_made(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    mine = copy_proposal(proposal=first, title="Mine", by=wood.ash, now=NOON)
    a, b = arranged(mine)[0][:2]
    for key in (a, b):
        move_organisation(proposal=mine, key=key, to=1, version=None, by=wood.ash, now=NOON)
    for _ in range(2):
        undo_move(proposal=mine, by=wood.ash, now=NOON)
    once = redo_move(proposal=mine, by=wood.ash, now=NOON)
    assert a in arranged(once)[1]
    assert b in arranged(once)[0]
    move_organisation(proposal=mine, key=a, to=None, version=None, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        redo_move(proposal=mine, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        redo_move(proposal=mine, by=wood.birch, now=NOON)
