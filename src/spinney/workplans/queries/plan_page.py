"""A whole plan as its pages show it: read once, with how everything stands today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spinney.base.kernel.actors import Actor, Role
from spinney.base.web.components.parts import Status
from spinney.base.web.components.words import span
from spinney.decisions import api as decisions
from spinney.workplans.bridge.plans import live_activities, plan_value, waits_of
from spinney.workplans.engine.cycles import cycles, words_of_cycle
from spinney.workplans.engine.plan import Kind, Need, Plan
from spinney.workplans.engine.schedule import (
    How,
    Standing,
    Timetable,
    clashes,
    standings,
    timetable,
)
from spinney.workplans.engine.stopping import what_stops
from spinney.workplans.models import Activity, FundingBid, Milestone, Objective, Workplan
from spinney.workplans.policies.activities import does
from spinney.workplans.queries import plan_words as words
from spinney.workplans.queries.activities import FOR_ALL, live_milestones
from spinney.workplans.queries.plans import objectives_in
from spinney.workplans.states import ActivityState


@dataclass(frozen=True)
class Shown:
    """An activity as pages show it."""

    activity: Activity
    standing: Standing
    status: Status
    waits: str
    late: str
    expected: str
    is_critical: bool
    says: bool
    milestones: tuple[Milestone, ...] = field(default=())

    @property
    def pk(self) -> int:
        return self.activity.pk

    @property
    def title(self) -> str:
        return self.activity.title

    @property
    def objective(self) -> str:
        """What it is for; "" where it belongs to no objective."""
        found = self.activity.objective
        return found.title if found is not None and found.removed_at is None else ""

    @property
    def who(self) -> str:
        """Which organisation does it."""
        return self.activity.organisation.name if self.activity.organisation else FOR_ALL

    @property
    def who_in_full(self) -> str:
        """The organisation, and who there."""
        person = self.activity.person_name
        return f"{self.who}, {person}" if person else self.who

    @property
    def when(self) -> str:
        """From when to when it is to be; "" where nobody said."""
        one = self.activity
        return span(one.starts_on, one.ends_on) if one.starts_on and one.ends_on else ""

    @property
    def is_open(self) -> bool:
        return self.standing.how not in (How.DONE, How.DROPPED)

    @property
    def is_behind(self) -> bool:
        """Whether it is behind its days, and not because it waits."""
        return bool(self.late)

    @property
    def is_held_up(self) -> bool:
        return self.standing.how in (How.WAITS, How.STOPPED)

    @property
    def needs_help(self) -> bool:
        return self.activity.state == ActivityState.HELP


@dataclass(frozen=True)
class Group:
    """An objective with its activities; `objective` None for those that belong to none."""

    objective: Objective | None
    rows: tuple[Shown, ...]

    @property
    def done(self) -> int:
        return sum(one.standing.how == How.DONE for one in self.rows)

    @property
    def counted(self) -> int:
        return sum(one.standing.how != How.DROPPED for one in self.rows)


@dataclass(frozen=True)
class Outside:
    """A milestone that is to be seen before its activity begins or after it ends."""

    pk: int
    title: str
    words: str


@dataclass(frozen=True)
class Look:
    """A plan, and how everything in it stands on a day."""

    plan: Workplan
    today: date
    value: Plan
    rows: tuple[Shown, ...]
    objectives: tuple[Objective, ...]
    milestones: tuple[Milestone, ...]
    timetable: Timetable

    @cached_property
    def groups(self) -> list[Group]:
        """The activities by objective, in order; those without one last."""
        found = [
            Group(goal, tuple(row for row in self.rows if row.activity.objective_id == goal.pk))
            for goal in self.objectives
        ]
        known = {goal.pk for goal in self.objectives}
        rest = tuple(row for row in self.rows if row.activity.objective_id not in known)
        return [*found, Group(None, rest)] if rest else found

    @cached_property
    def in_order(self) -> list[Shown]:
        """The activities as the groups have them."""
        return [row for group in self.groups for row in group.rows]

    @property
    def counted(self) -> list[Shown]:
        """The activities that count: all but those that were dropped."""
        return [one for one in self.rows if one.standing.how != How.DROPPED]

    @property
    def done(self) -> list[Shown]:
        return [one for one in self.rows if one.standing.how == How.DONE]

    @property
    def held_up(self) -> list[Shown]:
        return [one for one in self.rows if one.is_held_up]

    @property
    def behind(self) -> list[Shown]:
        return [one for one in self.rows if one.is_behind]

    @property
    def undated(self) -> list[Shown]:
        return [one for one in self.rows if one.is_open and not one.when]

    @property
    def quick_wins(self) -> list[Shown]:
        return [one for one in self.counted if one.activity.quick_win]

    @cached_property
    def warnings(self) -> list[str]:
        """What does not go together: circles, and days that clash."""
        names = {one.key: one.title for one in self.value.activities}
        circles = [
            f"In a circle: {words_of_cycle([names[key] for key in found])}."
            for found in cycles(self.value)
        ]
        return circles + [words.clash_words(self.value, one) for one in clashes(self.value)]

    @cached_property
    def outside(self) -> list[Outside]:
        """Milestones still to be reached that lie outside the days of their activity."""
        return [
            Outside(mark.pk, mark.title, words.outside_words(mark, row.activity))
            for row in self.in_order
            if row.is_open
            for mark in row.milestones
            if mark.reached_on is None
            and not words.is_within(row.activity, mark.due_on, mark.due_on)
        ]

    @property
    def beyond(self) -> str:
        """That the days of the plan do not cover its activities; "" where they do."""
        found = [
            row.activity
            for row in self.counted
            if not words.is_within(self.plan, row.activity.starts_on, row.activity.ends_on)
        ]
        return words.beyond_words(self.plan, found) if found else ""


def look_at(by: Actor, plan: Workplan, today: date) -> Look:
    """A plan with everything in it as an actor sees it. Five queries, whatever its size."""
    activities = live_activities(plan)
    waits = waits_of(plan)
    asks_register = any(wait.decision_number for wait in waits)
    register = decisions.decisions(plan.cluster) if asks_register else ()
    value = plan_value(activities, waits, register)
    milestones = tuple(live_milestones(plan))
    times = timetable(value, today)
    found = standings(value, today)
    rows = tuple(
        _shown(by, one, found[one.pk], value, times, today, milestones)
        for one in sorted(activities, key=_by_day)
    )
    return Look(plan, today, value, rows, tuple(objectives_in(plan)), milestones, times)


def _by_day(one: Activity) -> tuple[date, date, int, int]:
    return one.starts_on or date.max, one.ends_on or date.max, one.position, one.pk


def _shown(
    by: Actor, one: Activity, standing: Standing, value: Plan, times: Timetable, today: date,
    milestones: Sequence[Milestone],
) -> Shown:  # fmt: skip
    return Shown(
        one,
        standing,
        words.status_of(one, standing),
        words.waits_words(value, standing),
        words.late_words(one, standing),
        words.expected_words(one, times, today),
        one.pk in times.critical,
        does(by, one.workplan, one.organisation_id),
        tuple(mark for mark in milestones if mark.activity_id == one.pk),
    )


def own_rows(by: Actor, look: Look) -> list[Shown]:
    """What is open and is the actor's own organisation's to do."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return [one for one in look.rows if one.is_open and one.activity.organisation_id in own]


@dataclass(frozen=True)
class WouldStop:
    """An activity that would stop, and why, in words."""

    activity_id: int
    title: str
    why: str
    is_direct: bool


def would_stop(value: Plan, gone: Need) -> list[WouldStop]:
    """What would stop without something, nearest first."""
    return [
        WouldStop(
            one.key, value.by_key[one.key].title, words.stopped_words(value, one), one.is_direct
        )
        for one in what_stops(value, gone)
    ]


def would_stop_without_bid(look: Look, bid: FundingBid) -> list[WouldStop]:
    """What would stop if a bid failed."""
    return would_stop(look.value, Need(Kind.BID, bid.pk))


def would_stop_without_activity(look: Look, activity: Activity) -> list[WouldStop]:
    """What would stop if an activity were dropped."""
    return would_stop(look.value, Need(Kind.ACTIVITY, activity.pk))
