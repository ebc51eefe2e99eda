"""Where a cluster could save, over the API: as far as members show one another what they spend."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.http.inside import Read, cluster_in
from spinney.http.routing import Router
from spinney.http.savings import READ, WRITE, AmountOut
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page
from spinney.purchasing import policies
from spinney.purchasing.actions import opportunities as actions
from spinney.purchasing.queries import opportunities as read
from spinney.purchasing.queries.seeing import seeing

router = Router(tags=["purchasing"])
PATH = "/clusters/{cluster_id}/opportunities"
ONE = PATH + "/{opportunity_id}"


class OpportunityOut(Schema):
    """A way to save, as you see it."""

    id: int
    uid: UUID
    title: str
    kind: str
    category: str
    state: str = Field(description="open, put_by, taken (something came of it) or gone.")
    saves: AmountOut = Field(description="What it could save in a year.")
    effort: str
    by_when: date | None = Field(description="The first end of a contract by which to settle it.")
    members: list[str]
    why_put_by: str
    version: int


class PartOut(Schema):
    """What it is for one member, in words: an amount, a band, or that it is not shown."""

    name: str
    is_own: bool
    pays_now: str
    could_save: str


class OpportunityWhole(OpportunityOut):
    """A way to save with what it rests on."""

    parts: list[PartOut]
    why: list[str]
    assumptions: list[str]
    reckoning: list[str]


class PutByIn(Sent):
    """Why it is put by; members read it."""

    why: Annotated[str, Field(min_length=1, max_length=300)]
    read: Read = None


class LookingOut(Schema):
    """That it is looked for again, in the background."""

    looking: bool


def _seen(request: HttpRequest, verb: str, cluster_id: int, pk: int) -> tuple[Actor, read.Seen]:
    actor, cluster = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_opportunity(actor, seeing(actor, cluster, localdate()), pk)


def _row(one: read.Seen) -> dict[str, Any]:
    return {
        "id": one.pk, "uid": one.row.uid, "title": one.title, "kind": one.kind,
        "category": one.category, "state": one.state.value,
        "saves": {"least_pence": one.saves.low, "most_pence": one.saves.high},
        "effort": one.effort, "by_when": one.by_when, "members": one.members,
        "why_put_by": one.row.why_put_by, "version": one.row.version,
    }  # fmt: skip


def _whole(one: read.Seen) -> dict[str, Any]:
    parts = [
        {"name": each.name, "is_own": each.is_own, "pays_now": str(each.now),
         "could_save": each.could_save}
        for each in one.parts
    ]  # fmt: skip
    return _row(one) | {
        "parts": parts, "why": one.why, "assumptions": one.assumptions,
        "reckoning": one.reckoning,
    }  # fmt: skip


@router.get(
    PATH,
    auth=READ,
    response={200: Page[OpportunityOut], **FAULTS},
    summary="Where a cluster could save",
)
def list_opportunities(
    request: HttpRequest,
    cluster_id: int,
    state: Literal["open", "put_by", "taken", "gone"] | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The best first, of what is shown to you; those in one state, if one is named."""
    actor, cluster = cluster_in(request, policies, "opportunities", cluster_id)
    rows = read.visible_to(actor, seeing(actor, cluster, localdate()))
    found = [one for one in rows if state is None or one.state.value == state]
    return page(found, offset, limit, _row)


@router.get(
    ONE,
    auth=READ,
    response={200: OpportunityWhole, **FAULTS},
    summary="Read a way to save",
)
def read_opportunity(request: HttpRequest, cluster_id: int, opportunity_id: int) -> dict[str, Any]:
    """What it would bring whom, and what it rests on."""
    return _whole(_seen(request, "opportunity", cluster_id, opportunity_id)[1])


@router.post(
    "/clusters/{cluster_id}/find-opportunities",
    auth=WRITE,
    response={202: LookingOut, **FAULTS},
    summary="Look again where the cluster could save",
)
def find_opportunities(request: HttpRequest, cluster_id: int) -> Status[dict[str, bool]]:
    """In the background: ask for the list a while later."""
    actor, cluster = cluster_in(request, policies, "find_opportunities", cluster_id)
    actions.find_opportunities(cluster=cluster, by=actor, now=now())
    return Status(202, {"looking": True})


@router.post(
    ONE + "/put-by",
    auth=WRITE,
    response={200: OpportunityWhole, **FAULTS},
    summary="Put a way to save by",
)
def put_opportunity_by(
    request: HttpRequest, cluster_id: int, opportunity_id: int, payload: PutByIn
) -> dict[str, Any]:
    """For those who run the cluster, with the reason."""
    actor, one = _seen(request, "put_opportunity_by", cluster_id, opportunity_id)
    actions.put_opportunity_by(
        opportunity=one.row, why=payload.why, read=payload.read, by=actor, now=now()
    )
    return _whole(one)


@router.post(
    ONE + "/bring-back",
    auth=WRITE,
    response={200: OpportunityWhole, **FAULTS},
    summary="Put it on the list again",
)
def bring_back_opportunity(
    request: HttpRequest, cluster_id: int, opportunity_id: int
) -> dict[str, Any]:
    """409 where it was not put by."""
    actor, one = _seen(request, "bring_back_opportunity", cluster_id, opportunity_id)
    actions.bring_back_opportunity(opportunity=one.row, by=actor, now=now())
    return _whole(one)
