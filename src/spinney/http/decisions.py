"""Ballots over the API: put to the members, voted on, closed, and what they came to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import AwareDatetime, Field

from spinney.base.kernel.errors import BadInput
from spinney.clusters import api as clusters
from spinney.clusters.queries.clusters import cluster_for
from spinney.decisions import policies
from spinney.decisions.actions import ballots as actions
from spinney.decisions.actions import opening
from spinney.decisions.actions import results as closing
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.models import Ballot
from spinney.decisions.policies import results as result_rules
from spinney.decisions.queries import ballot_page
from spinney.decisions.queries import results as read_results
from spinney.decisions.queries.ballots import get_ballot, visible_to
from spinney.http.auth import Token, actor_of, enter
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain

router = Router(tags=["decisions"])
READ, WRITE = Token("decisions:read"), Token("decisions:write")
BALLOT = "/clusters/{cluster_id}/ballots/{ballot_id}"
MOST_PENCE = 10**12
Words = Annotated[str, Field(max_length=10_000)]


class OptionOut(Schema):
    """Something that can be chosen. `key` is what a vote marks."""

    key: str
    title: str
    description: str
    cost_pence: int | None
    organisation_id: int | None
    starts_at: datetime | None
    is_out: str = Field(description="Why it was taken out; empty while it can be chosen.")


class BallotOut(Schema):
    """A ballot in a list."""

    id: int
    uid: UUID
    title: str
    way: str
    state: str
    secret: bool
    edition: int
    opens_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    outcome: str = Field(description="A code, once it is closed: “chosen”, “agreed”…")


class TakesPartOut(Schema):
    """An organisation that is asked; whether it has voted, where that may be told."""

    name: str
    words: str
    weight: int


class BallotWhole(BallotOut):
    """A ballot: its options, how it is set up, who takes part, and what it still lacks."""

    background: str
    sentence: str
    options: list[OptionOut]
    settings: dict[str, Any]
    set_up: list[str]
    takes_part: list[TakesPartOut]
    took_part: str
    lacks: list[str]


class SettingsIn(Sent):
    """How a ballot is set up. What does not belong to its way counts for nothing."""

    rule: Annotated[str, Field(max_length=40)] = ""
    seats: Annotated[int, Field(ge=1, le=50)] = 1
    least_marks: Annotated[int, Field(ge=0, le=60)] = 0
    most_marks: Annotated[int, Field(ge=1, le=60)] | None = None
    top_mark: Annotated[int, Field(ge=1, le=10)] = 5
    points: Annotated[int, Field(ge=1, le=1000)] = 10
    budget_pence: Annotated[int, Field(ge=0, le=MOST_PENCE)] | None = None
    reasons: Literal["none", "optional", "needed"] = "optional"
    shuffle: bool = False
    show: Literal["after_vote", "after_close"] = "after_close"


class OptionIn(Sent):
    """An option. In an election `organisation_id` is who stands, in a poll `starts_at` the time."""

    title: Annotated[str, Field(max_length=200)] = ""
    description: Words = ""
    cost_pence: Annotated[int, Field(ge=0, le=MOST_PENCE)] | None = None
    evidence: Words = ""
    pros: Words = ""
    cons: Words = ""
    quick_win: bool = False
    organisation_id: int | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    place: Annotated[str, Field(max_length=200)] = ""


class BallotIn(Sent):
    """A question with its way, and its options where the way has any."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    way: str = Field(description="“consent”, “motion”, “approve”, “score”, “rank”, “election”…")
    background: Words = ""
    secret: bool = False
    elects_lead: bool = False
    settings: SettingsIn = SettingsIn()
    options: Annotated[list[OptionIn], Field(max_length=60)] = []


class ClosesIn(Sent):
    """Until when votes are taken; not needed for a ballot that was announced."""

    closes_at: AwareDatetime | None = None


class AnnounceIn(Sent):
    """From when until when votes are taken."""

    opens_at: AwareDatetime
    closes_at: AwareDatetime


class DecisionWhyIn(Sent):
    """Why, in words that members read."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


class FiguresOut(Schema):
    """An option and what it had. `place` is null for one that was not chosen."""

    name: str
    number: int
    place: int | None
    is_out: str
    cost: str
    had: str


class VoteShownOut(Schema):
    """What an organisation voted in an open ballot."""

    name: str
    weight: int
    note: str
    says: str
    marks: str
    reason: str
    how: str


class ResultOut(Schema):
    """What a ballot came to, and why. Of a secret ballot totals only, never who voted what."""

    code: str
    sentence: str
    turnout: str
    why: list[str]
    steps: list[str]
    ties: list[str]
    options: list[FiguresOut]
    votes: list[VoteShownOut]
    decision_number: int | None


def ballot_in(request: HttpRequest, verb: str, cluster_id: int, ballot_id: int) -> Ballot:
    """A ballot of a cluster, for whoever may do the verb there and see the ballot."""
    actor, _ = enter(request, policies.MAY, verb, cluster_id)
    return get_ballot(actor, cluster_id, ballot_id)


def _whole(ballot: Ballot) -> dict[str, Any]:
    shown = ballot_page.shown(ballot, now())
    options = [
        plain(one, OptionOut, is_out=one.withdrawn_why or "Taken out" if one.withdrawn_at else "")
        for one in shown.options
    ]
    return plain(
        ballot,
        BallotWhole,
        sentence=shown.sentence,
        options=options,
        set_up=shown.settings_words,
        takes_part=[plain(one, TakesPartOut) for one in shown.takes_part],
        took_part=shown.took_part,
        lacks=list(shown.lacks),
    )


@router.get(
    "/clusters/{cluster_id}/ballots",
    auth=READ,
    response={200: Page[BallotOut], **FAULTS},
    summary="Ballots of a cluster",
)
def list_ballots(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first; drafts for those who write them."""
    actor, _ = enter(request, policies.MAY, "ballots", cluster_id)
    rows = visible_to(actor).filter(cluster=cluster_id).exclude(state="discarded")
    return page(rows.order_by("-made_at", "-pk"), offset, limit, lambda b: plain(b, BallotOut))


