"""The last move is taken back, one after another."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.proposals import copy_proposal, move_organisation, undo_move
from spinney.diagnostics.bridge.grouping import arranged
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_back_to_where_it_was(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    mine = copy_proposal(proposal=first, title="Mine", by=wood.ash, now=NOON)
    was = [set(group) for group in arranged(mine)]
    a, b = arranged(mine)[0][:2]
    for key, to in ((a, 1), (b, None)):
        move_organisation(proposal=mine, key=key, to=to, version=None, by=wood.ash, now=NOON)
    once = undo_move(proposal=mine, by=wood.ash, now=NOON)
    assert a in arranged(once)[1]
    assert b in arranged(once)[0]
    twice = undo_move(proposal=mine, by=wood.ash, now=NOON)
    assert [set(group) for group in arranged(twice)] == was
    with pytest.raises(WrongState):
        undo_move(proposal=mine, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        undo_move(proposal=mine, by=wood.birch, now=NOON)
