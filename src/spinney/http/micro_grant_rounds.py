"""Rounds of micro-grants over the API: drafted, opened, applied in, closed, put to the vote."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Amount, Id, Read, changed, chosen, cluster_in, named, one_of
from spinney.http.money import READ, WRITE
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.money import policies
from spinney.money.actions import rounds as actions
from spinney.money.actions.microgrants import apply_micro_grant as apply
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies.microgrants import ApplicationSaid, RoundSaid
from spinney.money.queries import microgrants as read
from spinney.money.queries import ring_fences
from spinney.money.queries.keeping import check_keeps, keeps

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/micro-grant-rounds"
ONE = PATH + "/{round_id}"
Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=4_000)]
Days = Annotated[int, Field(ge=1, le=1_000)]


class RoundOut(Schema):
    """A time in which micro-grants can be applied for, and how it stands."""

    id: int
    uid: UUID
    title: str
    what_for: str
    ring_fence_id: int
    most_pence: int = Field(description="Up to so much for each.")
    closes_on: date
    report_within_days: int
    state: str = Field(description="draft, open or closed.")
    ballot_id: int | None = Field(description="The ballot about it, if there is one.")
    applications: int
    asked_pence: int = Field(description="Applied for and not decided.")
    given_pence: int
    left_pence: int = Field(description="What is left in its ring-fence.")
    version: int


class MicroGrantOut(Schema):
    """An application, and what became of it. A group on no register has a `group_name` only."""

    id: int
    uid: UUID
    round_id: int
    organisation_id: int | None
    group_name: str
    email: str = Field(description="Where to write to. Empty for who does not keep the ledger.")
    purpose: str
    asked_pence: int
    given_pence: int | None
    state: str = Field(
        description="applied, approved, declined, paid, reported or withdrawn. Two people stand"
        " behind a payment above your limit: `waits_for_second` once the first has asked."
    )
    waits_for_second: bool
    reasons: str
    decision_number: int | None
    applied_at: datetime
    decided_at: datetime | None
    paid_on: date | None
    report_due_on: date | None
    report: str
    version: int


class RoundWhole(RoundOut):
    """A round with its applications, the first first."""

    grants: list[MicroGrantOut]


class RoundIn(Sent):
    """A round to be drafted."""

    title: Title
    ring_fence_id: Id
    most_pence: Amount
    closes_on: date
    what_for: Text = ""
    report_within_days: Days = 180


class RoundChange(Sent):
    """What is changed. Those left out stay as they are."""

    title: Title | None = None
    most_pence: Amount | None = None
    closes_on: date | None = None
    what_for: Text | None = None
    report_within_days: Days | None = None
    read: Read = None


class InvitedIn(Sent):
    """To whom the link goes by which a group applies."""

    email: Annotated[str, Field(max_length=254)]


class ApplicationIn(Sent):
    """What is applied for: by a member, or (by those who keep the ledger) for a group."""

    purpose: Annotated[str, Field(min_length=1, max_length=4_000)]
    asked_pence: Amount
    organisation_id: Id | None = Field(None, description="A member for which you speak.")
    group_name: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254)] = ""


class VoteOnOut(Schema):
    """The ballot that was begun; it is opened as others are."""

    ballot_id: int


def _round(seen: read.SeenRound) -> dict[str, Any]:
    sums = {"asked_pence": seen.asked, "given_pence": seen.given, "left_pence": seen.left}
    return plain(seen.round, RoundOut, applications=len(seen.grants), **sums)


def shown(grant: MicroGrant, *, keeper: bool) -> dict[str, Any]:
    """An application; where to write to is for those who keep the ledger."""
    return plain(
        grant,
        MicroGrantOut,
        email=grant.email if keeper else "",
        waits_for_second=grant.state == "approved" and bool(grant.pay_asked_by),
        paid_on=grant.entry.day if grant.entry else None,
    )


def _whole(actor: Actor, one: MicroGrantRound) -> dict[str, Any]:
    seen = read.seen_round(read.get_round(actor, one.cluster_id, one.pk))
    keeper = keeps(actor, seen.round.cluster, localdate())
    grants = [shown(row.grant, keeper=keeper) for row in seen.grants]
    return _round(seen) | {"grants": grants}


def _found(
    request: HttpRequest, verb: str, cluster_id: int, pk: int
) -> tuple[Actor, MicroGrantRound]:
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_round(actor, cluster_id, pk)


@router.get(
    PATH,
    auth=READ,
    response={200: Page[RoundOut], **FAULTS},
    summary="Rounds of micro-grants",
)
def list_rounds(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The latest first."""
    actor, _ = cluster_in(request, policies, "micro_grants", cluster_id)
    return page(read.rounds_of(actor, cluster_id), offset, limit, _round)