@router.post(
    "/clusters/{cluster_id}/ballots",
    auth=WRITE,
    response={201: BallotWhole, **FAULTS},
    summary="Propose a ballot",
)
def draft_ballot(
    request: HttpRequest, cluster_id: int, payload: BallotIn
) -> Status[dict[str, Any]]:
    """Whoever runs the cluster or votes for a member may write one; the first open it."""
    actor, _ = enter(request, policies.MAY, "draft_ballot", cluster_id)
    cluster = cluster_for(actor, cluster_id)
    said = payload.settings.model_dump()
    more = payload.model_dump(include={"background", "secret", "elects_lead"})
    made = actions.draft_ballot(
        cluster=cluster,
        text=BallotText.set_up(payload.title, payload.way, said, **more),
        options=_options(cluster, payload.options),
        by=actor,
        now=now(),
    )
    return Status(201, _whole(get_ballot(actor, cluster_id, made.pk)))


def _options(cluster: clusters.Cluster, options: list[OptionIn]) -> list[OptionText]:
    names = {one.organisation_id: one.organisation_name for one in clusters.belongs(cluster)}
    found = []
    for at, one in enumerate(options):
        said = one.model_dump(exclude={"organisation_id", "title"})
        stands = one.organisation_id
        if stands is not None and stands not in names:
            told = "Only an organisation of this cluster can stand."
            raise BadInput(told, {f"options.{at}.organisation_id": [told]})
        title = one.title or names.get(stands or 0, "")
        found.append(OptionText(title=title, organisation=stands, **said))
    return found


@router.get(
    BALLOT,
    auth=READ,
    response={200: BallotWhole, **FAULTS},
    summary="Read a ballot",
)
def read_ballot(request: HttpRequest, cluster_id: int, ballot_id: int) -> dict[str, Any]:
    """Where it stands, its options, how it is set up, and who takes part."""
    return _whole(ballot_in(request, "ballot", cluster_id, ballot_id))


@router.post(
    BALLOT + "/announce",
    auth=WRITE,
    response={200: BallotWhole, **FAULTS},
    summary="Announce a ballot",
)
def announce_ballot(
    request: HttpRequest, cluster_id: int, ballot_id: int, payload: AnnounceIn
) -> dict[str, Any]:
    """With the notice that was agreed; voting then opens by itself."""
    ballot = ballot_in(request, "announce_ballot", cluster_id, ballot_id)
    times = payload.model_dump()
    opening.announce_ballot(ballot=ballot, by=actor_of(request), now=now(), **times)
    return read_ballot(request, cluster_id, ballot_id)


@router.post(
    BALLOT + "/open",
    auth=WRITE,
    response={200: BallotWhole, **FAULTS},
    summary="Open the voting",
)
def open_ballot(
    request: HttpRequest, cluster_id: int, ballot_id: int, payload: ClosesIn
) -> dict[str, Any]:
    """The rule in force today is fixed, and whoever decides by it gets a link."""
    ballot = ballot_in(request, "open_ballot", cluster_id, ballot_id)
    opening.open_ballot(ballot=ballot, closes_at=payload.closes_at, by=actor_of(request), now=now())
    return read_ballot(request, cluster_id, ballot_id)


@router.post(
    BALLOT + "/withdraw",
    auth=WRITE,
    response={200: BallotWhole, **FAULTS},
    summary="Take a ballot back",
)
def withdraw_ballot(
    request: HttpRequest, cluster_id: int, ballot_id: int, payload: DecisionWhyIn
) -> dict[str, Any]:
    """Nothing is decided; whoever was asked is told why."""
    ballot = ballot_in(request, "withdraw_ballot", cluster_id, ballot_id)
    opening.withdraw_ballot(ballot=ballot, why=payload.why, by=actor_of(request), now=now())
    return read_ballot(request, cluster_id, ballot_id)


@router.post(
    BALLOT + "/close",
    auth=WRITE,
    response={200: ResultOut, **FAULTS},
    summary="Close the voting, and count",
)
def close_ballot(request: HttpRequest, cluster_id: int, ballot_id: int) -> dict[str, Any]:
    """Once everybody has voted, or its hour has come; it closes by itself then. What decides is
    entered in the register of decisions.
    """
    ballot = ballot_in(request, "close_ballot", cluster_id, ballot_id)
    closing.close_ballot(ballot=ballot, by=actor_of(request), now=now())
    return _result(get_ballot(actor_of(request), cluster_id, ballot_id))


@router.get(
    BALLOT + "/result",
    auth=READ,
    response={200: ResultOut, **FAULTS},
    summary="What a ballot came to",
)
def read_result(request: HttpRequest, cluster_id: int, ballot_id: int) -> dict[str, Any]:
    """Its outcome with the reasons, step by step; once it is closed."""
    ballot = ballot_in(request, "result", cluster_id, ballot_id)
    result_rules.check_is_counted(ballot)
    return _result(ballot)


def _result(ballot: Ballot) -> dict[str, Any]:
    found = read_results.shown(ballot)
    decision = getattr(ballot, "decision", None)
    return plain(
        found,
        ResultOut,
        code=found.found.code,
        options=[plain(one, FiguresOut) for one in found.options],
        votes=[plain(one, VoteShownOut) for one in found.votes],
        decision_number=decision.number if decision else None,
    )
