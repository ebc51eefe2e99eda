"""Finding opportunities in what members share: once for all members to see, once for a broker.

The first knows of each member what all may know: bands where it shows bands, nothing where it shows
only its suppliers. The second knows exact amounts of those who show them to the broker. What each
member showed is kept beside what was found, so that it can be hidden once one shows less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from spinney.clusters import api as clusters
from spinney.purchasing.engine.opportunities import opportunity as values
from spinney.purchasing.engine.opportunities.find import find
from spinney.purchasing.engine.opportunities.settings import Settings
from spinney.purchasing.models import Opportunity, SpendShare
from spinney.purchasing.queries.comparing import tables_of
from spinney.purchasing.queries.opportunities import shown_to
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Shared, cells_of, shared_in
from spinney.purchasing.queries.spend import payee, payees_of
from spinney.purchasing.states import OpportunityState, ShareState


@dataclass(frozen=True)
class Kept:
    """What was found, with how much each member showed on whom it rests, by uid."""

    found: values.Opportunity
    levels: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        return {"found": self.found.to_json(), "levels": dict(self.levels)}


@dataclass(frozen=True)
class Found:
    """What a run found, the best first: for all members, and for a broker; and who shared what."""

    for_all: tuple[Kept, ...]
    for_brokers: tuple[Kept, ...]
    shared: Mapping[int, Shared]


def found_in(cluster: clusters.Cluster, on: date) -> Found:
    """Look for opportunities in what is shared on a day."""
    shared = shared_in(cluster, on)
    for_all = _found(cluster.pk, shared, on, is_broker=False)
    has_broker = any(one.to_broker for one in shared.values())
    for_brokers = _found(cluster.pk, shared, on, is_broker=True) if has_broker else ()
    return Found(for_all, for_brokers, shared)


def _found(
    cluster_id: int, shared: Mapping[int, Shared], on: date, *, is_broker: bool
) -> tuple[Kept, ...]:
    levels = {pk: shown_to(one, is_broker) for pk, one in shared.items()}
    with_money = {pk: one for pk, one in shared.items() if levels[pk] in (BANDS, AMOUNTS)}
    if not with_money:
        return ()
    uids = {pk: str(one.organisation.uid) for pk, one in with_money.items()}
    banded = frozenset(uids[pk] for pk in with_money if levels[pk] == BANDS)
    tables = tables_of(cluster_id, with_money)
    opportunities = find(
        tables.cells,
        tables.contracts,
        tables.measures,
        today=on,
        settings=Settings(banded=banded),
    )
    buying = _buying(cluster_id, with_money)
    return tuple(
        Kept(one, {uids[pk]: levels[pk] for pk in buying.get(one.category, ())})
        for one in opportunities
    )


def _buying(cluster_id: int, shared: Mapping[int, Shared]) -> Mapping[str, frozenset[int]]:
    """Who buys in each category: an opportunity rests on all of them, those as well whose price was
    only the measure of the others. Three queries.
    """
    payees = payees_of(cluster_id)
    cells = cells_of(shared).values_list("organisation", "name__written", "category")
    found: dict[str, set[int]] = {}
    for organisation_id, written, category in cells.order_by().distinct():
        said = payee(payees, organisation_id, written).category
        found.setdefault(said or category, set()).add(organisation_id)
    return {category: frozenset(ids) for category, ids in found.items()}


def to_look_in() -> list[clusters.Cluster]:
    """The clusters in which somebody shares, or something was found that may be gone. One query."""
    sharing = SpendShare.objects.filter(state=ShareState.SHARED).values("cluster")
    there = Opportunity.objects.exclude(state=OpportunityState.GONE).values("cluster")
    rows = clusters.Cluster.objects.filter(Q(pk__in=sharing) | Q(pk__in=there))
    return list(rows.order_by("pk"))
