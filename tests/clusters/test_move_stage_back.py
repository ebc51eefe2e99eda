"""A cluster goes back to an earlier stage, with the reason."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.clusters.actions.conditions import Shown, meet_condition
from spinney.clusters.actions.stages import move_stage, move_stage_back
from spinney.clusters.queries.timetable import position_of
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON, TODAY


def back(wood, leaving, to, reason="Two members were new", by="ash"):
    return move_stage_back(
        cluster=wood.cluster, leaving=leaving, to=to, reason=reason, by=wood.actor(by), now=NOON
    )


def test_it_is_in_the_earlier_stage_and_both_visits_are_kept(wood):
    stages = in_stage(wood, 2)
    back(wood, stages[2], stages[0])
    position = position_of(wood.cluster, TODAY)
    assert position.stage == stages[0]
    assert [v.move.stage.name for v in position.visits] == ["Finding out", "Plan"]
    assert entries("move_stage_back")[0]["reason"] == "Two members were new"


def test_what_was_met_stays_met(wood):
    stages = in_stage(wood)
    meet_condition(
        cluster=wood.cluster,
        condition=asks(stages[0]),
        shown=Shown(TODAY, "Copy"),
        by=wood.ash,
        now=NOON,
    )
    move_stage(cluster=wood.cluster, leaving=stages[0], by=wood.ash, now=NOON)
    back(wood, stages[1], stages[0])
    assert position_of(wood.cluster, TODAY).missing == []


@pytest.mark.parametrize("at", [2, 3])
def test_only_back(wood, at):
    stages = in_stage(wood, 2)
    with pytest.raises(BadInput) as caught:
        back(wood, stages[2], stages[at])
    assert "to" in caught.value.fields


def test_it_needs_a_reason(wood):
    stages = in_stage(wood, 2)
    with pytest.raises(BadInput):
        back(wood, stages[2], stages[0], reason=" ")


def test_members_cannot(wood):
    stages = in_stage(wood, 2)
    with pytest.raises(NotAllowed):
        back(wood, stages[2], stages[0], by="birch")
