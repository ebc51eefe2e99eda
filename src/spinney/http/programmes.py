"""Programmes over the API: what they give, and where each of their clusters stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.policy import require
from spinney.clusters import policies
from spinney.clusters.models import Programme
from spinney.clusters.queries.programmes import get_programme, visible_to
from spinney.clusters.queries.standing import standing_of
from spinney.http.auth import Token, actor_of
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, page, plain

router = Router(tags=["clusters"])
READ, WRITE = Token("clusters:read"), Token("clusters:write")


class StageOut(Schema):
    """One stage of a programme."""

    uid: UUID
    position: int
    name: str
    target_on: date | None


class ProgrammeOut(Schema):
    """A programme and its parameters."""

    id: int
    uid: UUID
    name: str
    funder: str
    state: str
    starts_on: date | None
    grant_pence: int
    facilitation_days: Decimal
    review_days: Decimal
    brand_pattern: str
    stages: list[StageOut]


class StandingOut(Schema):
    """Where one cluster of a programme stands."""

    cluster_id: int
    name: str
    stage: str | None
    entered_on: date | None
    members: int
    facilitation_days_used: Decimal
    review_days_used: Decimal
    last_active_on: date | None
    is_stalled: bool
    why: str


def _programme(programme: Any) -> dict[str, Any]:
    names = [n for n in ProgrammeOut.model_fields if n != "stages"]
    stages = [plain(stage, StageOut) for stage in programme.stages.all()]
    return {n: getattr(programme, n) for n in names} | {"stages": stages}


def _standing(standing: Any) -> dict[str, Any]:
    return {
        "cluster_id": standing.cluster.pk,
        "name": standing.cluster.name,
        "stage": standing.stage.name if standing.stage else None,
        "entered_on": standing.entered_on,
        "members": standing.members,
        "facilitation_days_used": standing.facilitation.used,
        "review_days_used": standing.review.used,
        "last_active_on": standing.last_active_on,
        "is_stalled": standing.is_stalled,
        "why": standing.why,
    }


def managed(actor: Actor, programme_id: int) -> Programme:
    """A programme that the actor manages, or helps to."""
    programme = get_programme(actor, programme_id)
    require(policies.MAY, "standing", by=actor, scope=programme_scope(programme.pk))
    return programme


@router.get(
    "/programmes",
    auth=READ,
    response={200: Page[ProgrammeOut], **FAULTS},
    summary="Programmes that you manage or help in",
)
def list_programmes(request: HttpRequest, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """By name, with their stages."""
    rows = visible_to(actor_of(request))
    return page(rows.prefetch_related("stages").order_by("name", "pk"), offset, limit, _programme)


@router.get(
    "/programmes/{programme_id}/standing",
    auth=READ,
    response={200: list[StandingOut], **FAULTS},
    summary="Where each cluster of a programme stands",
)
def programme_standing(request: HttpRequest, programme_id: int) -> list[dict[str, Any]]:
    """Stage, days used, last activity, and whether it is stalled by the programme's rule."""
    programme = managed(actor_of(request), programme_id)
    return [_standing(s) for s in standing_of(programme, now())]
