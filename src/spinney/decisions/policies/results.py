"""Who may do what with closing a ballot, and what it came to; and when."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import counted, day, day_and_time
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.models import Ballot
from spinney.decisions.states import NEXT, BallotState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

MAY: dict[str, frozenset[Role]] = {
    "result": INSIDE,
    "result_file": INSIDE,
    "close_ballot": RUNS_IT,
    "import_ballot": RUNS_IT,
    "look_at_file": RUNS_IT,
}


def is_over(ballot: Ballot, now: datetime) -> bool:
    """Whether nobody can vote any more, whether or not it has been counted yet."""
    return ballot.closes_at is not None and now >= ballot.closes_at


def check_can_close(ballot: Ballot, found: BallotOutcome, waiting: int, now: datetime) -> None:
    """Raise WrongState while somebody may still vote, or a vote on paper or by phone waits for its
    second person, or the vote that the rule falls back to is still to come. After its end a
    ballot is closed whatever is missing.
    """
    if BallotState.CLOSED not in NEXT[BallotState][ballot.state]:
        told = f"Only an open ballot can be closed. This one is: {ballot.get_state_display()}."
        raise WrongState(told)
    if is_over(ballot, now) or ballot.closes_at is None:
        return
    if not found.turnout.everybody:
        have = "has" if found.turnout.missing == 1 else "have"
        raise WrongState(
            f"{counted(found.turnout.missing, 'organisation')} {have} not voted yet. They may until"
            f" {day_and_time(ballot.closes_at)}; it closes by itself then."
        )
    if waiting:
        raise WrongState(
            f"{counted(waiting, 'vote')} on paper or by phone must be confirmed by a second person"
            " first."
        )
    _check_has_turned(ballot, found, localdate(now))


def _check_has_turned(ballot: Ballot, found: BallotOutcome, today: date) -> None:
    """Raise WrongState where the vote that the rule falls back to may be needed yet. In a secret
    ballot always: whether it is needed would say how it stands.
    """
    turns_on = rule_of(ballot).assent.fallback_on
    if found.count is None or turns_on is None or today >= turns_on:
        return
    if not ballot.secret and found.count.passes:
        return
    stands = "" if ballot.secret else "You have not agreed yet. "
    raise WrongState(
        f"{stands}On {day(turns_on)} your rule turns into a vote; until then everybody can change"
        " what they said."
    )


def check_is_counted(ballot: Ballot) -> None:
    """Raise WrongState for a ballot that has no result: it is open still, or never had one."""
    if ballot.state == BallotState.CLOSED:
        return
    if ballot.state in (BallotState.OPEN, BallotState.ANNOUNCED) and ballot.closes_at:
        told = f"The result can be seen when voting has ended: {day_and_time(ballot.closes_at)}."
        raise WrongState(told)
    raise WrongState(f"This ballot has no result. It is: {ballot.get_state_display()}.")
