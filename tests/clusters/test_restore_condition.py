"""A condition that was dropped comes back within 30 days."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.conditions import restore_condition, retire_condition
from spinney.clusters.actions.stages import move_stage
from tests.clusters.programmes import asks, days, in_stage
from tests.personas import NOON


@pytest.fixture
def dropped(wood):
    return retire_condition(condition=asks(in_stage(wood)[0]), by=wood.rowan, now=NOON)


def test_it_is_asked_again(wood, dropped):
    restore_condition(condition=dropped, by=wood.rowan, now=NOON + days(30))
    with pytest.raises(WrongState, match="Ground rules signed"):
        move_stage(cluster=wood.cluster, leaving=dropped.stage, by=wood.ash, now=NOON)


def test_after_30_days_it_stays_dropped(wood, dropped):
    with pytest.raises(WrongState):
        restore_condition(condition=dropped, by=wood.rowan, now=NOON + days(31))


def test_only_managers(wood, dropped):
    with pytest.raises(NotAllowed):
        restore_condition(condition=dropped, by=wood.ash, now=NOON)
