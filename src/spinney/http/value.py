"""What came of it, over the API: what clusters cost and saved, and how far each came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema
from pydantic import Field

from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.queries import value as read
from spinney.evaluation.queries.walk import LinkAt, walk_of
from spinney.http.inside import cluster_in
from spinney.http.reports import READ, place_in
from spinney.http.routing import Router
from spinney.http.savings import AmountOut
from spinney.http.schemas import FAULTS

router = Router(tags=["evaluation"])


class CostOut(Schema):
    """What a cluster cost: its grant, and its days of help at the programme's rate."""

    cluster_id: int
    name: str
    organisations: int
    money_pence: int
    money_is: str = Field(description="What that figure is: awarded, released or planned.")
    facilitation_days: Decimal
    review_days: Decimal
    days_pence: int | None = Field(description="Null while days have no price.")
    total_pence: int | None
    per_organisation_pence: int | None
    released_pence: int | None
    spent_pence: int | None


class ComparatorOut(Schema):
    """What it costs elsewhere."""

    name: str
    per_organisation_pence: int
    source: str


class SavedOut(Schema):
    """One kind of saving. Kinds are never added up: they are three different things."""

    title: str
    means: str
    confirmed: AmountOut
    realised: AmountOut
    savings: int
    hours: Decimal


class ValueOut(Schema):
    """What one cluster cost and saved; null outside a programme."""

    cost: CostOut | None
    comparators: list[ComparatorOut]
    saved: list[SavedOut]


class ProgrammeValueOut(Schema):
    """What the clusters of a programme cost and saved, beside what it costs elsewhere."""

    clusters: list[CostOut]
    organisations: int
    total_pence: int | None
    per_cluster_pence: int | None
    per_organisation_pence: int | None
    whole_cluster_pence: int | None = Field(
        description="One cluster with the whole grant and all the days that the programme sets."
    )
    comparators: list[ComparatorOut]
    saved: list[SavedOut]


class LinkOut(Schema):
    """A link of the way from the first survey to the evaluation."""

    key: str
    title: str
    state: str = Field(description="done, begun or not_yet.")
    since: date | None


class WalkOut(Schema):
    """How far a cluster came, from its records; `at` is what comes next, null when all is done."""

    links: list[LinkOut]
    at: str | None


def _cost(one: read.Cost) -> dict[str, Any]:
    days = {"facilitation_days": one.facilitation, "review_days": one.review}
    return {n: getattr(one, n) for n in CostOut.model_fields if n not in days} | days


def _comparators(found: read.Costs | None) -> list[dict[str, Any]]:
    rows = found.comparators if found is not None else ()
    return [dict(zip(ComparatorOut.model_fields, row, strict=True)) for row in rows]


def _link(one: LinkAt) -> dict[str, Any]:
    return {"key": one.link.key, "title": one.link.title, "state": one.state, "since": one.since}


@router.get(
    "/clusters/{cluster_id}/value",
    auth=READ,
    response={200: ValueOut, **FAULTS},
    summary="What a cluster cost, and what it saved",
)
def read_value(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """From the grant, the days logged, and savings as far as you may see them."""
    actor, cluster = cluster_in(request, policies, "value", cluster_id)
    programme = cluster.programme
    found = read.costs_of(programme, only=cluster.pk) if programme else None
    return {
        "cost": _cost(found.each[0]) if found and found.each else None,
        "comparators": _comparators(found),
        "saved": [vars(one) for one in read.saved_of(cluster, actor, localdate())],
    }


@router.get(
    "/programmes/{programme_id}/value",
    auth=READ,
    response={200: ProgrammeValueOut, **FAULTS},
    summary="What clusters cost beside what it costs elsewhere",
)
def read_programme_value(request: HttpRequest, programme_id: int) -> dict[str, Any]:
    """For each cluster, for each organisation, and the figures that the programme compares."""
    actor, _ = place_in(request, "programme_value", "programmes", programme_id)
    programme = clusters.get_programme(actor, programme_id)
    found = read.costs_of(programme)
    sums = ("organisations", "total_pence", "per_cluster_pence", "per_organisation_pence")
    return {name: getattr(found, name) for name in sums} | {
        "clusters": [_cost(one) for one in found.each],
        "whole_cluster_pence": found.whole_pence,
        "comparators": _comparators(found),
        "saved": [vars(one) for one in read.saved_of(programme, actor, localdate())],
    }


@router.get(
    "/clusters/{cluster_id}/walk",
    auth=READ,
    response={200: WalkOut, **FAULTS},
    summary="How far a cluster came",
)
def read_walk(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """From the first survey to the evaluation, link by link, as its records show."""
    _, cluster = cluster_in(request, policies, "walk", cluster_id)
    found = walk_of(cluster, localdate())
    return {
        "links": [_link(one) for one in found.links],
        "at": found.at.link.key if found.at else None,
    }
