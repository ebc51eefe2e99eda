"""Where a cluster stands follows from its records; it is kept by hand, and once in four weeks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.models import Cluster
from spinney.evaluation.actions.positions import take_position
from spinney.evaluation.engine.mar import StepState
from spinney.evaluation.models import PositionTaken
from spinney.evaluation.queries.positions import position_read, positions_at, standing_of
from spinney.evaluation.tasks.positions import keep_positions
from tests.access import client_of
from tests.agreements.making import another_member
from tests.agreements.rows import fill_agreements
from tests.decisions.rows import fill_decisions
from tests.diagnostics.rows import fill_diagnostics
from tests.evaluation.rows import fill_evaluation
from tests.money.rows import fill_money
from tests.personas import NOON, TODAY, Wood
from tests.purchasing.rows import fill_purchasing
from tests.workplans.rows import fill_workplans

pytestmark = pytest.mark.django_db


def full(wood: Wood) -> Wood:
    """The wood with a row in every table of every room."""
    for fill in (
        fill_diagnostics, fill_agreements, fill_decisions, fill_workplans, fill_money,
        fill_purchasing, fill_evaluation,
    ):  # fmt: skip
        fill(wood)
    return wood


def test_a_position_is_kept_with_what_shows_it(wood: Wood) -> None:
    another_member(wood, "Maple Centre")
    kept = take_position(cluster=wood.cluster, by=wood.ash, now=NOON)
    idea = kept.position["steps"]["idea"]
    assert (kept.on, kept.steps_done, idea["state"]) == (TODAY, 1, "done")
    assert [words for _, _, words, _ in idea["evidence"]] == [
        "Birch House joined", "Maple Centre House joined",
    ]  # fmt: skip
    again = take_position(cluster=wood.cluster, by=wood.ash, now=NOON + timedelta(hours=1))
    assert again.pk == kept.pk


def test_members_do_not_keep_it(wood: Wood) -> None:
    with pytest.raises(NotAllowed):
        take_position(cluster=wood.cluster, by=wood.birch, now=NOON)


def test_it_is_kept_by_itself_every_four_weeks(wood: Wood) -> None:
    keep_positions(NOON)
    keep_positions(NOON + timedelta(days=27))
    assert PositionTaken.objects.filter(cluster=wood.cluster).count() == 1
    keep_positions(NOON + timedelta(days=28))
    assert PositionTaken.objects.filter(cluster=wood.cluster).count() == 2


def test_it_is_told_to_those_inside_alone(wood: Wood) -> None:
    take_position(cluster=wood.cluster, by=wood.ash, now=NOON)
    page = reverse("evaluation:position", args=[wood.cluster.pk])
    shown = client_of(wood, "birch").get(page).content.decode()
    assert "Birch House joined" in shown
    assert "three members belong" in shown
    timeline = reverse("clusters:cluster-timeline", args=[wood.cluster.pk])
    assert "where you stand was kept" in client_of(wood, "birch").get(timeline).content.decode()
    assert "where you stand" not in client_of(wood, "cedar").get(timeline).content.decode()


@pytest.mark.slow
def test_signs_of_every_room_are_read(wood: Wood) -> None:
    found = position_read(full(wood).cluster, TODAY + timedelta(days=3650))
    states = {one.step.key: one.state for one in found.steps}
    # A row in every table is not every step: what is there is at least seen.
    assert states["idea"] == StepState.DONE
    assert {one for one, state in states.items() if state != StepState.NOT_YET} >= {
        "idea", "members", "expectations", "resources",
    }  # fmt: skip


@pytest.mark.slow
def test_more_clusters_take_no_more_queries(wood: Wood, django_assert_max_num_queries) -> None:
    full(wood)
    others = [
        Cluster.objects.create(
            name=f"Grove {number}", programme=wood.programme, state="active", made_at=NOON
        )
        for number in range(6)
    ]
    with django_assert_max_num_queries(36):
        positions_at([wood.cluster.pk, *(one.pk for one in others)], TODAY)
    assert standing_of(wood.cluster, TODAY).beside[0].others == 6


def test_the_cluster_next_door_shows_nothing_of_ours(wood: Wood) -> None:
    found = position_read(wood.next_door, TODAY)
    assert [sign.words for one in found.steps for sign in one.evidence] == [
        "Sorrel Street Kitchen joined"
    ] * len([1 for one in found.steps for _ in one.evidence])
