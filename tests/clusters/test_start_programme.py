"""Starting a programme puts its clusters in the first stage."""

from datetime import date

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters import events
from spinney.clusters.actions.clusters import ClusterText, add_cluster
from spinney.clusters.actions.programmes import start_programme
from spinney.clusters.models import StageMove
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import entries
from tests.personas import NOON


@pytest.fixture
def draft(wood):
    wood.programme.state = ProgrammeState.DRAFT
    wood.programme.save()
    return wood


def test_clusters_enter_the_first_stage_that_day(draft):
    news = []
    events.timetable.stage_moved.connect(
        lambda **kwargs: news.append(kwargs["move"]), weak=False, dispatch_uid="test"
    )
    start_programme(programme=draft.programme, by=draft.rowan, now=NOON)
    events.timetable.stage_moved.disconnect(dispatch_uid="test")
    move = StageMove.objects.get(cluster=draft.cluster)
    assert (move.stage.name, move.entered_on, move.left_on) == (
        "Finding out",
        date(2026, 3, 20),
        None,
    )
    assert news == [move]
    draft.programme.refresh_from_db()
    assert draft.programme.state == ProgrammeState.RUNNING
    assert entries("move_stage")[0]["stage"] == "Finding out"


def test_a_cluster_added_while_it_runs_enters_the_first_stage_too(wood):
    text = ClusterText(place="Hollow Hill")
    made = add_cluster(programme=wood.programme, text=text, by=wood.rowan, now=NOON)
    assert StageMove.objects.get(cluster=made).stage.name == "Finding out"


def test_a_cluster_added_before_it_starts_waits(draft):
    text = ClusterText(place="Hollow Hill")
    made = add_cluster(programme=draft.programme, text=text, by=draft.rowan, now=NOON)
    assert not StageMove.objects.filter(cluster=made).exists()
    start_programme(programme=draft.programme, by=draft.rowan, now=NOON)
    assert StageMove.objects.filter(cluster=made).count() == 1


def test_it_needs_a_starting_date_and_a_stage(draft):
    draft.programme.starts_on = None
    draft.programme.save()
    with pytest.raises(WrongState, match="which date"):
        start_programme(programme=draft.programme, by=draft.rowan, now=NOON)
    draft.programme.starts_on = date(2026, 4, 1)
    draft.programme.save()
    draft.programme.stages.all().delete()
    with pytest.raises(WrongState, match="one stage"):
        start_programme(programme=draft.programme, by=draft.rowan, now=NOON)


def test_it_starts_once(wood):
    with pytest.raises(WrongState):
        start_programme(programme=wood.programme, by=wood.rowan, now=NOON)


def test_only_managers(draft):
    with pytest.raises(NotAllowed):
        start_programme(programme=draft.programme, by=draft.ash, now=NOON)
