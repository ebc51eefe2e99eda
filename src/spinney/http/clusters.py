"""Clusters over the API: read who belongs and what happened; make, invite, log."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters import api as clusters
from spinney.clusters.actions.clusters import ClusterText, add_cluster
from spinney.clusters.actions.clusters import make_cluster as make_lone_cluster
from spinney.clusters.actions.days import Work
from spinney.clusters.actions.days import log_day as log_help
from spinney.clusters.actions.invitations import invite as send_invitations
from spinney.clusters.models import Cluster
from spinney.clusters.queries.calls import tiers_offered
from spinney.clusters.queries.clusters import cluster_for, with_members
from spinney.clusters.queries.clusters import visible_to as clusters_visible_to
from spinney.clusters.queries.invitations import Guest
from spinney.clusters.queries.timetable import position_of
from spinney.http.auth import Token, actor_of
from spinney.http.programmes import managed
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain

router = Router(tags=["clusters"])
READ, WRITE = Token("clusters:read"), Token("clusters:write")


class ClusterOut(Schema):
    """A cluster in a list."""

    id: int
    uid: UUID
    name: str
    place: str
    theme: str
    state: str
    programme_id: int | None
    members: int


class ClusterWhole(ClusterOut):
    """A cluster, what it is for, and where it is in its programme."""

    summary: str
    programme_name: str | None
    stage: str | None = Field(description="The stage it is in; null before the first.")
    entered_on: date | None


class MemberOut(Schema):
    """An organisation in a cluster, with what its tier lets it do, on a day."""

    membership_id: int
    organisation_id: int
    organisation_name: str
    tier: str
    is_member: bool
    may_vote: bool
    in_quorum: bool
    since: date | None


class HappeningOut(Schema):
    """One line of what happened."""

    at: datetime
    text: str
    verb: str


class ClusterIn(Sent):
    """A cluster to be made, in a programme or on its own."""

    programme_id: int | None = None
    name: Annotated[str, Field(max_length=200)] = ""
    place: Annotated[str, Field(max_length=120)] = ""
    theme: Annotated[str, Field(max_length=200)] = ""
    summary: str = ""


class InvitationIn(Sent):
    """Whom to invite, as what, until when."""

    organisation_name: Annotated[str, Field(min_length=1, max_length=300)]
    email: Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    person_name: Annotated[str, Field(max_length=200)] = ""
    organisation_id: int | None = None
    tier: str = Field(description="The name of one of the cluster's tiers.")
    message: str = ""
    answer_by: date


class InvitationOut(Schema):
    """An invitation and how it fares."""

    id: int
    organisation_name: str
    state: str
    answer_by: date


class DayIn(Sent):
    """Help given to a cluster, drawn from its allowance."""

    kind: Literal["facilitation", "review"] = "facilitation"
    worked_on: date
    days: Annotated[Decimal, Field(gt=0, le=31, decimal_places=2)]
    what: Annotated[str, Field(min_length=1, max_length=200)]


class DayOut(Schema):
    """A logged day."""

    id: int
    kind: str
    worked_on: date
    days: Decimal
    what: str


def _cluster(cluster: Any) -> dict[str, Any]:
    names = [n for n in ClusterOut.model_fields if n != "members"]
    return {n: getattr(cluster, n) for n in names} | {"members": cluster.n_members}


def _whole(cluster: Any) -> dict[str, Any]:
    stage = position_of(cluster, localdate()).present
    return _cluster(cluster) | {
        "summary": cluster.summary,
        "programme_name": cluster.programme.name if cluster.programme else None,
        "stage": stage.stage.name if stage else None,
        "entered_on": stage.entered_on if stage else None,
    }


@router.get(
    "/clusters",
    auth=READ,
    response={200: Page[ClusterOut], **FAULTS},
    summary="Clusters in which you are anything",
)
def list_clusters(request: HttpRequest, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """By name."""
    rows = clusters_visible_to(actor_of(request))
    counted = with_members(rows, localdate()).order_by("name", "pk")
    return page(counted, offset, limit, _cluster)


@router.get(
    "/clusters/{cluster_id}",
    auth=READ,
    response={200: ClusterWhole, **FAULTS},
    summary="Read a cluster",
)
def read_cluster(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """One cluster: what it is for, its programme, its stage, and how many members it has today."""
    actor = actor_of(request)
    rows = clusters_visible_to(actor).select_related("programme")
    found = with_members(rows.filter(pk=cluster_id), localdate()).first()
    if found is None:
        raise NotFound("There is no such cluster.")
    return _whole(found)


@router.post(
    "/clusters",
    auth=WRITE,
    response={201: ClusterOut, **FAULTS},
    summary="Make a cluster",
)
def make_cluster(request: HttpRequest, payload: ClusterIn) -> Status[dict[str, Any]]:
    """On its own (you become its facilitator), or in a programme that you manage."""
    actor = actor_of(request)
    text = ClusterText(**payload.model_dump(exclude={"programme_id"}))
    if payload.programme_id is None:
        made = make_lone_cluster(text=text, by=actor, now=now())
    else:
        programme = managed(actor, payload.programme_id)
        made = add_cluster(programme=programme, text=text, by=actor, now=now())
    return Status(
        201, _cluster(with_members(Cluster.objects.filter(pk=made.pk), localdate()).get())
    )


@router.get(
    "/clusters/{cluster_id}/members",
    auth=READ,
    response={200: list[MemberOut], **FAULTS},
    summary="Who belongs, today or on any day",
)
def list_members(
    request: HttpRequest, cluster_id: int, on: date | None = None
) -> list[dict[str, Any]]:
    """With the tier and rights that each had that day."""
    cluster = cluster_for(actor_of(request), cluster_id)
    rows = clusters.belongs(cluster, at=on or localdate())
    return [plain(row, MemberOut) for row in rows]


@router.get(
    "/clusters/{cluster_id}/timeline",
    auth=READ,
    response={200: Page[HappeningOut], **FAULTS},
    summary="What happened, as far as you may read it",
)
def read_timeline(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Newest first."""
    actor = actor_of(request)
    cluster = cluster_for(actor, cluster_id)
    entries = entries_for(actor, cluster_scope(cluster.pk))
    return page(entries, offset, limit, lambda e: plain(timeline([e])[0], HappeningOut))


