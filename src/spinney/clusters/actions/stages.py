"""Moving a cluster through the stages of its programme: on, on before its time, and back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import events, policies
from spinney.clusters.models import Cluster, Condition, Stage, StageMove
from spinney.clusters.policies import timetable as rules


@transaction.atomic
def move_stage(*, cluster: Cluster, leaving: Stage | None, by: Actor, now: datetime) -> StageMove:
    """Move on to the next stage (the first, for a cluster that has not begun).

    `leaving` is the stage that the actor saw the cluster in. Raises WrongState naming what is
    missing while conditions of that stage are unmet.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "move_stage", by=by, scope=scope)
    present = _present(cluster, leaving)
    ahead = _ahead(cluster, present)
    if present:
        rules.check_met(_missing(cluster, present))
    move = _enter(cluster, ahead, by, now)
    record(
        "clusters.move_stage",
        by=by,
        on=cluster,
        at=now,
        scope=scope,
        stage=ahead.name,
        left=present.name if present else None,
    )
    _announce(cluster, move, present, by, now)
    return move


@transaction.atomic
def move_stage_early(
    *, cluster: Cluster, leaving: Stage | None, reason: str, by: Actor, now: datetime
) -> StageMove:
    """Let a cluster go on although conditions are unmet. The reason, and what was missing, stay
    in the record.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "move_stage_early", by=by, scope=scope)
    rules.check_reason(reason, "the cluster may go on before everything is met")
    present = _present(cluster, leaving)
    ahead = _ahead(cluster, present)
    missing = _missing(cluster, present) if present else []
    move = _enter(cluster, ahead, by, now, reason=reason.strip(), early=bool(missing))
    record(
        "clusters.move_stage_early",
        by=by,
        on=cluster,
        at=now,
        scope=scope,
        stage=ahead.name,
        left=present.name if present else None,
        missing=[condition.text for condition in missing],
        reason=reason.strip(),
    )
    _announce(cluster, move, present, by, now)
    return move


@transaction.atomic
def move_stage_back(
    *, cluster: Cluster, leaving: Stage | None, to: Stage, reason: str, by: Actor, now: datetime
) -> StageMove:
    """Go back to an earlier stage, with the reason. Conditions that were met stay met."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "move_stage_back", by=by, scope=scope)
    rules.check_reason(reason, "the cluster goes back")
    present = _present(cluster, leaving)
    is_earlier = present is not None and to.position < present.position
    if to.programme_id != cluster.programme_id or not is_earlier:
        told = "Choose a stage before the one that the cluster is in."
        raise BadInput(told, {"to": [told]})
    move = _enter(cluster, to, by, now, reason=reason.strip())
    record(
        "clusters.move_stage_back",
        by=by,
        on=cluster,
        at=now,
        scope=scope,
        stage=to.name,
        left=present.name if present else None,
        reason=reason.strip(),
    )
    _announce(cluster, move, present, by, now)
    return move


def _present(cluster: Cluster, leaving: Stage | None) -> Stage | None:
    """The stage that the cluster is in, once it is certain that nobody moved it meanwhile."""
    locked = Cluster.objects.select_for_update().select_related(None).get(pk=cluster.pk)
    rules.check_can_move(locked, locked.programme)
    move = StageMove.objects.filter(cluster=locked, left_on=None).select_related("stage").first()
    present = move.stage if move else None
    if present != leaving:
        now = present.name if present else "no stage"
        was = leaving.name if leaving else "no stage"
        raise ChangedMeanwhile(
            f"Somebody moved this cluster meanwhile: it is in {now} now.", {"stage": (was, now)}
        )
    return present


def _ahead(cluster: Cluster, present: Stage | None) -> Stage:
    stages = Stage.objects.filter(programme=cluster.programme).order_by("position")
    if present is not None:
        stages = stages.filter(position__gt=present.position)
    rules.check_stage_ahead(stages.exists())
    return stages[0]


def _missing(cluster: Cluster, stage: Stage) -> list[Condition]:
    met = cluster.conditions_met.filter(taken_back_at=None).values("condition_id")
    return list(stage.conditions.filter(retired_at=None).exclude(pk__in=met))


def _enter(
    cluster: Cluster, stage: Stage, by: Actor, now: datetime, reason: str = "", early: bool = False
) -> StageMove:
    today = localdate(now)
    StageMove.objects.filter(cluster=cluster, left_on=None).update(left_on=today)
    return StageMove.objects.create(
        cluster=cluster,
        stage=stage,
        entered_on=today,
        reason=reason[:300],
        early=early,
        moved_by=by.label,
    )


def _announce(
    cluster: Cluster, move: StageMove, left: Stage | None, by: Actor, now: datetime
) -> None:
    events.timetable.stage_moved.send(
        Cluster, cluster=cluster, move=move, left=left, now=now, by=by
    )
