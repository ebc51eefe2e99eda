"""Activities: added, changed, dropped, taken up again, taken out, brought back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.workplans import policies
from spinney.workplans.bridge.circles import circle_words
from spinney.workplans.bridge.holding import held_activity, held_plan, member_ids
from spinney.workplans.bridge.keeping import keep_if_agreed
from spinney.workplans.letters import activities as letters
from spinney.workplans.models import Activity, ProgressNote, Workplan
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.policies.activities import ActivityText
from spinney.workplans.states import ActivityState

DAYS = frozenset({"starts_on", "ends_on"})


def _note(verb: str, one: Activity, by: Actor, now: datetime, **detail: object) -> None:
    scope = one.workplan.scope
    record(verb, by=by, on=one, at=now, scope=scope, title=one.title, **detail)


def _held_for(verb: str, activity: Activity, by: Actor) -> Activity:
    require(policies.MAY, verb, by=by, scope=activity.workplan.scope)
    found = held_activity(activity)
    plan_rules.check_can_change(found.workplan)
    return found


@transaction.atomic
def add_activity(*, plan: Workplan, text: ActivityText, by: Actor, now: datetime) -> Activity:
    """Put something to be done into a plan. Raises BadInput for an organisation that does not
    belong to the cluster.
    """
    require(policies.MAY, "add_activity", by=by, scope=plan.scope)
    plan = held_plan(plan.pk)
    plan_rules.check_can_change(plan)
    rules.check_activity(text, plan, member_ids(plan.cluster, localdate(now)))
    live = plan.activities.filter(removed_at=None).count()
    rules.check_room(live, plan_rules.MOST_ACTIVITIES, "activities")
    made = Activity.objects.create(
        workplan=plan, position=live, made_at=now, made_by=by.label, **text.fields()
    )
    _note("workplans.add_activity", made, by, now)
    letters.asked_to_do(made, by=by, now=now)
    return made


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    text: ActivityText,
    why: str = "",
    read: int | None = None,
    by: Actor,
    now: datetime,
) -> Activity:
    """Change an activity. `read` is its version as it was read. Other days in an agreed plan are
    planning anew: the plan is kept as it is then, with the reason (`why`), and they are reminded
    of anew. Raises BadInput without one.
    """
    activity = _held_for("edit_activity", activity, by)
    plan_rules.check_is_there(activity)
    check_unchanged(activity, read, "this activity")
    members = member_ids(activity.workplan.cluster, localdate(now))
    if activity.organisation_id is not None:
        members.add(activity.organisation_id)
    rules.check_activity(text, activity.workplan, members)
    did = activity.organisation_id
    changes = take_over(activity, text.fields())
    if not changes:
        return activity
    moves = DAYS & set(changes)
    if moves:
        plan_rules.check_reason(activity.workplan, why)
    if "ends_on" in changes or "organisation" in changes:
        activity.reminded_on = None
    activity.save()
    if moves:
        keep_if_agreed(activity.workplan, plan_rules.one_line(why), by=by, now=now)
    _note(
        "workplans.edit_activity", activity, by, now, version=activity.version, why=why,
        before={name: _plain(one) for name, one in changes.before.items()},
        after={name: _plain(one) for name, one in changes.after.items()},
    )  # fmt: skip
    if activity.organisation_id != did:
        letters.asked_to_do(activity, by=by, now=now)
    return activity


def _plain(value: object) -> object:
    """A value as the record keeps it: organisations and objectives by their names."""
    return getattr(value, "name", None) or getattr(value, "title", None) or value


@transaction.atomic
def drop_activity(*, activity: Activity, why: str, by: Actor, now: datetime) -> Activity:
    """It is not going to be done, and why. What waits for it is told to wait in vain."""
    activity = _held_for("drop_activity", activity, by)
    plan_rules.check_is_there(activity)
    rules.check_why(why)
    rules.check_becomes(activity, ActivityState.DROPPED)
    why = plan_rules.one_line(why)
    _become(activity, ActivityState.DROPPED, why, by, now)
    _note("workplans.drop_activity", activity, by, now, why=why)
    return activity


@transaction.atomic
def take_up_activity(*, activity: Activity, by: Actor, now: datetime) -> Activity:
    """It is going to be done after all."""
    activity = _held_for("take_up_activity", activity, by)
    plan_rules.check_is_there(activity)
    rules.check_becomes(activity, ActivityState.PLANNED)
    _become(activity, ActivityState.PLANNED, "", by, now)
    _note("workplans.take_up_activity", activity, by, now)
    return activity


def _become(activity: Activity, state: ActivityState, words: str, by: Actor, now: datetime) -> None:
    activity.state = state
    activity.reminded_on = None
    activity.version += 1
    activity.save(update_fields=["state", "reminded_on", "version"])
    ProgressNote.objects.create(activity=activity, state=state, words=words, at=now, by=by.label)


@transaction.atomic
def remove_activity(*, activity: Activity, by: Actor, now: datetime) -> Activity:
    """Take an activity out of the plan, as if it had never been in it; what was agreed keeps it. It
    can be brought back for a while.
    """
    activity = _held_for("remove_activity", activity, by)
    plan_rules.check_is_there(activity)
    activity.removed_at = now
    activity.version += 1
    activity.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_activity", activity, by, now)
    return activity


@transaction.atomic
def restore_activity(*, activity: Activity, by: Actor, now: datetime) -> Activity:
    """Bring an activity back that was taken out not too long ago, with what it waited for. Raises
    BadInput where it would now wait for itself in a circle.
    """
    activity = _held_for("restore_activity", activity, by)
    plan_rules.check_can_restore(activity, now)
    activity.removed_at = None
    activity.version += 1
    activity.save(update_fields=["removed_at", "version"])
    rules.check_no_circle(circle_words(activity.workplan))
    _note("workplans.restore_activity", activity, by, now)
    return activity


@transaction.atomic
def remind_of_activity(*, activity: Activity, by: Actor, now: datetime) -> Activity:
    """Remind whoever does it of its day, and ask how it goes. The site itself."""
    activity = _held_for("remind_of_activity", activity, by)
    activity.reminded_on = localdate(now)
    activity.save(update_fields=["reminded_on"])
    letters.how_does_it_go(activity, by=by, now=now)
    _note("workplans.remind_of_activity", activity, by, now)
    return activity
