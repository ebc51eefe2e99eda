"""A condition is dropped: clusters need not meet it any more."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.conditions import Shown, meet_condition, retire_condition
from spinney.clusters.actions.stages import move_stage
from tests.clusters.programmes import asks, in_stage
from tests.personas import NOON, TODAY


@pytest.fixture
def condition(wood):
    return asks(in_stage(wood)[0])


def test_the_cluster_moves_on_without_it(wood, condition):
    retire_condition(condition=condition, by=wood.rowan, now=NOON)
    move = move_stage(cluster=wood.cluster, leaving=condition.stage, by=wood.ash, now=NOON)
    assert move.stage.name == "Focus"


def test_that_a_cluster_had_met_it_stays_known(wood, condition):
    met = meet_condition(
        cluster=wood.cluster, condition=condition, shown=Shown(TODAY, "Copy"), by=wood.ash, now=NOON
    )
    retire_condition(condition=condition, by=wood.rowan, now=NOON)
    met.refresh_from_db()
    assert met.taken_back_at is None


def test_what_was_dropped_cannot_be_met_or_dropped_again(wood, condition):
    retire_condition(condition=condition, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        meet_condition(
            cluster=wood.cluster,
            condition=condition,
            shown=Shown(TODAY, "Copy"),
            by=wood.ash,
            now=NOON,
        )
    with pytest.raises(WrongState):
        retire_condition(condition=condition, by=wood.rowan, now=NOON)


def test_only_managers(wood, condition):
    with pytest.raises(NotAllowed):
        retire_condition(condition=condition, by=wood.ash, now=NOON)
