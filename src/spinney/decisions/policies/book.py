"""Who may do what with the register of decisions; and when."""

from __future__ import annotations

from datetime import date

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import day
from spinney.decisions.models import Decision
from spinney.decisions.states import NEXT, DecisionState, Origin

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
EVERYBODY_IN_IT = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "decisions": EVERYBODY_IN_IT,
    "decision": EVERYBODY_IN_IT,
    "minute_book": EVERYBODY_IN_IT,
    "verify_book": EVERYBODY_IN_IT,
    "book_file": EVERYBODY_IN_IT,
    "enter_ballot": RUNS_IT,
    "note_decision": RUNS_IT,
    "correct_decision": RUNS_IT,
    "supersede_decision": RUNS_IT,
    "review_decision": RUNS_IT,
    "set_review_day": RUNS_IT,
    "end_decision": RUNS_IT,
    "restore_decision": RUNS_IT,
    "remind_of_review": NOBODY_BY_HAND,
}

LONGEST_TITLE = 200
LONGEST_WORDS = 20_000


def check_becomes(decision: Decision, state: DecisionState) -> None:
    """Raise WrongState unless the decision may move to the state."""
    if state not in NEXT[DecisionState][decision.state]:
        raise WrongState(
            f"Decision {decision.number} is “{decision.get_state_display().lower()}”, so this"
            " cannot be done with it."
        )


def check_stands(decision: Decision) -> None:
    """Raise WrongState unless the decision stands."""
    if decision.state != DecisionState.STANDS:
        raise WrongState(
            f"Decision {decision.number} is “{decision.get_state_display().lower()}”. Only a"
            " decision that stands can be reviewed or put to work."
        )


def check_can_correct(decision: Decision) -> None:
    """Raise WrongState for what was counted, and for what is superseded already."""
    if decision.origin == Origin.BALLOT:
        raise WrongState(
            "This was counted from a ballot, so its words come from there. To change what was"
            " decided, decide anew."
        )
    check_becomes(decision, DecisionState.SUPERSEDED)


def check_can_supersede(decision: Decision, by_decision: Decision) -> None:
    """Raise BadInput unless one decision can take the place of another."""
    told = ""
    if by_decision.pk == decision.pk:
        told = "A decision cannot take its own place. Choose another one."
    elif by_decision.cluster_id != decision.cluster_id:
        told = "Choose a decision of this cluster."
    elif by_decision.state != DecisionState.STANDS:
        told = f"Decision {by_decision.number} does not stand, so nothing gives way to it."
    if told:
        raise BadInput(told, {"by_decision": [told]})
    check_becomes(decision, DecisionState.SUPERSEDED)


def check_review_day(review_on: date | None, today: date) -> None:
    """Raise BadInput for a day of review that has passed."""
    if review_on is not None and review_on < today:
        told = "Choose today or a later day, or leave it empty."
        raise BadInput(told, {"review_on": [told]})


def check_decided_on(decided_on: date, today: date) -> None:
    """Raise BadInput for a decision that is still to come."""
    if decided_on > today:
        told = f"Choose today, {day(today)}, or an earlier day: it was decided already."
        raise BadInput(told, {"decided_on": [told]})


def check_words(title: str, outcome: str, **others: str) -> None:
    """Raise BadInput for an entry without a name or without what was decided."""
    problems: dict[str, list[str]] = {}
    if not title.strip():
        problems["title"] = ["Give the decision a name."]
    elif len(title) > LONGEST_TITLE:
        problems["title"] = [
            f"Make it shorter: it has {len(title)} letters, and there is room for {LONGEST_TITLE}."
        ]
    elif "://" in title:
        problems["title"] = ["Write the name without a web address: it stands in letters."]
    if not outcome.strip():
        problems["outcome"] = ["Say what was decided."]
    for name, words in {"outcome": outcome, **others}.items():
        if len(words) > LONGEST_WORDS:
            problems[name] = [f"Make it shorter: there is room for {LONGEST_WORDS:,} letters."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


def check_was_given(
    decided_by: str, given_by: str, reasons: str, *, by_decision: Decision | None
) -> None:
    """Raise BadInput for what was given to somebody to decide, unless it is said who decided, what
    gave it to them, and why they decided so.
    """
    problems: dict[str, list[str]] = {}
    if not decided_by.strip():
        problems["decided_by"] = ["Say who decided."]
    if not given_by.strip() and by_decision is None:
        problems["given_by"] = ["Say what gave it to them: choose a decision, or name a term."]
    if not reasons.strip():
        problems["reasons"] = ["Say why they decided so: the others were not asked."]
    if by_decision is not None and by_decision.state != DecisionState.STANDS:
        problems["given_in"] = [f"Decision {by_decision.number} does not stand."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)
