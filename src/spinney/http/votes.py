"""Votes over the API: one for each organisation, cast by whoever has its mandate to vote."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema
from pydantic import Field

from spinney.decisions.actions import voting as actions
from spinney.decisions.bridge.sealed import draw_code
from spinney.decisions.models import Ballot
from spinney.decisions.policies.voting import check_takes_part
from spinney.decisions.queries.vote_page import vote_page
from spinney.decisions.queries.voting import seat_of
from spinney.decisions.states import VotedHow
from spinney.http.auth import Token, actor_of
from spinney.http.decisions import BALLOT, ballot_in
from spinney.http.inside import Id
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent

router = Router(tags=["decisions"])
READ, WRITE = Token("decisions:read"), Token("decisions:write")

Mark = Annotated[int, Field(ge=0, le=1_000_000)]


class BallotChoiceOut(Schema):
    """Something to say, or to mark: its key is what is sent."""

    key: str
    title: str


class PaperOut(Schema):
    """A ballot as a voter has it before her, and what was voted so far (never in a secret one)."""

    organisation_id: int
    takes_votes: bool
    closed: str = Field(description="Why votes are not taken; empty while they are.")
    has_voted: bool
    who_sees: str
    options: list[BallotChoiceOut]
    voices: list[BallotChoiceOut]
    marks: dict[str, int]
    says: str
    reason: str
    new_receipt: str = Field(
        description="For a first vote in a secret ballot: send it as `receipt`, and keep it. So the"
        " vote can be sent again, and changed, though no answer came."
    )


class VoteIn(Sent):
    """A vote: marks by the keys of options, or a voice; and why, where that is asked."""

    organisation_id: Id | None = Field(
        None, description="One whose proxy yours holds; left out: your own organisation."
    )
    marks: Annotated[dict[str, Mark], Field(max_length=60)] = {}
    says: Annotated[str, Field(max_length=40)] = ""
    reason: Annotated[str, Field(max_length=2000)] = ""
    receipt: Annotated[str, Field(max_length=100)] = Field(
        "",
        description="In a secret ballot, the code of the vote: to find it again, or `new_receipt`.",
    )


class CastOut(Schema):
    """What became of a vote."""

    changed: bool
    again: bool = Field(description="It was there already, and counts once.")
    receipt: str = Field(description="In a secret ballot the code of this vote, kept nowhere.")


class TakeBackIn(Sent):
    """Whose vote is taken back, with its receipt in a secret ballot."""

    organisation_id: Id | None = None
    receipt: Annotated[str, Field(max_length=100)] = ""


class TakenBackOut(Schema):
    """Whether there was a vote."""

    had_voted: bool


def _whose(request: HttpRequest, organisation_id: int | None) -> int:
    return organisation_id or actor_of(request).organisation_id or 0


def _ballot(request: HttpRequest, verb: str, cluster_id: int, ballot_id: int) -> Ballot:
    return ballot_in(request, verb, cluster_id, ballot_id)


@router.get(
    BALLOT + "/vote",
    auth=READ,
    response={200: PaperOut, **FAULTS},
    summary="Your organisation’s voting paper",
)
def read_vote(
    request: HttpRequest, cluster_id: int, ballot_id: int, organisation_id: Id | None = None
) -> dict[str, Any]:
    """What can be marked or said, who will see it, and what was voted so far."""
    ballot = _ballot(request, "vote", cluster_id, ballot_id)
    actor, moment = actor_of(request), now()
    whose = _whose(request, organisation_id)
    seat = seat_of(actor, ballot, whose, localdate(moment))
    shown = vote_page(actor, ballot, seat, moment)
    if not (shown.has_voted or shown.is_recused):
        check_takes_part(seat.elector, ballot)
    vote = shown.vote
    return {
        "organisation_id": whose,
        "takes_votes": shown.takes_votes,
        "closed": "" if shown.takes_votes else shown.closed,
        "has_voted": shown.has_voted,
        "who_sees": shown.who_sees,
        "options": [{"key": one.key, "title": one.title} for one in shown.options],
        "voices": [{"key": one.key, "title": one.label} for one in shown.way.voices],
        "marks": vote.marks if vote else {},
        "says": vote.says if vote else "",
        "reason": vote.reason if vote else "",
        "new_receipt": draw_code() if ballot.secret and not shown.has_voted else "",
    }


@router.post(
    BALLOT + "/vote",
    auth=WRITE,
    response={200: CastOut, **FAULTS},
    summary="Vote for your organisation",
)
def cast_vote(
    request: HttpRequest, cluster_id: int, ballot_id: int, payload: VoteIn
) -> dict[str, Any]:
    """The last that is cast until voting closes counts; the same sent twice counts once."""
    ballot = _ballot(request, "cast_vote", cluster_id, ballot_id)
    cast = actions.cast_vote(
        ballot=ballot,
        organisation_id=_whose(request, payload.organisation_id),
        how=VotedHow.API,
        by=actor_of(request),
        now=now(),
        **payload.model_dump(exclude={"organisation_id"}),
    )
    return vars(cast)


@router.post(
    BALLOT + "/vote/take-back",
    auth=WRITE,
    response={200: TakenBackOut, **FAULTS},
    summary="Take your organisation’s vote back",
)
def take_back_vote(
    request: HttpRequest, cluster_id: int, ballot_id: int, payload: TakeBackIn
) -> dict[str, bool]:
    """While voting is open, as if it had not voted."""
    ballot = _ballot(request, "take_back_vote", cluster_id, ballot_id)
    whose = _whose(request, payload.organisation_id)
    had = actions.take_back_vote(
        ballot=ballot,
        organisation_id=whose,
        receipt=payload.receipt,
        by=actor_of(request),
        now=now(),
    )
    return {"had_voted": had}
