"""What somebody may see of what members buy: the terms in force, what each member shared, and who
asks. Every page, file and sum of this room about more than one's own spending asks here first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.clusters import api as clusters
from spinney.purchasing.models import SpendCell, SpendShare
from spinney.purchasing.states import ShareState
from spinney.register.api import Organisation

NOTHING, SUPPLIERS, BANDS, AMOUNTS = LEVELS = ("nothing", "suppliers", "bands", "amounts")
INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
"""Who sees a cluster's results at all: those who run it, and members; supporters do not."""


def less(one: str, other: str) -> str:
    """The lower of two levels of showing.

    >>> less("amounts", "bands")
    'bands'
    """
    return min(one, other, key=LEVELS.index)


@dataclass(frozen=True)
class Shared:
    """What one member shares: the days (both included), how much of it members see, and whether
    the broker sees exact amounts of it (only while the term names the broker it agreed to).
    """

    organisation: Organisation
    first_day: date
    last_day: date
    level: str
    to_broker: bool

    @property
    def months(self) -> tuple[date, date]:
        """The first day of the first and the last day of the last month that lie wholly in the
        period: spending is shown by months, so of a month that lies partly in it nothing is. Where
        no month does, the first is after the last.
        """
        first = self.first_day.replace(day=1)
        if first < self.first_day:
            first = (first + timedelta(days=31)).replace(day=1)
        return first, (self.last_day + timedelta(days=1)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Seeing:
    """What one actor sees in one cluster. `own` are organisations that she represents: of these she
    sees everything that is theirs. `is_broker` says that she compares exact amounts for all.
    """

    cluster_id: int
    own: frozenset[int]
    is_broker: bool
    shared: Mapping[int, Shared]

    def level(self, organisation_id: int) -> str:
        """How much she sees of a member's spending in this cluster."""
        if organisation_id in self.own:
            return AMOUNTS
        found = self.shared.get(organisation_id)
        if found is None:
            return NOTHING
        return AMOUNTS if self.is_broker and found.to_broker else found.level

    def exact(self, organisation_id: int) -> bool:
        """Whether she sees a member's exact amounts."""
        return self.level(organisation_id) == AMOUNTS

    def exact_all(self, organisation_ids: frozenset[int] | set[int]) -> bool:
        """Whether she may see the exact sum over these members."""
        return all(self.exact(one) for one in organisation_ids)

    @property
    def visible(self) -> frozenset[int]:
        """The members of which she sees at least whom they buy from."""
        return frozenset(one for one in self.shared if self.level(one) != NOTHING)


def term_of(cluster: clusters.Cluster, on: date) -> agreements.Terms:
    """The terms in force on a day. One query."""
    return agreements.terms(cluster, at=on)


def broker_of(terms: agreements.Terms) -> str:
    """Who compares exact amounts, as a member agrees to it and a share keeps it. Organisations
    are told apart, those that are named and the lead body and host: whoever agreed to one has not
    agreed to another.
    """
    broker = terms.purchases.broker
    uids = _brokers(terms)
    if uids is None:
        return broker
    told = hashlib.sha256(" ".join(sorted(uids)).encode()).hexdigest()
    return f"{broker[:5]}{told[:5]}"


def _brokers(terms: agreements.Terms) -> list[str] | None:
    """The uids of the organisations that compare exact amounts; None where it is none of these."""
    return {
        "lead_body": [terms.lead_body.organisation],
        "host": [terms.host.organisation],
        "named": list(terms.purchases.brokers),
    }.get(terms.purchases.broker)


def shared_in(
    cluster: clusters.Cluster, on: date, terms: agreements.Terms | None = None
) -> dict[int, Shared]:
    """What members of a cluster share on a day, by organisation: what each agreed to, and no more
    than the terms say now. A member that left shares nothing. Three queries (two with terms).
    """
    terms = terms or term_of(cluster, on)
    said, broker = terms.purchases, broker_of(terms)
    members = {one.organisation_id for one in clusters.members(cluster, at=on)}
    rows = SpendShare.objects.filter(
        cluster=cluster, state=ShareState.SHARED, organisation__in=members
    ).select_related("organisation")
    found = {}
    for row in rows:
        level = less(row.shown, said.shown)
        if level == NOTHING:
            continue
        to_broker = said.broker != "nobody" and row.broker == broker
        found[row.organisation_id] = Shared(
            row.organisation, row.first_day, row.last_day, level, to_broker
        )
    return found


def cells_of(shared: Mapping[int, Shared]) -> QuerySet[SpendCell]:
    """The cells that members share, people left out: all of the months that lie in each one's
    period. Whoever shows them still asks `Seeing.level` of each.
    """
    within = Q(pk__in=[])
    for organisation_id, one in shared.items():
        first, last = one.months
        within |= Q(organisation=organisation_id, month__gte=first, month__lte=last)
    return SpendCell.objects.filter(within, name__aside=False)


def seeing(by: Actor, cluster: clusters.Cluster, on: date) -> Seeing:
    """What the actor sees of what members buy, on a day. Three queries, four with brokers."""
    terms = term_of(cluster, on)
    inside = bool(by.roles_in(cluster_scope(cluster.pk)) & INSIDE) or by.is_system
    shared = shared_in(cluster, on, terms) if inside else {}
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return Seeing(cluster.pk, own, inside and _is_broker(by, cluster, terms, own), shared)


def _is_broker(
    by: Actor, cluster: clusters.Cluster, terms: agreements.Terms, own: frozenset[int]
) -> bool:
    """A programme manager is none: who pays for a cluster does not see its members' bills."""
    said = terms.purchases
    if by.is_system:
        return True
    if said.broker == "runners":
        return by.has(Role.FACILITATOR, cluster_scope(cluster.pk))
    wanted = [uid for uid in _brokers(terms) or () if uid]
    if not wanted or not own:
        return False
    return Organisation.objects.filter(uid__in=wanted, pk__in=own).exists()