@router.get(
    ONE,
    auth=READ,
    response={200: RoundWhole, **FAULTS},
    summary="Read a round of micro-grants",
)
def read_round(request: HttpRequest, cluster_id: int, round_id: int) -> dict[str, Any]:
    """With its applications."""
    return _whole(*_found(request, "micro_grant_round", cluster_id, round_id))


@router.post(
    PATH,
    auth=WRITE,
    response={201: RoundWhole, **FAULTS},
    summary="Draft a round of micro-grants",
)
def start_round(request: HttpRequest, cluster_id: int, payload: RoundIn) -> Status[dict[str, Any]]:
    """Out of a ring-fence: not more for each than is left in it."""
    actor, cluster = cluster_in(request, policies, "start_round", cluster_id)
    check_keeps(actor, cluster, localdate())
    fences = ring_fences.visible_to(actor).filter(cluster=cluster, closed_on=None)
    fence = one_of(fences, payload.ring_fence_id, "ring_fence_id")
    said = RoundSaid(**payload.model_dump(exclude={"ring_fence_id"}))
    made = actions.start_round(ring_fence=fence, said=said, by=actor, now=now())
    return Status(201, _whole(actor, made))


@router.patch(
    ONE,
    auth=WRITE,
    response={200: RoundWhole, **FAULTS},
    summary="Change a round",
)
def edit_round(
    request: HttpRequest, cluster_id: int, round_id: int, payload: RoundChange
) -> dict[str, Any]:
    """Unless it is closed. A new last day holds for the links that were sent, too."""
    actor, one = _found(request, "edit_round", cluster_id, round_id)
    names = ("title", "most_pence", "closes_on", "what_for", "report_within_days")
    said = RoundSaid(**changed(payload, one, names))
    done = actions.edit_round(round_=one, said=said, read=payload.read, by=actor, now=now())
    return _whole(actor, done)


@router.post(
    ONE + "/open",
    auth=WRITE,
    response={200: RoundWhole, **FAULTS},
    summary="Let applications come in",
)
def open_round(request: HttpRequest, cluster_id: int, round_id: int) -> dict[str, Any]:
    """For the first time, or again."""
    actor, one = _found(request, "open_round", cluster_id, round_id)
    return _whole(actor, actions.open_round(round_=one, by=actor, now=now()))


@router.post(
    ONE + "/close",
    auth=WRITE,
    response={200: RoundWhole, **FAULTS},
    summary="Let no more applications come in",
)
def close_round(request: HttpRequest, cluster_id: int, round_id: int) -> dict[str, Any]:
    """Links that were sent end with it. What came in waits to be decided."""
    actor, one = _found(request, "close_round", cluster_id, round_id)
    return _whole(actor, actions.close_round(round_=one, by=actor, now=now()))


@router.post(
    ONE + "/vote",
    auth=WRITE,
    response={201: VoteOnOut, **FAULTS},
    summary="Begin a ballot about who gets a grant",
)
def put_round_to_vote(
    request: HttpRequest, cluster_id: int, round_id: int
) -> Status[dict[str, int]]:
    """An option for each application that waits. Whom the members choose is approved by itself."""
    actor, one = _found(request, "put_round_to_vote", cluster_id, round_id)
    ballot = actions.put_round_to_vote(round_=one, by=actor, now=now())
    return Status(201, {"ballot_id": ballot.pk})


@router.post(
    ONE + "/invitations",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Send somebody a link by which a group applies",
)
def invite_applicant(
    request: HttpRequest, cluster_id: int, round_id: int, payload: InvitedIn
) -> Status[None]:
    """They need no account. The link is good until the round closes."""
    actor, one = _found(request, "invite_applicant", cluster_id, round_id)
    actions.invite_applicant(round_=one, email=payload.email, by=actor, now=now())
    return Status(204, None)


@router.post(
    ONE + "/applications",
    auth=WRITE,
    response={201: MicroGrantOut, **FAULTS},
    summary="Apply for a micro-grant",
)
def apply_micro_grant(
    request: HttpRequest, cluster_id: int, round_id: int, payload: ApplicationIn
) -> Status[dict[str, Any]]:
    """For a member for which you speak, once in a round; those who keep the ledger for a group."""
    actor, one = _found(request, "apply_micro_grant", cluster_id, round_id)
    mine = read.applicants_for(actor, one.cluster, localdate())
    organisation = chosen(mine, payload.organisation_id, "organisation_id")
    said = ApplicationSaid(**payload.model_dump(exclude={"organisation_id"}))
    with named(organisation="organisation_id"):
        made = apply(round_=one, said=said, organisation=organisation, by=actor, now=now())
    return Status(201, shown(made, keeper=keeps(actor, one.cluster, localdate())))
