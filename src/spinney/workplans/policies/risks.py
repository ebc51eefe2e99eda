"""Who may do what with risks; and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, Risk
from spinney.workplans.policies.plans import (
    INSIDE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NOBODY_BY_HAND,
    RUNS_IT,
    length_problems,
    many_lines,
    one_line,
    refuse,
    title_problems,
)
from spinney.workplans.states import NEXT, RiskResponse, RiskState

MAY: dict[str, frozenset[Role]] = {
    "risks": INSIDE,
    "risk": INSIDE,
    "add_risk": INSIDE,
    "edit_risk": INSIDE,
    "review_risk": INSIDE | {Role.GUEST},
    "remove_risk": RUNS_IT,
    "restore_risk": RUNS_IT,
    "remind_of_risk": NOBODY_BY_HAND,
}

LIKELIHOODS = (
    (1, "1: hardly ever"), (2, "2: unlikely"), (3, "3: it could"), (4, "4: likely"),
    (5, "5: almost certain"),
)  # fmt: skip
IMPACTS = (
    (1, "1: hardly felt"), (2, "2: a nuisance"), (3, "3: it would hurt"), (4, "4: serious"),
    (5, "5: it could end the work"),
)  # fmt: skip


@dataclass(frozen=True)
class RiskText:
    """A risk as it is typed: likelihood and impact from 1 to 5."""

    title: str
    likelihood: int
    impact: int
    description: str = ""
    response: str = RiskResponse.REDUCE
    response_words: str = ""
    organisation: Organisation | None = None
    person_name: str = ""
    review_on: date | None = None
    activity: Activity | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Risk`."""
        return {
            **vars(self),
            "title": one_line(self.title),
            "person_name": one_line(self.person_name),
            "description": many_lines(self.description),
            "response_words": many_lines(self.response_words),
        }


def check_risk(text: RiskText, cluster_id: int, members: Collection[int]) -> None:
    """Raise BadInput for what cannot be a risk. `members` are the ids of those who belong."""
    problems = title_problems(text.title, "Say what could go wrong.")
    problems |= length_problems(
        description=(text.description, LONGEST_TEXT),
        response_words=(text.response_words, LONGEST_TEXT),
        person_name=(text.person_name, LONGEST_TITLE),
    )
    for name, value in (("likelihood", text.likelihood), ("impact", text.impact)):
        if value not in range(1, 6):
            problems[name] = ["Choose a number from 1 to 5."]
    if text.organisation is not None and text.organisation.pk not in members:
        told = f"{text.organisation.name} does not belong to the cluster. Choose one that does."
        problems["organisation"] = [told]
    if text.activity is not None and text.activity.workplan.cluster_id != cluster_id:
        problems["activity"] = ["Choose an activity of this cluster's plan."]
    refuse(problems)


def may_change(by: Actor, risk: Risk) -> bool:
    """Whether somebody may change or review a risk: those who run the cluster, the people of the
    organisation that looks after it, and whoever wrote it down.
    """
    if by.pass_ is not None:
        return by.organisation_id == risk.organisation_id
    if by.is_system or by.roles_in(risk.scope) & RUNS_IT or by.label == risk.made_by:
        return True
    return risk.organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def check_may_change(by: Actor, risk: Risk) -> None:
    """Raise NotAllowed to whoever may not."""
    if not may_change(by, risk):
        raise NotAllowed("That is for whoever looks after it, or those who run the cluster.")


def check_is_there(risk: Risk) -> None:
    """Raise WrongState for a risk that was taken out."""
    if risk.removed_at is not None:
        raise WrongState("This risk was taken out. Bring it back first.")


def check_review(
    risk: Risk, *, likelihood: int, impact: int, state: str, note: str, review_on: date | None,
    today: date,
) -> None:  # fmt: skip
    """Raise BadInput or WrongState for what cannot be said on looking at it again."""
    problems = length_problems(note=(note, LONGEST_TEXT))
    for name, value in (("likelihood", likelihood), ("impact", impact)):
        if value not in range(1, 6):
            problems[name] = ["Choose a number from 1 to 5."]
    if review_on is not None and review_on <= today:
        problems["review_on"] = ["Choose a day that is still to come."]
    if state == RiskState.HAPPENED and not note.strip():
        problems["note"] = ["Say in a few words what happened."]
    refuse(problems)
    if state != risk.state and state not in NEXT["risk"][risk.state]:
        raise WrongState(f"“{risk.title}” is at “{risk.get_state_display().lower()}”.")
