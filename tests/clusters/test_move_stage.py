"""A cluster moves on once it has met what its stage asks."""

from datetime import date

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, NotFound, WrongState
from spinney.clusters import events
from spinney.clusters.actions.conditions import Shown, meet_condition
from spinney.clusters.actions.stages import move_stage
from spinney.clusters.models import StageMove
from spinney.clusters.states import ClusterState
from tests.clusters.programmes import asks, entries, in_stage, last_actor
from tests.personas import NOON, TODAY


def move(wood, leaving, by="ash", cluster=None):
    return move_stage(cluster=cluster or wood.cluster, leaving=leaving, by=wood.actor(by), now=NOON)


def test_it_enters_the_next_stage_and_leaves_the_last(wood):
    stages = in_stage(wood)
    news = []
    events.timetable.stage_moved.connect(
        lambda **k: news.append((k["left"], k["move"].stage)), weak=False, dispatch_uid="test"
    )
    move(wood, stages[0])
    events.timetable.stage_moved.disconnect(dispatch_uid="test")
    rows = StageMove.objects.filter(cluster=wood.cluster).order_by("pk")
    assert [(r.stage.name, r.entered_on, r.left_on) for r in rows] == [
        ("Finding out", date(2026, 1, 5), TODAY),
        ("Focus", TODAY, None),
    ]
    assert news == [(stages[0], stages[1])]
    assert entries("move_stage")[0] == {"stage": "Focus", "left": "Finding out"}
    assert last_actor("move_stage") == (
        wood.people["ash"].label,
        f"cluster:{wood.cluster.pk}",
    )


def test_what_is_missing_is_named(wood):
    stages = in_stage(wood)
    asks(stages[0], "Ground rules signed")
    asks(stages[0], "Survey answered.")
    asks(stages[1], "Not of this stage")
    with pytest.raises(WrongState) as caught:
        move(wood, stages[0])
    assert str(caught.value).endswith("Ground rules signed; Survey answered.")
    assert StageMove.objects.get().stage == stages[0]


def test_when_all_is_met_it_moves(wood):
    stages = in_stage(wood)
    condition = asks(stages[0])
    meet_condition(
        cluster=wood.cluster, condition=condition, shown=Shown(TODAY, "Copy"), by=wood.ash, now=NOON
    )
    assert move(wood, stages[0]).stage == stages[1]


def test_a_cluster_that_has_not_begun_enters_the_first(wood):
    assert move(wood, None).stage.name == "Finding out"


def test_pressing_twice_moves_once(wood):
    stages = in_stage(wood)
    move(wood, stages[0])
    with pytest.raises(ChangedMeanwhile, match="Focus"):
        move(wood, stages[0])
    assert StageMove.objects.count() == 2


def test_there_is_nothing_after_the_last(wood):
    stages = in_stage(wood, 4)
    with pytest.raises(WrongState, match="last stage"):
        move(wood, stages[4])


def test_a_cluster_on_its_own_has_no_stages(wood):
    with pytest.raises(WrongState, match="on its own"):
        move(wood, None, by="willow", cluster=wood.next_door)


def test_an_ended_cluster_stays(wood):
    stages = in_stage(wood)
    wood.cluster.state = ClusterState.ENDED
    wood.cluster.save()
    with pytest.raises(WrongState, match="ended"):
        move(wood, stages[0])


def test_moving_counts_as_activity(wood):
    stages = in_stage(wood)
    move(wood, stages[0])
    wood.cluster.refresh_from_db()
    assert wood.cluster.last_activity_at == NOON


@pytest.mark.parametrize(
    ("who", "error"), [("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)]
)
def test_facilitators_and_managers_only(wood, who, error):
    stages = in_stage(wood)
    with pytest.raises(error):
        move(wood, stages[0], by=who)
    assert move(wood, stages[0], by="rowan")
