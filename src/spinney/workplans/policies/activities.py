"""Who may do what with activities and milestones; and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, Milestone, Objective, Workplan
from spinney.workplans.policies.plans import (
    INSIDE,
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NOBODY_BY_HAND,
    RUNS_IT,
    client_problems,
    day_problems,
    length_problems,
    many_lines,
    one_line,
    refuse,
    runs,
    span_problems,
    title_problems,
)
from spinney.workplans.states import NEXT, ActivityState

BY_LINK = INSIDE | {Role.GUEST}

MAY: dict[str, frozenset[Role]] = {
    "activities": INSIDE,
    "activity": INSIDE,
    "add_activity": RUNS_IT,
    "edit_activity": RUNS_IT,
    "drop_activity": RUNS_IT,
    "take_up_activity": RUNS_IT,
    "remove_activity": RUNS_IT,
    "restore_activity": RUNS_IT,
    "add_dependency": RUNS_IT,
    "remove_dependency": RUNS_IT,
    "note_progress": BY_LINK,
    "milestones": INSIDE,
    "add_milestone": RUNS_IT,
    "edit_milestone": RUNS_IT,
    "note_milestone": BY_LINK,
    "remove_milestone": RUNS_IT,
    "restore_milestone": RUNS_IT,
    "remind_of_activity": NOBODY_BY_HAND,
    "remind_of_milestone": NOBODY_BY_HAND,
}

SAID = (ActivityState.UNDER_WAY, ActivityState.DONE, ActivityState.HELP)
"""What whoever does an activity can say of it."""
LONGEST_NOTE = 1_000
MOST_NUMBER = Decimal(10) ** 11


@dataclass(frozen=True)
class ActivityText:
    """An activity as it is typed. Amounts in pence."""

    title: str
    objective: Objective | None = None
    description: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    organisation: Organisation | None = None
    person_name: str = ""
    quick_win: bool = False
    cost_pence: int | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of an `Activity`."""
        return {
            **vars(self),
            "title": one_line(self.title),
            "description": many_lines(self.description),
            "person_name": one_line(self.person_name),
        }

    @classmethod
    def of(cls, activity: Activity) -> ActivityText:
        return cls(**{name: getattr(activity, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class MilestoneText:
    """A milestone as it is typed. `target` is in `unit`; both are empty if nothing is counted."""

    title: str
    due_on: date
    activity: Activity | None = None
    measure: str = ""
    unit: str = ""
    target: Decimal | None = None
    organisation: Organisation | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Milestone`."""
        words = {name: one_line(getattr(self, name)) for name in ("title", "measure", "unit")}
        return {**vars(self), **words}


def does(by: Actor, plan: Workplan, organisation_id: int | None) -> bool:
    """Whether an actor may say how something of a plan goes: whoever runs the cluster; the people
    of the organisation that does it; every member, where all do it together.
    """
    if by.pass_ is not None:
        return by.organisation_id == organisation_id
    if runs(by, plan):
        return True
    if organisation_id is None:
        return bool(by.roles_in(plan.scope) & INSIDE)
    return organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def check_does(by: Actor, plan: Workplan, organisation: Organisation | None) -> None:
    """Raise NotAllowed to whoever may not say how something of a plan goes."""
    if not does(by, plan, organisation.pk if organisation else None):
        whose = organisation.name if organisation else "the members"
        raise NotAllowed(f"That is for {whose} to say.")


def check_activity(text: ActivityText, plan: Workplan, members: Collection[int]) -> None:
    """Raise BadInput for what cannot be an activity. `members` are the ids of those who belong."""
    problems = title_problems(text.title, "Say what is done.")
    problems |= length_problems(
        description=(text.description, LONGEST_TEXT), person_name=(text.person_name, LONGEST_TITLE)
    )
    problems |= span_problems(text.starts_on, text.ends_on)
    if text.objective is not None and text.objective.workplan_id != plan.pk:
        problems["objective"] = ["Choose an objective of this plan."]
    if text.cost_pence is not None and text.cost_pence < 0:
        problems["cost_pence"] = ["Write what it costs as an amount of nought or more."]
    refuse(problems | _whose_problems(text.organisation, members))


def _whose_problems(
    organisation: Organisation | None, members: Collection[int]
) -> dict[str, list[str]]:
    if organisation is None or organisation.pk in members:
        return {}
    told = f"{organisation.name} does not belong to the cluster. Choose one that does."
    return {"organisation": [told]}


def check_milestone(text: MilestoneText, plan: Workplan, members: Collection[int]) -> None:
    """Raise BadInput for what cannot be a milestone."""
    problems = title_problems(text.title, "Say what will be seen.")
    problems |= length_problems(measure=(text.measure, LONGEST_TITLE), unit=(text.unit, 60))
    problems |= day_problems(due_on=text.due_on)
    if text.activity is not None and text.activity.workplan_id != plan.pk:
        problems["activity"] = ["Choose an activity of this plan."]
    if text.target is not None:
        problems |= _number_problems("target", text.target)
        if not text.unit.strip():
            problems["unit"] = ["Say what is counted, like “people trained”."]
    elif text.unit.strip():
        problems["target"] = ["Say how many, or leave out what is counted."]
    refuse(problems | _whose_problems(text.organisation, members))


def _number_problems(name: str, value: Decimal) -> dict[str, list[str]]:
    if not value.is_finite() or value < 0 or value > MOST_NUMBER:
        return {name: ["Write a number from nought up, in figures."]}
    return {}


def check_reached(milestone: Milestone, value: Decimal | None, is_reached: bool) -> None:
    """Raise BadInput for what cannot have been reached."""
    if value is None:
        if milestone.target is not None and is_reached:
            refuse({"reached": [f"Say how many {milestone.unit} there are."]})
        return
    problems = _number_problems("reached", value)
    if milestone.target is None:
        problems["reached"] = ["Nothing is counted here. Say only whether it is reached."]
    refuse(problems)


def check_becomes(activity: Activity, state: ActivityState) -> None:
    """Raise WrongState unless an activity may come to a state; saying the same again is no move."""
    if state == activity.state and state in SAID:
        return
    if state not in NEXT["activity"][activity.state]:
        raise WrongState(
            f"“{activity.title}” is at “{activity.get_state_display().lower()}”, so it cannot be"
            f" set to “{state.label.lower()}”."
        )


def check_note(state: ActivityState, words: str) -> None:
    """Raise BadInput for a state that is not said by hand, or words that are too long."""
    problems = length_problems(words=(words, LONGEST_NOTE)) | client_problems(words=words)
    if state not in (*SAID, ActivityState.PLANNED):
        problems["state"] = ["Choose how it goes from the list."]
    refuse(problems)


def check_why(why: str) -> None:
    """Raise BadInput where nobody says why an activity is dropped."""
    problems = length_problems(why=(why, LONGEST_REASON))
    if not why.strip():
        problems["why"] = ["Say in a few words why it is dropped. All members read it."]
    refuse(problems)


def check_no_circle(told: str) -> None:
    """Raise BadInput with the circle that a new wait would make, if it would (`told` in words)."""
    if told:
        words = f"That would go in a circle: {told}. Nothing in it could ever begin."
        raise BadInput(words, {"on": [words]})


def check_room(count: int, most: int, what: str) -> None:
    """Raise WrongState where a plan is full."""
    if count >= most:
        raise WrongState(f"A plan has at most {most} {what}. Take one out first.")


def check_day_is_over(on: date | None, today: date) -> None:
    """Raise BadInput for something that was reached on a day to come."""
    if on is not None and on > today:
        refuse({"on": ["That day is still to come. Give the day on which it was reached."]})
