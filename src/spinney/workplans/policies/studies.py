"""Who may do what with feasibility studies; and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.workplans.bridge.studies import FORM_KEYS, RULE_WORDS
from spinney.workplans.models import Study, StudyOption
from spinney.workplans.policies.plans import (
    INSIDE,
    LONGEST_TEXT,
    NOBODY_BY_HAND,
    RUNS_IT,
    length_problems,
    many_lines,
    one_line,
    refuse,
    title_problems,
)
from spinney.workplans.states import NEXT, StudyState

MAY: dict[str, frozenset[Role]] = {
    "studies": INSIDE,
    "study": INSIDE,
    "start_study": RUNS_IT,
    "edit_study": RUNS_IT,
    "add_study_option": RUNS_IT,
    "edit_study_option": RUNS_IT,
    "remove_study_option": RUNS_IT,
    "restore_study_option": RUNS_IT,
    "open_study": RUNS_IT,
    "stall_study": RUNS_IT,
    "revive_study": RUNS_IT,
    "put_study_to_vote": RUNS_IT,
    "decide_study": RUNS_IT,
    "follow_study_ballot": NOBODY_BY_HAND,
}

MOST_OPTIONS, MOST_LINES = 8, 12
MOST_PENCE = 10**12
CHANGES = (StudyState.DRAFT, StudyState.OPEN, StudyState.REVIVED)
"""The states in which options can be changed: what is stalled rests as it is."""


@dataclass(frozen=True)
class StudyText:
    """A study as it is typed."""

    title: str
    first_year: int
    question: str = ""
    sharing: str = "equal"

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Study`."""
        told = {"title": one_line(self.title), "question": many_lines(self.question)}
        return {**vars(self), **told}


@dataclass(frozen=True)
class StudyOptionText:
    """An option as it is typed; `costs` as the table keeps them (`models.StudyOption`)."""

    title: str
    form: str = ""
    commitment: int | None = None
    formality: int | None = None
    description: str = ""
    governance: str = ""
    risks: str = ""
    requires_next: str = ""
    costs: list[dict[str, Any]] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `StudyOption`."""
        told = {name: many_lines(getattr(self, name)) for name in _TEXTS}
        return {**vars(self), **told, "title": one_line(self.title)}


_TEXTS = ("description", "governance", "risks", "requires_next")


def check_study(text: StudyText) -> None:
    """Raise BadInput for what cannot be a study."""
    problems = title_problems(text.title, "Say what you look into.")
    problems |= length_problems(question=(text.question, LONGEST_TEXT))
    if not 1990 <= text.first_year <= 2200:
        problems["first_year"] = ["Write a year with four figures, like 2027."]
    if text.sharing not in RULE_WORDS:
        problems["sharing"] = ["Choose one of the list."]
    refuse(problems)


def check_option(text: StudyOptionText) -> None:
    """Raise BadInput for what cannot be an option."""
    problems = title_problems(text.title, "Give this way a name.")
    problems |= length_problems(**{name: (getattr(text, name), LONGEST_TEXT) for name in _TEXTS})
    if text.form and text.form not in FORM_KEYS:
        problems["form"] = ["Choose one of the list."]
    for name in ("commitment", "formality"):
        if getattr(text, name) not in (None, *range(1, 6)):
            problems[name] = ["Choose a number from 1 to 5."]
    if len(text.costs) > MOST_LINES:
        problems["costs"] = [f"There is room for {MOST_LINES} lines. Put some together."]
    if any(abs(pence) > MOST_PENCE for one in text.costs for pence in one["pence"]):
        problems["costs"] = ["An amount is too large to be one."]
    refuse(problems)


def check_becomes(study: Study, state: StudyState) -> None:
    """Raise WrongState unless a study may come to a state."""
    if study.removed_at is not None or state not in NEXT["study"][study.state]:
        raise WrongState(f"This study is at “{study.get_state_display().lower()}”.")


def check_can_change(study: Study) -> None:
    """Raise WrongState for a study that is stalled or decided: it rests as it is."""
    if study.state not in CHANGES:
        raise WrongState(
            "This study rests as it is, so that nothing of it is lost. Take it up again first."
        )


def check_can_compare(options: int) -> None:
    """Raise WrongState unless there are two ways to compare."""
    if options < 2:
        raise WrongState("Two ways at least are compared. Add another one first.")


def check_room(options: int) -> None:
    """Raise WrongState where a study is full."""
    if options >= MOST_OPTIONS:
        raise WrongState(f"A study compares {MOST_OPTIONS} ways at most. Take one out first.")


def check_reason(why: str, what: str) -> None:
    """Raise BadInput where nobody says why."""
    problems = length_problems(why=(why, LONGEST_TEXT))
    if not why.strip():
        problems["why"] = [what]
    refuse(problems)


def check_option_is_there(option: StudyOption) -> None:
    """Raise WrongState for an option that was taken out."""
    if option.removed_at is not None:
        raise WrongState("This way was taken out. Bring it back first.")


def check_not_at_vote(study: Study) -> None:
    """Raise WrongState while the members vote on it."""
    if study.ballot_id is not None and study.state != StudyState.DECIDED:
        raise WrongState("This study is being voted on already.")
