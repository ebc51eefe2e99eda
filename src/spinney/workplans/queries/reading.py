"""A cluster's plan as other rooms read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from spinney.clusters.api import Cluster
from spinney.workplans.bridge.plans import live_activities, read_plan
from spinney.workplans.engine.schedule import standings
from spinney.workplans.models import Activity, Milestone, Workplan
from spinney.workplans.queries.activities import live_milestones
from spinney.workplans.queries.plans import objectives_in
from spinney.workplans.states import ActivityState, PlanState


@dataclass(frozen=True)
class ObjectiveRead:
    """What is to be reached. `decision` is the number of the decision that it came from."""

    objective_id: int
    title: str
    description: str
    decision: int | None


@dataclass(frozen=True)
class ActivityRead:
    """An activity. `state` is one of states.ActivityState; `how` how it stands today
    (engine.schedule.How). `activity_id` is what budget lines and postings name.
    """

    activity_id: int
    objective_id: int | None
    title: str
    state: str
    how: str
    first: date | None
    last: date | None
    began: date | None
    done: date | None
    organisation_id: int | None
    quick_win: bool
    cost_pence: int | None


@dataclass(frozen=True)
class PlanRead:
    """A workplan. `state` is one of states.PlanState; `baseline` the number of the last kept plan,
    0 before it was agreed.
    """

    plan_id: int
    title: str
    state: str
    first: date
    last: date
    agreed_on: date | None
    decision: int | None
    baseline: int
    objectives: tuple[ObjectiveRead, ...]
    activities: tuple[ActivityRead, ...]

    @property
    def is_agreed(self) -> bool:
        return self.state == PlanState.AGREED


@dataclass(frozen=True)
class Achieved:
    """How far a plan has come; what was dropped does not count."""

    activities_done: int
    activities: int
    milestones_reached: int
    milestones: int
    quick_wins_done: int
    quick_wins: int


def _plan(cluster: Cluster) -> Workplan | None:
    rows = Workplan.objects.filter(cluster=cluster).select_related("cluster")
    alive = rows.exclude(state=PlanState.ENDED).first()
    return alive or rows.order_by("-starts_on", "-pk").first()


def plan_of(cluster: Cluster, on: date | None = None) -> PlanRead | None:
    """The plan that a cluster works by, or its last; None before its first. Seven queries."""
    plan = _plan(cluster)
    if plan is None:
        return None
    last = plan.baselines.order_by("-number").values_list("number", flat=True).first()
    return PlanRead(
        plan.pk, plan.title, plan.state, plan.starts_on, plan.ends_on, plan.agreed_on,
        plan.decision_number, last or 0,
        tuple(
            ObjectiveRead(one.pk, one.title, one.description, one.decision_number)
            for one in objectives_in(plan)
        ),
        tuple(_activities(plan, on or localdate())),
    )  # fmt: skip


def activities_of(cluster: Cluster, on: date | None = None) -> list[ActivityRead]:
    """The activities of that plan; none before there is one. At most five queries."""
    plan = _plan(cluster)
    return _activities(plan, on or localdate()) if plan is not None else []


def _activities(plan: Workplan, today: date) -> list[ActivityRead]:
    found = standings(read_plan(plan), today)
    return [_read(one, found[one.pk].how.value) for one in live_activities(plan)]


def _read(one: Activity, how: str) -> ActivityRead:
    return ActivityRead(
        one.pk, one.objective_id, one.title, one.state, how, one.starts_on, one.ends_on,
        one.began_on, one.done_on, one.organisation_id, one.quick_win, one.cost_pence,
    )  # fmt: skip


def achieved(cluster: Cluster) -> Achieved:
    """How far the plan has come; all nought before there is one. Three queries."""
    plan = _plan(cluster)
    if plan is None:
        return Achieved(0, 0, 0, 0, 0, 0)
    rows = [one for one in live_activities(plan) if one.state != ActivityState.DROPPED]
    marks: list[Milestone] = list(live_milestones(plan))
    wins = [one for one in rows if one.quick_win]
    return Achieved(
        sum(one.state == ActivityState.DONE for one in rows), len(rows),
        sum(one.reached_on is not None for one in marks), len(marks),
        sum(one.state == ActivityState.DONE for one in wins), len(wins),
    )  # fmt: skip
