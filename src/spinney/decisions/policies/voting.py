"""Who may do what with voting, interests, proxies, objections, receipts; and when."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import clock, day
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector, Vote
from spinney.decisions.states import BallotState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}
BELONGS = frozenset({Role.MEMBER, Role.VOTER, Role.OBSERVER})

# That its organisation is asked, and that she may vote for it today, is checked beside these: an
# electorate need not be the members alone. Those who run the cluster confirm votes on paper.
MAY: dict[str, frozenset[Role]] = {
    "vote": INSIDE,
    "vote_for": INSIDE,
    "cast_vote": INSIDE | {Role.GUEST},
    "take_back_vote": INSIDE | {Role.GUEST},
    "check_receipt": INSIDE,
    "interests": INSIDE,
    "declare_interest": BELONGS | {Role.GUEST},
    "withdraw_interest": BELONGS | {Role.GUEST},
    "proxies": INSIDE,
    "give_meeting_proxy": BELONGS,
    "give_proxy": BELONGS | {Role.GUEST},
    "end_proxy": BELONGS | {Role.GUEST},
    "objections": INSIDE,
    "answer_objection": INSIDE,
}

WITH_THE_LINK = frozenset(
    {"take_back_vote", "declare_interest", "withdraw_interest", "give_proxy", "end_proxy"}
)
"""What somebody may do beside voting who was sent a link to vote: all of it is about her vote."""

MOST_INTEREST = 1000
MOST_WISHES = 1000
MOST_ANSWER = 2000


def check_may(verb: str, *, by: Actor, ballot: Ballot) -> None:
    """Raise NotFound or NotAllowed unless the actor may do this in a ballot, by her roles or by her
    link to vote.
    """
    asked = "cast_vote" if by.pass_ is not None and verb in WITH_THE_LINK else verb
    require(MAY, asked, by=by, scope=ballot.scope, subject=subject_of(ballot))


def takes_votes(ballot: Ballot, now: datetime) -> bool:
    """Whether votes are taken at a moment: until its end, which belongs to it no more."""
    return (
        ballot.state == BallotState.OPEN and ballot.closes_at is not None and now < ballot.closes_at
    )


def check_takes_votes(ballot: Ballot, now: datetime) -> None:
    """Raise WrongState, saying why, unless votes are taken at this moment."""
    if not takes_votes(ballot, now):
        raise WrongState(closed_words(ballot))


def closed_words(ballot: Ballot) -> str:
    """Why votes are not taken, in words."""
    match BallotState(ballot.state):
        case BallotState.DRAFT | BallotState.ANNOUNCED | BallotState.DISCARDED:
            return "Voting has not begun. You get an e-mail when it does."
        case BallotState.WITHDRAWN:
            return "This ballot was taken back, so there is nothing to vote on."
        case BallotState.REPLACED:
            return "A new version has taken the place of this ballot. Vote in that one."
    ended = ballot.closes_at
    if ballot.state == BallotState.CLOSED and ballot.closed_at is not None:
        ended = min(ballot.closed_at, ballot.closes_at or ballot.closed_at)
    return f"Voting closed at {clock(ended)} on {day(ended)}."


def check_takes_part(elector: Elector, ballot: Ballot) -> None:
    """Raise NotAllowed where an organisation takes no part: for its interest, or as it has left."""
    name = elector.organisation.name
    if elector.recused_at is not None:
        raise NotAllowed(
            f"{name} declared an interest on {day(elector.recused_at)}, so it takes no part. It can"
            " take that back until voting closes."
        )
    if elector.left_at is not None and not rule_of(ballot).customs.leavers_count:
        raise NotAllowed(
            f"{name} left the cluster on {day(elector.left_at)}. By your agreement whoever has left"
            " votes no more."
        )


def check_text(field: str, text: str, most: int, missing: str) -> str:
    """The text as it is kept. Raises BadInput where there is none (and `missing` says that there
    must be one), or too much of it.
    """
    said = text.strip()
    told = ""
    if not said:
        told = missing
    elif len(said) > most:
        told = f"Make it shorter: it has {len(said):,} letters, and there is room for {most:,}."
    if told:
        raise BadInput(told, {field: [told]})
    return said


def is_objection(ballot: Ballot, says: str) -> bool:
    """Whether a voice is an objection that has to be dealt with: one that stops what is proposed,
    in a way by consent or by consensus.
    """
    way = WAYS[ballot.way]
    return bool(way.method) and way.means.get(says) == "objects"


def check_is_objection(vote: Vote, ballot: Ballot) -> None:
    """Raise WrongState unless a vote is an objection (any more)."""
    if not is_objection(ballot, vote.says):
        raise WrongState("The objection was taken back, so there is nothing to answer.")
