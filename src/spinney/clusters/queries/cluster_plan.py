"""A programme's plan as it holds for one cluster: by the programme's dates, or by dates of its own
when it joined late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.clusters.bridge.timetable import plan_from
from spinney.clusters.engine.timetable import Pace, PlannedStage, Span, pace, spans
from spinney.clusters.models import Cluster, Programme, Stage, StageMove

NOWHERE = Span(None, None)


@dataclass(frozen=True)
class ClusterPlan:
    """The days of each stage by its id. `counts_from` is the cluster's own start, if its dates are
    not those of the programme.
    """

    spans: Mapping[int, Span]
    counts_from: date | None = None

    def of(self, stage: Stage | None) -> Span:
        """The days of a stage; none for no stage."""
        return self.spans.get(stage.pk, NOWHERE) if stage else NOWHERE

    def pace_of(self, move: StageMove, today: date) -> Pace:
        """How long the cluster was or has been in the stage it moved to, against the plan."""
        span = self.of(move.stage)
        return pace(
            move.entered_on,
            move.left_on or today,
            planned_from=span.begins_on,
            target_on=span.target_on,
        )


def plan_of_programme(programme: Programme | None, stages: Sequence[Stage]) -> ClusterPlan:
    """The plan by the dates of the programme. No query."""
    return _plan(programme, stages, None)


def plan_for(cluster: Cluster, programme: Programme | None, stages: Sequence[Stage]) -> ClusterPlan:
    """The plan as it holds for a cluster of the programme. No query."""
    return _plan(programme, stages, cluster.counts_from)


def _plan(
    programme: Programme | None, stages: Sequence[Stage], counts_from: date | None
) -> ClusterPlan:
    in_order = sorted(stages, key=lambda stage: stage.position)
    starts_on = programme.starts_on if programme else None
    days = spans([stage.target_on for stage in in_order], starts_on, counts_from)
    return ClusterPlan(
        {stage.pk: span for stage, span in zip(in_order, days, strict=True)}, counts_from
    )


@dataclass(frozen=True)
class Replanned:
    """What was planned for a cluster until it was given other dates, and why those."""

    on: date
    planned: Sequence[PlannedStage]
    reason: str


def replanned(cluster: Cluster) -> list[Replanned]:
    """Every change between the programme's dates and its own, the newest first. One query."""
    entries = Entry.objects.filter(subject=subject_of(cluster), verb="clusters.set_own_dates")
    return [
        Replanned(
            localdate(entry.at),
            plan_from(entry.detail["planned_before"]),
            entry.detail["reason"],
        )
        for entry in entries.order_by("-pk")
    ]
