"""Workplans: begun, changed, agreed, planned anew, ended, gone on with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import counted, listed
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.workplans import policies
from spinney.workplans.bridge.holding import held_plan
from spinney.workplans.bridge.keeping import keep, keep_if_agreed
from spinney.workplans.bridge.plans import live_activities
from spinney.workplans.bridge.taking_over import take_in
from spinney.workplans.events.plans import workplan_agreed
from spinney.workplans.letters import plans as letters
from spinney.workplans.models import Activity, Milestone, Workplan
from spinney.workplans.policies import plans as rules
from spinney.workplans.policies.plans import PlanText
from spinney.workplans.states import ActivityState, PlanState

AGREED_WORDS = "As it was agreed"


@dataclass(frozen=True)
class NewDays:
    """From when to when an activity is to be. `read` is its version as it was read."""

    first: date | None
    last: date | None
    read: int | None = None


@dataclass(frozen=True)
class NewDay:
    """By which day a milestone is to be seen. `read` is its version as it was read."""

    due: date
    read: int | None = None


def _note(verb: str, plan: Workplan, by: Actor, now: datetime, **detail: object) -> None:
    told = {"title": plan.title, **detail}
    record(verb, by=by, on=plan, at=now, scope=plan.scope, **told)


def _held_for(verb: str, plan: Workplan, by: Actor) -> Workplan:
    require(policies.MAY, verb, by=by, scope=plan.scope)
    return held_plan(plan.pk)


@transaction.atomic
def start_workplan(
    *,
    cluster: clusters.Cluster,
    text: PlanText,
    priorities: Collection[int] = (),
    by: Actor,
    now: datetime,
) -> Workplan:
    """Begin the workplan of a cluster, with these lines of what was decided (`decisions.outline`).
    Raises WrongState where there is one that has not ended.
    """
    require(policies.MAY, "start_workplan", by=by, scope=cluster_scope(cluster.pk))
    rules.check_plan(text)
    clusters.Cluster.objects.select_for_update().get(pk=cluster.pk)
    _check_alone(cluster)
    plan = Workplan.objects.create(cluster=cluster, made_at=now, made_by=by.label, **text.fields())
    taken = take_in(plan, priorities, by=by, now=now)
    _note("workplans.start_workplan", plan, by, now, taken=[one.title for one in taken])
    return plan


def _check_alone(cluster: clusters.Cluster) -> None:
    other = Workplan.objects.filter(cluster=cluster).exclude(state=PlanState.ENDED).first()
    if other is not None:
        raise WrongState(f"“{other.title}” has not ended. End it before another one begins.")


@transaction.atomic
def edit_workplan(
    *, plan: Workplan, text: PlanText, read: int | None = None, by: Actor, now: datetime
) -> Workplan:
    """Change the name of a plan, what it is for, and its time. `read` is its version as read."""
    plan = _held_for("edit_workplan", plan, by)
    rules.check_can_change(plan)
    check_unchanged(plan, read, "this workplan")
    rules.check_plan(text)
    changes = take_over(plan, text.fields())
    if changes:
        plan.save()
        _note(
            "workplans.edit_workplan", plan, by, now, version=plan.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return plan


@transaction.atomic
def agree_workplan(
    *, plan: Workplan, decision: int | None = None, by: Actor, now: datetime
) -> Workplan:
    """The plan is agreed: its days are kept as the first baseline, whoever does something is
    reminded from now on, members are told. `decision` is the number of the decision by which.
    Raises WrongState for a plan with nothing in it or without days, BadInput for a decision that
    does not stand.
    """
    plan = _held_for("agree_workplan", plan, by)
    rules.check_becomes(plan, PlanState.AGREED)
    if plan.state != PlanState.DRAFT:
        raise WrongState("This plan was agreed before. Let it go on instead.")
    rules.check_can_agree(_open(live_activities(plan)))
    _check_decision(plan, decision)
    plan.state = PlanState.AGREED
    plan.decision_number, plan.agreed_on = decision, localdate(now)
    plan.version += 1
    plan.save(update_fields=["state", "decision_number", "agreed_on", "version"])
    keep(plan, AGREED_WORDS, by=by, now=now)
    _note("workplans.agree_workplan", plan, by, now, decision=decision or "")
    workplan_agreed.send(Workplan, plan=plan, by=by, now=now)
    letters.agreed(plan, by=by, now=now)
    return plan


def _open(activities: list[Activity]) -> list[Activity]:
    over = (ActivityState.DONE, ActivityState.DROPPED)
    return [one for one in activities if one.state not in over]


def _check_decision(plan: Workplan, number: int | None) -> None:
    if number is None:
        return
    stands = {one.number for one in decisions.decisions(plan.cluster) if one.stands}
    if number not in stands:
        told = f"There is no decision {number} that stands. Choose one of the register."
        raise BadInput(told, {"decision": [told]})


@transaction.atomic
def replan_workplan(
    *,
    plan: Workplan,
    days: Mapping[int, NewDays],
    marks: Mapping[int, NewDay] | None = None,
    why: str = "",
    by: Actor,
    now: datetime,
) -> list[Activity | Milestone]:
    """Set from when to when activities are to be, and by when milestones (`marks`), by their ids.
    An agreed plan is kept as it is then, with the reason. Returns what moved; nothing is kept if
    nothing does. Raises BadInput with the fields `first-ID`, `last-ID`, `due-ID` and `why`.
    """
    plan = _held_for("replan_workplan", plan, by)
    rules.check_can_change(plan)
    rows = {one.pk: one for one in _open(live_activities(plan))}
    moves = {
        rows[key]: new
        for key, new in days.items()
        if key in rows and (rows[key].starts_on, rows[key].ends_on) != (new.first, new.last)
    }
    shifts = _shifts(plan, marks or {})
    rules.refuse(_wrong_days(moves) | _wrong_marks(shifts))
    if not moves and not shifts:
        return []
    for one, new in moves.items():
        names = {"starts_on": f"first-{one.pk}", "ends_on": f"last-{one.pk}"}
        check_unchanged(one, new.read, f"“{one.title}”", names)
    for mark, day in shifts.items():
        check_unchanged(mark, day.read, f"“{mark.title}”", {"due_on": f"due-{mark.pk}"})
    rules.check_reason(plan, why)
    for one, new in moves.items():
        _move(one, new, by, now)
    for mark, day in shifts.items():
        _shift(mark, day, by, now)
    keep_if_agreed(plan, rules.one_line(why), by=by, now=now)
    _note(
        "workplans.replan_workplan", plan, by, now, why=rules.one_line(why),
        moved=_moved_words(len(moves), len(shifts)),
    )  # fmt: skip
    return [*moves, *shifts]


def _shifts(plan: Workplan, marks: Mapping[int, NewDay]) -> dict[Milestone, NewDay]:
    """The milestones that get another day; of what is reached already none does."""
    rows = plan.milestones.filter(removed_at=None, activity__removed_at=None, reached_on=None)
    rows = rows.filter(pk__in=marks)
    return {one: marks[one.pk] for one in rows if one.due_on != marks[one.pk].due}


def _moved_words(moves: int, shifts: int) -> str:
    told = [counted(moves, "activity", "activities")] if moves or not shifts else []
    return f"{listed([*told, *([counted(shifts, 'milestone')] if shifts else [])])} moved"


def _wrong_marks(shifts: Mapping[Milestone, NewDay]) -> dict[str, list[str]]:
    return {
        f"due-{one.pk}": told
        for one, new in shifts.items()
        for told in rules.day_problems(due_on=new.due).values()
    }


def _wrong_days(moves: Mapping[Activity, NewDays]) -> dict[str, list[str]]:
    named = {"starts_on": "first", "ends_on": "last"}
    return {
        f"{named[field]}-{one.pk}": told
        for one, new in moves.items()
        for field, told in rules.span_problems(new.first, new.last).items()
    }


def _move(one: Activity, new: NewDays, by: Actor, now: datetime) -> None:
    changes = take_over(one, {"starts_on": new.first, "ends_on": new.last})
    if "ends_on" in changes:
        one.reminded_on = None
    one.save(update_fields=["starts_on", "ends_on", "reminded_on", "version"])
    record(
        "workplans.edit_activity", by=by, on=one, at=now, scope=one.workplan.scope,
        title=one.title, version=one.version, before=dict(changes.before),
        after=dict(changes.after),
    )  # fmt: skip


def _shift(one: Milestone, new: NewDay, by: Actor, now: datetime) -> None:
    changes = take_over(one, {"due_on": new.due})
    one.reminded_on = None
    one.save(update_fields=["due_on", "reminded_on", "version"])
    record(
        "workplans.edit_milestone", by=by, on=one, at=now, scope=one.workplan.scope,
        title=one.title, version=one.version, before=dict(changes.before),
        after=dict(changes.after),
    )  # fmt: skip


@transaction.atomic
def end_workplan(*, plan: Workplan, by: Actor, now: datetime) -> Workplan:
    """The plan is over. It stays to be read; nobody is reminded any more."""
    return _become("workplans.end_workplan", plan, PlanState.ENDED, by, now)


@transaction.atomic
def reopen_workplan(*, plan: Workplan, by: Actor, now: datetime) -> Workplan:
    """A plan that ended goes on. Raises WrongState where another was begun meanwhile."""
    require(policies.MAY, "reopen_workplan", by=by, scope=plan.scope)
    clusters.Cluster.objects.select_for_update().get(pk=plan.cluster_id)
    _check_alone(plan.cluster)
    return _become("workplans.reopen_workplan", plan, PlanState.AGREED, by, now)


def _become(verb: str, plan: Workplan, state: PlanState, by: Actor, now: datetime) -> Workplan:
    plan = _held_for(verb.partition(".")[2], plan, by)
    rules.check_becomes(plan, state)
    plan.state = state
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    _note(verb, plan, by, now)
    return plan