@router.post(
    "/clusters/{cluster_id}/invitations",
    auth=WRITE,
    response={201: InvitationOut, **FAULTS},
    summary="Invite an organisation by e-mail",
)
def invite(request: HttpRequest, cluster_id: int, payload: InvitationIn) -> Status[dict[str, Any]]:
    """The letter has a link with which it is answered without an account."""
    actor = actor_of(request)
    cluster = cluster_for(actor, cluster_id)
    tiers = {tier.name.casefold(): tier for tier in tiers_offered(cluster)}
    tier = tiers.get(payload.tier.casefold())
    if tier is None:
        names = ", ".join(t.name for t in tiers.values())
        raise BadInput("This cluster has no such tier.", {"tier": [f"Choose one of: {names}."]})
    guest = Guest(
        organisation_name=payload.organisation_name,
        email=payload.email,
        person_name=payload.person_name,
        organisation_id=payload.organisation_id,
    )
    sent = send_invitations(
        cluster=cluster,
        guests=[guest],
        tier=tier,
        message=payload.message,
        answer_by=payload.answer_by,
        by=actor,
        now=now(),
    )
    return Status(201, plain(sent[0], InvitationOut))


@router.post(
    "/clusters/{cluster_id}/days",
    auth=WRITE,
    response={201: DayOut, **FAULTS},
    summary="Log help given to a cluster",
)
def log_day(request: HttpRequest, cluster_id: int, payload: DayIn) -> Status[dict[str, Any]]:
    """In quarter days, drawn from the allowance."""
    actor = actor_of(request)
    cluster = cluster_for(actor, cluster_id)
    work = Work(**payload.model_dump())
    return Status(201, plain(log_help(cluster=cluster, work=work, by=actor, now=now()), DayOut))
