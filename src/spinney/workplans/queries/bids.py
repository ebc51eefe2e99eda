"""Funding bids of a cluster, as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.workplans.models import FundingBid
from spinney.workplans.policies.plans import INSIDE, UNDO_DAYS


def visible_to(by: Actor) -> QuerySet[FundingBid]:
    """The bids of clusters in which somebody is inside."""
    found = FundingBid.objects.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    return found.select_related("cluster", "organisation")


def bids_in(by: Actor, cluster_id: int) -> QuerySet[FundingBid]:
    """Those of a cluster that were not taken out, with `waiting`: how many activities wait for each
    at once. One query.
    """
    waits = Q(holds_up__activity__removed_at=None)
    rows = visible_to(by).filter(cluster=cluster_id, removed_at=None)
    return rows.annotate(waiting=Count("holds_up", filter=waits)).order_by("decision_on", "pk")


def get_bid(by: Actor, cluster_id: int, pk: int) -> FundingBid:
    """One, taken out or not. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such bid, or it is not shared with you.")
    return found


def taken_out(by: Actor, cluster_id: int, now: datetime) -> list[FundingBid]:
    """Those that can still be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    return list(visible_to(by).filter(cluster=cluster_id, removed_at__gte=since))


@dataclass(frozen=True)
class BidTold:
    """A bid as other rooms read it. Amounts in pence."""

    title: str
    funder: str
    amount_pence: int | None
    won_pence: int | None
    state: str


def bids_of(cluster: clusters.Cluster) -> list[BidTold]:
    """The bids of a cluster. One query."""
    rows = FundingBid.objects.filter(cluster=cluster, removed_at=None).order_by("decision_on", "pk")
    return [
        BidTold(one.title, one.funder, one.amount_pence, one.won_pence, one.state) for one in rows
    ]
