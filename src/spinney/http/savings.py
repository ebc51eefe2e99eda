"""Savings over the API, as far as somebody may see them, and what they add up to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema
from pydantic import Field

from spinney.base.kernel.actors import Actor, organisation_scope, programme_scope
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.http.auth import Token, actor_of
from spinney.http.inside import cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, page
from spinney.purchasing import policies
from spinney.purchasing.api import savings_of
from spinney.purchasing.models import Saving
from spinney.purchasing.policies.savings import STANDING
from spinney.purchasing.queries import savings as read
from spinney.register.api import Organisation

router = Router(tags=["purchasing"])
READ, WRITE = Token("purchasing:read"), Token("purchasing:write")
PATH = "/clusters/{cluster_id}/savings"


class AmountOut(Schema):
    """An amount as you may see it: exact where both are the same; null `most_pence`: no end."""

    least_pence: int
    most_pence: int | None


class SavingOut(Schema):
    """What one member saves. Figures are null where you may not see them exactly."""

    id: int
    uid: UUID
    title: str
    organisation_id: int
    kind: str = Field(description="cashable, avoided or capacity.")
    category: str
    covers: str = Field(description="What it is on: all of a category, a part, or one supplier.")
    state: str = Field(description="claimed, confirmed, realised, refused or withdrawn.")
    first_day: date
    last_day: date
    amount: AmountOut | None = Field(description="Null where the terms show no amounts.")
    baseline_pence: int | None
    new_pence: int | None
    one_off_pence: int | None
    hours: Decimal | None
    basis_kind: str
    how: str
    ended_why: str
    counts: bool = Field(description="Whether totals count it: not where its money counts twice.")
    version: int


class KindOut(Schema):
    """One kind of saving. `realised`, seen in later spending, is part of `confirmed`; `claimed`
    waits for a member's word; `so_far` is the part of `confirmed` up to today.
    """

    kind: str
    confirmed: AmountOut
    realised: AmountOut
    claimed: AmountOut
    so_far: AmountOut
    hours: Decimal
    members: int
    savings: int


class TotalsOut(Schema):
    """Totals by kind. There is no sum over kinds: they are three different things."""

    kinds: list[KindOut]
    hidden: int = Field(description="Savings whose amounts you do not see: they are in no total.")


def shown(seen: read.SeenSaving) -> dict[str, Any]:
    """A saving with as much of its figures as somebody sees."""
    one = seen.saving
    facts = ("id", "uid", "title", "organisation_id", "kind", "category", "state", "first_day",
             "last_day", "how", "ended_why", "version")  # fmt: skip
    sums = ("baseline_pence", "new_pence", "one_off_pence", "hours")
    band = seen.amount
    kind = one.covers.partition(":")[0]
    hides_supplier = kind == "supplier" and not (seen.is_own or seen.sees_supplier)
    return {n: getattr(one, n) for n in facts} | {
        n: getattr(one, n) if seen.is_exact else None for n in sums
    } | {
        "covers": kind if hides_supplier else one.covers,
        "amount": {"least_pence": band.low, "most_pence": band.high} if band else None,
        "basis_kind": str(one.basis.get("kind", "word")),
        "counts": one.state in STANDING and seen.twice_with is None,
    }  # fmt: skip


def _totals(place: clusters.Cluster | clusters.Programme, actor: Actor) -> dict[str, Any]:
    found = savings_of(place, by=actor, at=localdate())
    return {
        "kinds": [{"kind": kind, **vars(one)} for kind, one in sorted(found.kinds.items())],
        "hidden": found.hidden,
    }


def saving_in(
    request: HttpRequest, verb: str, cluster_id: int, saving_id: int
) -> tuple[Actor, Saving]:
    """Who asks, and the saving, as somebody may see it. Raises NotFound."""
    actor, _ = cluster_in(request, policies, verb, cluster_id)
    return actor, read.get_saving(actor, cluster_id, saving_id, localdate()).saving


def as_seen(actor: Actor, saving: Saving) -> dict[str, Any]:
    """A saving as it stands now, as much of it as somebody may see."""
    return shown(read.get_saving(actor, saving.cluster_id, saving.pk, localdate()))


@router.get(
    PATH,
    auth=READ,
    response={200: Page[SavingOut], **FAULTS},
    summary="Savings of a cluster",
)
def list_savings(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The newest first; amounts exactly, in ranges or not at all, as the terms say."""
    actor, cluster = cluster_in(request, policies, "savings", cluster_id)
    return page(read.ledger_of(actor, cluster, localdate()).rows, offset, limit, shown)


@router.get(
    PATH + "/totals",
    auth=READ,
    response={200: TotalsOut, **FAULTS},
    summary="What a cluster saved",
)
def total_savings(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """By kind, nothing counted twice."""
    actor, cluster = cluster_in(request, policies, "savings", cluster_id)
    return _totals(cluster, actor)


@router.get(
    "/programmes/{programme_id}/savings/totals",
    auth=READ,
    response={200: TotalsOut, **FAULTS},
    summary="What the clusters of a programme saved",
)
def total_programme_savings(request: HttpRequest, programme_id: int) -> dict[str, Any]:
    """By kind, in ranges as the terms of each cluster show them."""
    actor = actor_of(request)
    scope = programme_scope(programme_id)
    require(policies.MAY, "programme_savings", by=actor, scope=scope)
    return _totals(clusters.get_programme(actor, programme_id), actor)


@router.get(
    "/organisations/{organisation_id}/savings",
    auth=READ,
    response={200: Page[SavingOut], **FAULTS},
    summary="What your own organisation saved",
)
def list_own_savings(
    request: HttpRequest, organisation_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """In all its clusters, exactly."""
    actor = actor_of(request)
    scope = organisation_scope(organisation_id)
    require(policies.MAY, "own_savings", by=actor, scope=scope)
    organisation = Organisation.objects.get(pk=organisation_id)
    return page(read.own_ledger(actor, organisation).rows, offset, limit, shown)


@router.get(
    PATH + "/{int:saving_id}",
    auth=READ,
    response={200: SavingOut, **FAULTS},
    summary="Read a saving",
)
def read_saving(request: HttpRequest, cluster_id: int, saving_id: int) -> dict[str, Any]:
    """As much of it as you may see."""
    actor, found = saving_in(request, "saving", cluster_id, saving_id)
    return as_seen(actor, found)
