"""Who may do what with workplans, their objectives and their pictures; and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.discretion import refuse_client_data
from spinney.base.web.components.words import listed
from spinney.workplans.models import Activity, Objective, Workplan
from spinney.workplans.states import NEXT, PlanState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "workplan": INSIDE,
    "plan_board": INSIDE,
    "plan_gantt": INSIDE,
    "print_workplan": INSIDE,
    "compare_plans": INSIDE,
    "start_workplan": RUNS_IT,
    "edit_workplan": RUNS_IT,
    "agree_workplan": RUNS_IT,
    "end_workplan": RUNS_IT,
    "reopen_workplan": RUNS_IT,
    "replan_workplan": RUNS_IT,
    "take_over_priorities": RUNS_IT,
    "add_objective": RUNS_IT,
    "edit_objective": RUNS_IT,
    "move_objective": RUNS_IT,
    "remove_objective": RUNS_IT,
    "restore_objective": RUNS_IT,
    "follow_workplan": INSIDE,
    "stop_following_workplan": INSIDE,
    "follow_merge_in_plans": NOBODY_BY_HAND,
    "follow_unmerge_in_plans": NOBODY_BY_HAND,
}

UNDO_DAYS = 30
"""So long something that was removed can be brought back."""
MOST_YEARS = 10
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_OBJECTIVES, MOST_ACTIVITIES, MOST_MILESTONES = 60, 300, 300  # their days fit in one form
LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 200, 4_000, 300


class Removable(Protocol):
    """A row that can be taken out and brought back."""

    removed_at: datetime | None


@dataclass(frozen=True)
class PlanText:
    """A workplan as it is typed."""

    title: str
    starts_on: date
    ends_on: date
    aims: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Workplan`."""
        told = {"title": one_line(self.title), "aims": many_lines(self.aims)}
        return {**vars(self), **told}


@dataclass(frozen=True)
class ObjectiveText:
    """An objective as it is typed."""

    title: str
    description: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of an `Objective`."""
        return {"title": one_line(self.title), "description": many_lines(self.description)}


def one_line(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def many_lines(text: str) -> str:
    """Words on many lines, as they are kept."""
    return text.replace("\r\n", "\n").strip()


def runs(by: Actor, plan: Workplan) -> bool:
    """Whether an actor runs the cluster whose plan it is."""
    return by.is_system or bool(by.roles_in(plan.scope) & RUNS_IT)


def refuse(problems: dict[str, list[str]]) -> None:
    """Raise BadInput with what is wrong, by field, if anything is."""
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


def length_problems(**texts: tuple[str, int]) -> dict[str, list[str]]:
    """What is too long, by field: each with its text and how many letters there is room for."""
    return {
        name: [f"Make it shorter: it has {len(text):,} letters, and there is room for {most:,}."]
        for name, (text, most) in texts.items()
        if len(text) > most
    }


def title_problems(title: str, empty: str) -> dict[str, list[str]]:
    """What is wrong with the name of something: it stands in lists and in letters."""
    if not title.strip():
        return {"title": [empty]}
    if "://" in title:
        return {"title": ["Write it without a web address: it stands in letters."]}
    return length_problems(title=(one_line(title), LONGEST_TITLE)) | client_problems(title=title)


def client_problems(**texts: str) -> dict[str, list[str]]:
    """Which texts seem to say something about a client, by field: they go into letters."""
    problems = {}
    for name, text in texts.items():
        try:
            refuse_client_data([text])
        except BadInput as told:
            problems[name] = [str(told)]
    return problems


def check_plan(text: PlanText) -> None:
    """Raise BadInput for what cannot be a workplan."""
    problems = title_problems(text.title, "Give the plan a name, like “Workplan 2026”.")
    problems |= length_problems(aims=(text.aims, LONGEST_TEXT))
    if text.ends_on < text.starts_on:
        problems["ends_on"] = ["It would end before it begins. Choose a later day."]
    elif (text.ends_on - text.starts_on).days > 366 * MOST_YEARS:
        problems["ends_on"] = [f"Choose an earlier day: a plan is for {MOST_YEARS} years at most."]
    refuse(problems | day_problems(starts_on=text.starts_on, ends_on=text.ends_on))


def check_objective(text: ObjectiveText) -> None:
    """Raise BadInput for what cannot be an objective."""
    problems = title_problems(text.title, "Say what you want to reach.")
    refuse(problems | length_problems(description=(text.description, LONGEST_TEXT)))


def check_becomes(plan: Workplan, state: PlanState) -> None:
    """Raise WrongState unless a plan may come to a state."""
    if state not in NEXT["plan"][plan.state]:
        raise WrongState(f"This plan is at “{plan.get_state_display().lower()}”.")


def check_can_change(plan: Workplan) -> None:
    """Raise WrongState for a plan that is over."""
    if plan.state == PlanState.ENDED:
        raise WrongState("This workplan has ended. Open it again to change something in it.")


def check_can_agree(activities: Collection[Activity]) -> None:
    """Raise WrongState unless there is something to agree to, and it is said when it will be."""
    if not activities:
        raise WrongState("There is nothing in this plan yet. Add an activity first.")
    without = [one.title for one in activities if one.starts_on is None or one.ends_on is None]
    if without:
        told = listed([f"“{title}”" for title in without[:5]])
        more = f" and {len(without) - 5} more" if len(without) > 5 else ""
        raise WrongState(f"Say first from when to when these will be: {told}{more}.")


def check_reason(plan: Workplan, why: str) -> None:
    """Raise BadInput where an agreed plan is planned anew and nobody says why."""
    problems = length_problems(why=(why, LONGEST_REASON))
    if plan.state == PlanState.AGREED and not why.strip():
        problems["why"] = ["This plan was agreed. Say in a few words why its days change."]
    refuse(problems)


def day_problems(**days: date | None) -> dict[str, list[str]]:
    """Which days are outside all reason, by field: nothing could be reckoned with them."""
    return {
        name: [f"Choose a day from {FIRST_YEAR} to {LAST_YEAR}."]
        for name, day in days.items()
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR
    }


def span_problems(first: date | None, last: date | None) -> dict[str, list[str]]:
    """What is wrong with the days of an activity, by field."""
    problems = day_problems(starts_on=first, ends_on=last)
    if problems:
        return problems
    if (first is None) != (last is None):
        told = "Give both days, or neither."
        return {"ends_on": [told]} if last is None else {"starts_on": [told]}
    if first is not None and last is not None and last < first:
        return {"ends_on": ["It would end before it begins. Choose a later day."]}
    if first is not None and last is not None and (last - first).days > 366 * MOST_YEARS:
        return {"ends_on": [f"Choose an earlier day: {MOST_YEARS} years at most."]}
    return {}


def check_is_there(thing: Removable) -> None:
    """Raise WrongState for something that was taken out of the plan."""
    if thing.removed_at is not None:
        raise WrongState("This was taken out of the plan. Bring it back first.")


def check_can_restore(thing: Removable, now: datetime) -> None:
    """Raise WrongState unless something was taken out, and not too long ago."""
    if thing.removed_at is None:
        raise WrongState("This is in the plan, so it need not be brought back.")
    if now - thing.removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was taken out more than {UNDO_DAYS} days ago, and is gone.")


def check_not_taken_again(objective: Objective, live: Iterable[Objective]) -> None:
    """Raise WrongState where the priority that an objective came from was taken over anew."""
    if objective.priority_id is None:
        return
    if any(one.priority_id == objective.priority_id for one in live):
        raise WrongState("This priority was taken over again since. It is in the plan already.")
