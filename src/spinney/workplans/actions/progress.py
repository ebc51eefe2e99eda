"""How it goes: said of an activity by whoever does it, on the site or by a link."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.workplans import policies
from spinney.workplans.bridge.holding import held_activity
from spinney.workplans.bridge.starting import may_begin_after
from spinney.workplans.events.activities import activity_done
from spinney.workplans.letters import activities as letters
from spinney.workplans.models import Activity, ProgressNote
from spinney.workplans.policies import activities as rules
from spinney.workplans.policies import plans as plan_rules
from spinney.workplans.states import ActivityState


@transaction.atomic
def note_progress(
    *, activity: Activity, state: ActivityState, words: str = "", by: Actor, now: datetime
) -> ProgressNote:
    """Say how an activity goes: under way, done, needs help; or that it has not begun after all.
    What was said stays, with the day. Those who run the cluster are told when help is needed;
    whoever waited for it, that they can begin.
    """
    subject = subject_of(activity)
    scope = activity.workplan.scope
    require(policies.MAY, "note_progress", by=by, scope=scope, subject=subject)
    activity = held_activity(activity)
    plan_rules.check_can_change(activity.workplan)
    plan_rules.check_is_there(activity)
    rules.check_does(by, activity.workplan, activity.organisation)
    rules.check_note(state, words)
    rules.check_becomes(activity, state)
    newly_done = state == ActivityState.DONE and activity.state != state
    _become(activity, state, localdate(now))
    note = ProgressNote.objects.create(
        activity=activity, state=state, words=plan_rules.many_lines(words), at=now, by=by.label,
        organisation_id=by.organisation_id,
    )  # fmt: skip
    record(
        "workplans.note_progress", by=by, on=activity, at=now, scope=scope, title=activity.title,
        state=state.label.lower(), words=note.words,
    )  # fmt: skip
    if state == ActivityState.HELP:
        letters.needs_help(activity, note.words, by=by, now=now)
    if newly_done:
        activity_done.send(Activity, activity=activity, by=by, now=now)
        for one in may_begin_after(activity, localdate(now)):
            letters.may_begin(one, activity, by=by, now=now)
    return note


def _become(activity: Activity, state: ActivityState, today: date) -> None:
    activity.state = state
    began = activity.began_on
    if state == ActivityState.PLANNED:
        began = None
    elif state in (ActivityState.UNDER_WAY, ActivityState.DONE):
        began = began or _began(activity, state, today)
    activity.began_on = began
    activity.done_on = (activity.done_on or today) if state == ActivityState.DONE else None
    activity.version += 1
    activity.save(update_fields=["state", "began_on", "done_on", "version"])


def _began(activity: Activity, state: ActivityState, today: date) -> date:
    """The day on which it began: today, or, for what is done at once, as it was planned."""
    if state == ActivityState.DONE and activity.starts_on is not None:
        return min(activity.starts_on, today)
    return today
