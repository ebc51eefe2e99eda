"""Milestones: added, changed, reached, taken out, brought back, reminded of."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.register.api import Organisation
from spinney.workplans import policies
from spinney.workplans.bridge.holding import held_milestone, held_plan, member_ids
from spinney.workplans.bridge.measures import said_of
from spinney.workplans.letters import milestones as letters
from spinney.workplans.models import Milestone, Workplan
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.policies.activities import MilestoneText


def _note(verb: str, one: Milestone, by: Actor, now: datetime, **detail: object) -> None:
    scope = one.workplan.scope
    record(verb, by=by, on=one, at=now, scope=scope, title=one.title, **detail)


def _held_for(verb: str, milestone: Milestone, by: Actor) -> Milestone:
    require(policies.MAY, verb, by=by, scope=milestone.workplan.scope)
    found = held_milestone(milestone)
    plan_rules.check_can_change(found.workplan)
    return found


@transaction.atomic
def add_milestone(*, plan: Workplan, text: MilestoneText, by: Actor, now: datetime) -> Milestone:
    """Add something that will be seen to be reached by a day, with what is counted."""
    require(policies.MAY, "add_milestone", by=by, scope=plan.scope)
    plan = held_plan(plan.pk)
    plan_rules.check_can_change(plan)
    rules.check_milestone(text, plan, member_ids(plan.cluster, localdate(now)))
    live = plan.milestones.filter(removed_at=None).count()
    rules.check_room(live, plan_rules.MOST_MILESTONES, "milestones")
    made = Milestone.objects.create(workplan=plan, **text.fields())
    _note("workplans.add_milestone", made, by, now)
    return made


@transaction.atomic
def edit_milestone(
    *, milestone: Milestone, text: MilestoneText, read: int | None = None, by: Actor, now: datetime
) -> Milestone:
    """Change a milestone. Another day is reminded of anew."""
    milestone = _held_for("edit_milestone", milestone, by)
    plan_rules.check_is_there(milestone)
    check_unchanged(milestone, read, "this milestone")
    members = member_ids(milestone.workplan.cluster, localdate(now))
    if milestone.organisation_id is not None:
        members.add(milestone.organisation_id)
    rules.check_milestone(text, milestone.workplan, members)
    changes = take_over(milestone, text.fields())
    if not changes:
        return milestone
    if "due_on" in changes:
        milestone.reminded_on = None
    if milestone.target is None:
        milestone.reached = None
    milestone.save()
    _note(
        "workplans.edit_milestone", milestone, by, now, version=milestone.version,
        before={name: _plain(one) for name, one in changes.before.items()},
        after={name: _plain(one) for name, one in changes.after.items()},
    )  # fmt: skip
    return milestone


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return getattr(value, "name", None) or getattr(value, "title", None) or value


@transaction.atomic
def note_milestone(
    *,
    milestone: Milestone,
    is_reached: bool,
    reached: Decimal | None = None,
    on: date | None = None,
    by: Actor,
    now: datetime,
) -> Milestone:
    """Say whether a milestone is reached, and how far the count has come. `on`: the day (today)."""
    subject, scope = subject_of(milestone), milestone.workplan.scope
    require(policies.MAY, "note_milestone", by=by, scope=scope, subject=subject)
    milestone = held_milestone(milestone)
    plan_rules.check_can_change(milestone.workplan)
    plan_rules.check_is_there(milestone)
    rules.check_does(by, milestone.workplan, _doer(milestone))
    rules.check_reached(milestone, reached, is_reached)
    rules.check_day_is_over(on, localdate(now))
    if reached is not None:
        milestone.reached = reached
    milestone.reached_on = (on or milestone.reached_on or localdate(now)) if is_reached else None
    milestone.version += 1
    milestone.save(update_fields=["reached", "reached_on", "version"])
    _note("workplans.note_milestone", milestone, by, now, said=said_of(milestone))
    return milestone


def _doer(milestone: Milestone) -> Organisation | None:
    """Whose milestone it is: its own organisation's, else that of its activity."""
    activity = milestone.activity
    return milestone.organisation or (activity.organisation if activity is not None else None)


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Actor, now: datetime) -> Milestone:
    """Take a milestone out of the plan. It can be brought back for a while."""
    milestone = _held_for("remove_milestone", milestone, by)
    plan_rules.check_is_there(milestone)
    milestone.removed_at = now
    milestone.version += 1
    milestone.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_milestone", milestone, by, now)
    return milestone


@transaction.atomic
def restore_milestone(*, milestone: Milestone, by: Actor, now: datetime) -> Milestone:
    """Bring a milestone back that was taken out not too long ago."""
    milestone = _held_for("restore_milestone", milestone, by)
    plan_rules.check_can_restore(milestone, now)
    milestone.removed_at = None
    milestone.version += 1
    milestone.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_milestone", milestone, by, now)
    return milestone


@transaction.atomic
def remind_of_milestone(*, milestone: Milestone, by: Actor, now: datetime) -> Milestone:
    """Remind whoever it belongs to of its day, and ask whether it is reached. The site itself."""
    milestone = _held_for("remind_of_milestone", milestone, by)
    milestone.reminded_on = localdate(now)
    milestone.save(update_fields=["reminded_on"])
    letters.is_it_reached(milestone, _doer(milestone), by=by, now=now)
    _note("workplans.remind_of_milestone", milestone, by, now)
    return milestone
