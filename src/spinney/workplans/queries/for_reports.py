"""A cluster's plan and successes as an evaluation report tells them: as every member sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spinney.clusters import api as clusters
from spinney.workplans.bridge.plans import kept_activities
from spinney.workplans.models import Activity, Milestone, Success, Workplan
from spinney.workplans.states import ActivityState

Span = tuple[date | None, date | None]


@dataclass(frozen=True)
class ActivityTold:
    """An activity: when it is to be, and when it was. `state` is in words. `first_planned` is from
    when to when it was to be when it was first kept with the plan; as it is now where it never was.
    """

    title: str
    objective: str
    starts_on: date | None
    ends_on: date | None
    began_on: date | None
    done_on: date | None
    state: str
    is_done: bool
    is_dropped: bool
    quick_win: bool
    first_planned: Span


@dataclass(frozen=True)
class MilestoneTold:
    """A milestone: `target` and `reached` with their unit in words, empty where nothing is counted;
    reached on a day, or not.
    """

    title: str
    due_on: date
    target: str
    reached: str
    reached_on: date | None


@dataclass(frozen=True)
class PlanTold:
    """A workplan with what is in it."""

    title: str
    starts_on: date
    ends_on: date
    activities: tuple[ActivityTold, ...]
    milestones: tuple[MilestoneTold, ...]


@dataclass(frozen=True)
class SuccessTold:
    title: str
    kind: str
    organisation: str
    happened_on: date


def plan_told(cluster: clusters.Cluster) -> PlanTold | None:
    """The cluster's newest workplan; None without one. Four queries."""
    plan = Workplan.objects.filter(cluster=cluster).order_by("-starts_on", "-pk").first()
    if plan is None:
        return None
    rows = Activity.objects.filter(workplan=plan, removed_at=None).select_related("objective")
    rows = rows.order_by("position", "pk")
    kept = _first_kept(plan, list(rows))
    reached = Milestone.objects.filter(workplan=plan, removed_at=None)
    return PlanTold(
        plan.title, plan.starts_on, plan.ends_on,
        tuple(_activity(one, kept.get(one.pk)) for one in rows),
        tuple(_milestone(one) for one in reached.order_by("due_on", "pk")),
    )  # fmt: skip


def _first_kept(plan: Workplan, rows: Sequence[Activity]) -> dict[int, Span]:
    """By activity, the days that it had in the first kept plan that gives it some. One query."""
    found: dict[int, Span] = {}
    for kept in plan.baselines.order_by("number").values_list("plan", flat=True):
        for one in kept_activities(kept, rows):
            if one.first and one.last:
                found.setdefault(one.key, (one.first, one.last))
    return found


def _activity(one: Activity, kept: Span | None) -> ActivityTold:
    return ActivityTold(
        one.title, one.objective.title if one.objective else "", one.starts_on, one.ends_on,
        one.began_on, one.done_on, str(ActivityState(one.state).label),
        one.state == ActivityState.DONE, one.state == ActivityState.DROPPED, one.quick_win,
        kept or (one.starts_on, one.ends_on),
    )  # fmt: skip


def _milestone(one: Milestone) -> MilestoneTold:
    def words(value: object) -> str:
        return (
            "" if value is None else f"{value:,.2f}".removesuffix(".00") + f" {one.unit}".rstrip()
        )

    return MilestoneTold(
        one.title, one.due_on, words(one.target), words(one.reached), one.reached_on
    )


def successes_told(cluster: clusters.Cluster, first: date, last: date) -> list[SuccessTold]:
    """Successes and unexpected gains from a day to a day, both included. One query."""
    rows = Success.objects.filter(
        cluster=cluster, removed_at=None, happened_on__range=(first, last)
    ).select_related("organisation")
    return [
        SuccessTold(
            one.title, one.get_kind_display(), one.organisation.name if one.organisation else "",
            one.happened_on,
        )
        for one in rows.order_by("happened_on", "pk")
    ]  # fmt: skip
