"""What was noted by mistake counts no more."""

import pytest

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.support import take_back_take_up
from spinney.diagnostics.queries.support import supports_in
from tests.diagnostics.supporting import entry
from tests.diagnostics.test_note_take_up import note
from tests.personas import NOON


def test_it_counts_no_more(wood):
    found = note(wood, entry(wood))
    with pytest.raises(NotAllowed):
        take_back_take_up(take_up=found, by=wood.birch, now=NOON)
    here = supports_in(cluster_scope(wood.cluster.pk))
    assert here.get().n_took_up == 1
    found = take_back_take_up(take_up=found, by=wood.ash, now=NOON)
    assert here.all().get().n_took_up == 0
    with pytest.raises(WrongState):
        take_back_take_up(take_up=found, by=wood.ash, now=NOON)
