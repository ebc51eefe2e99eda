"""Only a programme manager lets a cluster go on before all is met, and says why."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.clusters.actions.stages import move_stage_early
from spinney.clusters.models import StageMove
from tests.clusters.programmes import asks, entries, in_stage
from tests.personas import NOON


def move(wood, stages, reason="The funder agreed by letter", by="rowan"):
    return move_stage_early(
        cluster=wood.cluster, leaving=stages[0], reason=reason, by=wood.actor(by), now=NOON
    )


def test_the_reason_and_what_was_missing_stay_in_the_record(wood):
    stages = in_stage(wood)
    asks(stages[0])
    made = move(wood, stages)
    assert (made.stage, made.early, made.reason) == (
        stages[1],
        True,
        "The funder agreed by letter",
    )
    assert entries("move_stage_early")[0]["missing"] == ["Ground rules signed"]


def test_when_nothing_was_missing_it_is_not_marked_as_early(wood):
    assert not move(wood, in_stage(wood)).early


def test_it_needs_a_reason(wood):
    stages = in_stage(wood)
    with pytest.raises(BadInput) as caught:
        move(wood, stages, reason="")
    assert "reason" in caught.value.fields
    assert StageMove.objects.count() == 1


@pytest.mark.parametrize("who", ["ash", "birch"])
def test_not_even_the_facilitator(wood, who):
    stages = in_stage(wood)
    with pytest.raises(NotAllowed):
        move(wood, stages, by=who)
