"""Timetables as planned and re-planned, and where each cluster is in its programme's stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer
from django.db.models import Prefetch, QuerySet

from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.record.prepared import prepared
from spinney.base.web.components import words
from spinney.base.web.components.parts import Stage as StageOnLine
from spinney.clusters.bridge.agreement_kinds import agreement_kind_title
from spinney.clusters.bridge.timetable import in_words, plan_from, plan_of
from spinney.clusters.engine.timetable import Pace, PlannedStage, Span, differences
from spinney.clusters.models import Cluster, Condition, ConditionMet, Programme, Stage, StageMove
from spinney.clusters.queries.cluster_plan import ClusterPlan, plan_for

CALENDAR = Signer(salt="clusters.timetable_calendar")


@dataclass(frozen=True)
class PlanVersion:
    """The timetable as it was planned from a day on. `number` counts from 1; `reason` and `what`
    say why and how it differs from the one before, empty for the first.
    """

    number: int
    since: date | None
    stages: Sequence[PlannedStage]
    reason: str = ""
    what: str = ""

    def target_of(self, key: str) -> date | None:
        """The target date that this plan gives to a stage."""
        return next((s.target_on for s in self.stages if s.key == key), None)


def versions_of(programme: Programme) -> list[PlanVersion]:
    """Every timetable that the programme has had since it started, the first plan first. Two
    queries.
    """
    changes = list(programme.timetable_changes.order_by("number"))
    present = plan_of(programme.stages.all())
    first = plan_from(changes[0].before) if changes else present
    versions = [PlanVersion(1, programme.starts_on, first)]
    for change in changes:
        after = plan_from(change.after)
        versions.append(
            PlanVersion(
                change.number + 1,
                change.changed_at.date(),
                after,
                change.reason,
                in_words(differences(plan_from(change.before), after)) or "wording of stages",
            )
        )
    return versions


def stages_of(programme: Programme) -> QuerySet[Stage]:
    """The stages in order, each with the conditions that hold now."""
    in_force = Condition.objects.filter(retired_at=None).order_by("position", "pk")
    return programme.stages.order_by("position").prefetch_related(
        Prefetch("conditions", queryset=in_force)
    )


def calendar_token(programme: Programme) -> str:
    """The secret in the address of a programme's calendar."""
    return CALENDAR.sign(f"{programme.pk}.{programme.calendar_number}")


def programme_of_token(token: str) -> Programme:
    """The programme of a calendar's address. Raises NotFound for a made-up one, LinkEnded for one
    that was renewed since.
    """
    try:
        programme_id, _, number = CALENDAR.unsign(token).partition(".")
    except BadSignature as error:
        raise NotFound("There is no such calendar. Copy the whole address.") from error
    programme = Programme.objects.filter(pk=int(programme_id)).first()
    if programme is None:
        raise NotFound("There is no such programme any more.")
    if programme.calendar_number != int(number):
        raise LinkEnded("This calendar has a new address. Ask the programme manager for it.")
    return programme


@dataclass(frozen=True)
class ConditionState:
    """A condition of a stage and, when the cluster has met it, how."""

    condition: Condition
    met: ConditionMet | None

    @property
    def agreement(self) -> str:
        """The kind of agreement that meets it by itself, in words; empty: somebody says so."""
        kind = self.condition.met_by_agreement
        return agreement_kind_title(kind) if kind else ""


@dataclass(frozen=True)
class Visit:
    """A stay of the cluster in a stage, and how it kept to the plan."""

    move: StageMove
    pace: Pace


@dataclass(frozen=True)
class Position:
    """Where a cluster is: its present stage (None before the first), what comes next, what every
    stage asks, how it came here (newest first), and the plan that it keeps to.
    """

    stages: Sequence[Stage]
    present: StageMove | None
    conditions: Mapping[int, Sequence[ConditionState]]
    visits: Sequence[Visit]
    plan: ClusterPlan = ClusterPlan({})

    @property
    def stage(self) -> Stage | None:
        return self.present.stage if self.present else None

    @property
    def ahead(self) -> Stage | None:
        """The stage after the present one."""
        at = -1 if self.stage is None else self.stage.position
        return next((s for s in self.stages if s.position > at), None)

    @property
    def behind(self) -> list[Stage]:
        """The stages before the present one, the nearest first."""
        if self.stage is None:
            return []
        return [s for s in reversed(self.stages) if s.position < self.stage.position]

    @property
    def missing(self) -> list[Condition]:
        """What the present stage still asks."""
        if self.stage is None:
            return []
        return [c.condition for c in self.conditions.get(self.stage.pk, ()) if c.met is None]

    @property
    def pace(self) -> Pace | None:
        return self.visits[0].pace if self.visits and self.present else None


