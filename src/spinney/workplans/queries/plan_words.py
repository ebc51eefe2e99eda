"""How activities of a plan stand, in words that blame nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day, listed, span
from spinney.workplans.engine.plan import Kind, Need, Plan
from spinney.workplans.engine.schedule import Clash, How, Standing, Timetable
from spinney.workplans.engine.stopping import Stopped
from spinney.workplans.models import Activity, Milestone, Workplan
from spinney.workplans.states import ActivityState

MOST_NAMED = 3


def needs_words(plan: Plan, needs: Iterable[Need]) -> str:
    """Things that are needed, in words: "“Recruit” and the bid “Lottery”"."""
    named = [need_words(plan, need) for need in needs]
    more = len(named) - MOST_NAMED
    return listed([*named[:MOST_NAMED], *([counted(more, "thing") + " more"] if more > 0 else [])])


def need_words(plan: Plan, need: Need) -> str:
    """One thing that is needed, in words."""
    title = f"“{plan.title(need)}”"
    if need.kind == Kind.BID:
        return f"the bid {title}"
    if need.kind == Kind.DECISION:
        return f"decision {need.key}, {title}" if need.key > 0 else f"the decision {title}"
    return title


def waits_words(plan: Plan, standing: Standing) -> str:
    """What an activity waits for, and where that ends; or what it can no longer have."""
    if standing.cannot_have:
        return f"Needs another way: {_lost_words(plan, standing.cannot_have)}."
    if not standing.waits_for:
        return ""
    told = f"Waits for {needs_words(plan, standing.waits_for)}"
    further = [one for one in standing.comes_down_to if one not in standing.waits_for]
    return f"{told}. It comes down to {needs_words(plan, further)}." if further else f"{told}."


def _lost_words(plan: Plan, needs: Iterable[Need]) -> str:
    ends = {
        Kind.ACTIVITY: "was dropped", Kind.BID: "was lost", Kind.DECISION: "does not stand",
    }  # fmt: skip
    return listed([f"{need_words(plan, need)} {ends[need.kind]}" for need in needs])


def status_of(activity: Activity, standing: Standing) -> Status:
    """How an activity stands, as a tag: what it waits for comes before how late it is."""
    if standing.how == How.DONE:
        return Status(f"Done {day(activity.done_on)}" if activity.done_on else "Done", Tone.GO)
    if standing.how == How.DROPPED:
        return Status("Dropped", Tone.QUIET)
    if activity.state == ActivityState.HELP:
        return Status("Needs help", Tone.LATE)
    if standing.how == How.STOPPED:
        return Status("Needs another way", Tone.LATE)
    if standing.how == How.WAITS:
        return Status("Waits", Tone.WAITS)
    if standing.how == How.UNDER_WAY:
        return Status("Under way", Tone.PLAIN)
    return Status("Can begin", Tone.GO) if standing.how == How.READY else Status("To come")


def late_words(activity: Activity, standing: Standing) -> str:
    """By how much an activity is behind its days; "" where it is not, or only waits."""
    if standing.how in (How.WAITS, How.STOPPED) or not standing.is_late:
        return ""
    if standing.late_days:
        return f"{counted(standing.late_days, 'day')} past its last day"
    return f"Was to begin {counted(standing.late_to_begin, 'day')} ago"


def expected_words(activity: Activity, timetable: Timetable, today: date) -> str:
    """When it can be done as things stand, where that is later than planned; else "". Of what goes
    on past its last day nobody knows when it ends.
    """
    dates = timetable.dates.get(activity.pk)
    if dates is None or activity.ends_on is None or dates.last <= max(activity.ends_on, today):
        return ""
    if activity.state in (ActivityState.DONE, ActivityState.DROPPED):
        return ""
    sure = "" if dates.sure else " at the earliest: something before it has no day yet"
    return f"As things stand, done by {day(dates.last)}{sure}"


def clash_words(plan: Plan, clash: Clash) -> str:
    """That the days of two things do not go together."""
    title = plan.by_key[clash.key].title
    return (
        f"“{title}” is to begin on {day(plan.by_key[clash.key].first)}, but waits for"
        f" {need_words(plan, clash.need)}, which is expected"
        f" {counted(clash.days, 'day')} too late for that."
    )


def is_within(whole: Activity | Workplan, first: date | None, last: date | None) -> bool:
    """Whether days lie within those of an activity or a plan, as far as these are set."""
    too_early = first is not None and whole.starts_on is not None and first < whole.starts_on
    too_late = last is not None and whole.ends_on is not None and last > whole.ends_on
    return not (too_early or too_late)


def outside_words(mark: Milestone, activity: Activity) -> str:
    """That a milestone lies outside the days of its activity."""
    return (
        f"“{mark.title}” is to be seen by {day(mark.due_on)}, but “{activity.title}” is"
        f" planned for {span(activity.starts_on, activity.ends_on)}."
    )


def beyond_words(plan: Workplan, activities: Sequence[Activity]) -> str:
    """That activities, one at least, lie outside the days of their plan; the first is named."""
    first = activities[0]
    begins_early = first.starts_on is not None and first.starts_on < plan.starts_on
    when = (
        f"begins on {day(first.starts_on)}, before the plan does"
        if begins_early
        else f"ends on {day(first.ends_on)}, after the plan does"
    )
    more = len(activities) - 1
    also = f" {counted(more, 'other')} {'lies' if more == 1 else 'lie'} outside too."
    return f"“{first.title}” {when}.{also if more else ''}"


def stopped_words(plan: Plan, stopped: Stopped) -> str:
    """Why an activity would stop, from its nearest reason back."""
    if stopped.is_direct:
        return f"needs {need_words(plan, stopped.because)} itself"
    return "needs " + ", which needs ".join(
        need_words(plan, need) for need in reversed(stopped.chain)
    )


def moved_words(days: int | None) -> str:
    """By how many days something moved: "5 days later", "2 days earlier", "as planned"."""
    if days is None:
        return ""
    if days == 0:
        return "as planned"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
