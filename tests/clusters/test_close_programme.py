"""A closed programme can be read and not changed."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.programmes import close_programme
from spinney.clusters.actions.stages import move_stage
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import entries, in_stage
from tests.personas import NOON


def test_it_is_closed_with_what_everybody_should_know(wood):
    close_programme(programme=wood.programme, reason=" All is done. ", by=wood.rowan, now=NOON)
    wood.programme.refresh_from_db()
    assert wood.programme.state == ProgrammeState.CLOSED
    assert entries("close_programme")[0]["reason"] == "All is done."


def test_its_clusters_move_no_more(wood):
    stages = in_stage(wood)
    close_programme(programme=wood.programme, by=wood.rowan, now=NOON)
    wood.cluster.refresh_from_db()
    with pytest.raises(WrongState, match="while it is running"):
        move_stage(cluster=wood.cluster, leaving=stages[0], by=wood.ash, now=NOON)


def test_it_closes_once_and_only_when_it_runs(wood):
    close_programme(programme=wood.programme, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        close_programme(programme=wood.programme, by=wood.rowan, now=NOON)


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        close_programme(programme=wood.programme, by=wood.ash, now=NOON)
