"""A condition no longer counts as met; that it did stays known."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters.actions.conditions import Shown, meet_condition, take_back_condition
from spinney.clusters.actions.stages import move_stage
from spinney.clusters.models import ConditionMet
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON, TODAY


@pytest.fixture
def met(wood):
    condition = asks(in_stage(wood)[0])
    return meet_condition(
        cluster=wood.cluster, condition=condition, shown=Shown(TODAY, "Copy"), by=wood.ash, now=NOON
    )


def test_the_cluster_cannot_move_on_any_more_and_the_row_stays(wood, met):
    take_back_condition(met=met, reason="One signature was missing", by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        move_stage(cluster=wood.cluster, leaving=met.condition.stage, by=wood.ash, now=NOON)
    assert ConditionMet.objects.filter(taken_back_at=NOON).count() == 1
    assert entries("take_back_condition")[0]["reason"] == "One signature was missing"


def test_it_may_be_met_again(wood, met):
    take_back_condition(met=met, reason="Missing", by=wood.rowan, now=NOON)
    again = meet_condition(
        cluster=wood.cluster,
        condition=met.condition,
        shown=Shown(TODAY, "New copy"),
        by=wood.ash,
        now=NOON,
    )
    assert again.pk != met.pk


def test_it_needs_a_reason_and_happens_once(wood, met):
    with pytest.raises(BadInput):
        take_back_condition(met=met, reason="", by=wood.ash, now=NOON)
    take_back_condition(met=met, reason="Missing", by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        take_back_condition(met=met, reason="Missing", by=wood.ash, now=NOON)


def test_members_cannot(wood, met):
    with pytest.raises(NotAllowed):
        take_back_condition(met=met, reason="Mine", by=wood.birch, now=NOON)