@prepared
def _stages(programme: int) -> QuerySet[Stage]:
    return Stage.objects.filter(programme=programme).order_by("position")


@prepared
def _asked(programme: int) -> QuerySet[Condition]:
    in_force = Condition.objects.filter(stage__programme=programme, retired_at=None)
    return in_force.order_by("position", "pk")


@prepared
def _met(cluster: int) -> QuerySet[ConditionMet]:
    still = ConditionMet.objects.filter(cluster=cluster, taken_back_at=None)
    return still.select_related("condition")


@prepared
def _moves(cluster: int) -> QuerySet[StageMove]:
    moves = StageMove.objects.filter(cluster=cluster).select_related("stage")
    return moves.order_by("-entered_on", "-pk")


def position_of(cluster: Cluster, today: date) -> Position:
    """Where the cluster is in its programme. Five queries; an empty position without one."""
    if cluster.programme_id is None:
        return Position((), None, {}, ())
    programme = cluster.programme
    stages = _stages(programme=cluster.programme_id)
    met = {m.condition_id: m for m in _met(cluster=cluster.pk)}
    conditions: dict[int, list[ConditionState]] = {stage.pk: [] for stage in stages}
    for one in _asked(programme=cluster.programme_id):
        conditions[one.stage_id].append(ConditionState(one, met.get(one.pk)))
    moves = _moves(cluster=cluster.pk)
    plan = plan_for(cluster, programme, stages)
    visits = [Visit(move, plan.pace_of(move, today)) for move in moves]
    present = next((move for move in moves if move.left_on is None), None)
    return Position(stages, present, conditions, visits, plan)


def stage_line_of(cluster: Cluster, today: date) -> list[StageOnLine]:
    """The stage line of a cluster's page, from its programme's first stage to its last; empty
    without a programme. Three queries.
    """
    if cluster.programme_id is None:
        return []
    stages = list(Stage.objects.filter(programme_id=cluster.programme_id).order_by("position"))
    moves = list(cluster.stage_moves.select_related("stage"))
    present = next((m.stage for m in moves if m.left_on is None), None)
    return line(stages, present, plan_for(cluster, cluster.programme, stages), today)


def line(
    stages: Sequence[Stage], present: Stage | None, plan: ClusterPlan, today: date
) -> list[StageOnLine]:
    """Stages as the stage line shows them, for a cluster in the `present` one; with None, as the
    plan of a programme, which has no present stage.
    """
    if present is None:
        return [StageOnLine(s.name, "planned", _due(plan.of(s))) for s in stages]
    return [
        StageOnLine(s.name, _state(s, plan.of(s), present.position, today), _due(plan.of(s)))
        for s in stages
    ]


def _state(stage: Stage, span: Span, at: int, today: date) -> str:
    if stage.position < at:
        return "done"
    if stage.position > at:
        return "to come"
    return "late" if span.target_on and span.target_on < today else "now"


def _due(span: Span) -> str:
    return f"by {words.day(span.target_on)}" if span.target_on else ""


@dataclass(frozen=True)
class GrantCondition:
    """A condition of the grant, as it stands for one cluster. `place` is that of its stage, from
    0; `met_on` is None while it is not met.
    """

    text: str
    stage: str
    place: int
    met_on: date | None
    shown_by: str = ""


def grant_conditions_of(cluster: Cluster) -> list[GrantCondition]:
    """Every condition of the grant in the cluster's programme, in the order of the stages. Those
    of a stage that the cluster went past early still stand as not met. Two queries.
    """
    asked = Condition.objects.filter(
        stage__programme=cluster.programme, of_grant=True, retired_at=None
    ).select_related("stage")
    met = {
        m.condition_id: m for m in ConditionMet.objects.filter(cluster=cluster, taken_back_at=None)
    }
    return [
        GrantCondition(
            c.text,
            c.stage.name,
            c.stage.position,
            met[c.pk].met_on if c.pk in met else None,
            met[c.pk].shown_by if c.pk in met else "",
        )
        for c in asked.order_by("stage__position", "position", "pk")
        if cluster.programme_id is not None
    ]
