"""What members share of their spending: who shares, who was asked, what others would see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.clusters import api as clusters
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.bands import Band, banded
from spinney.purchasing.models import SpendAsked, SpendCell, SpendShare
from spinney.purchasing.policies.shares import RUNS_IT
from spinney.purchasing.queries.amounts import band_words
from spinney.purchasing.queries.seeing import LEVELS, broker_of, term_of
from spinney.purchasing.states import ShareState
from spinney.register.api import Organisation


def members_of(cluster: clusters.Cluster, on: date) -> frozenset[int]:
    """The organisations that are members of the cluster on a day."""
    return frozenset(one.organisation_id for one in clusters.members(cluster, at=on))


def must_renew(share: SpendShare, terms: agreements.Terms) -> bool:
    """Whether the terms would show more of it than it agreed to, or to somebody else. What they
    show less holds by itself.
    """
    said = terms.purchases
    more = LEVELS.index(said.shown) > LEVELS.index(share.shown)
    return more or (said.broker != "nobody" and broker_of(terms) != share.broker)


@dataclass(frozen=True)
class Sharing:
    """How it is with one member and one cluster: its share, if it shares, and whether the terms
    have changed since.
    """

    cluster: clusters.Cluster
    share: SpendShare | None
    must_renew: bool = False


def sharing_of(organisation_id: int, on: date) -> list[Sharing]:
    """With which clusters an organisation can share, and does. A few queries for each cluster."""
    rows = clusters.Membership.objects.filter(organisation=organisation_id, left_on=None)
    shares = {one.cluster_id: one for one in shares_of(organisation_id)}
    found = []
    for row in rows.select_related("cluster").order_by("cluster__name", "pk"):
        if organisation_id in members_of(row.cluster, on):
            share = shares.get(row.cluster_id)
            renew = share is not None and must_renew(share, term_of(row.cluster, on))
            found.append(Sharing(row.cluster, share, renew))
    return found


def shares_of(organisation_id: int) -> list[SpendShare]:
    """What an organisation shares now, with each cluster."""
    rows = SpendShare.objects.filter(organisation=organisation_id, state=ShareState.SHARED)
    return list(rows.select_related("cluster", "organisation").order_by("pk"))


def share_for(cluster: clusters.Cluster, organisation_id: int) -> SpendShare | None:
    """The share of a member in a cluster, in whatever state."""
    rows = SpendShare.objects.filter(cluster=cluster, organisation=organisation_id)
    return rows.select_related("organisation", "cluster").first()


@dataclass(frozen=True)
class MemberStanding:
    """How it is with one member's figures, as far as whoever asks may know: members know who
    shares; those who run the cluster whom they asked.
    """

    organisation_id: int
    name: str
    share: SpendShare | None
    asked: SpendAsked | None

    @property
    def waits(self) -> bool:
        """Whether it was asked, and has not given in a file nor shared."""
        return self.share is None and self.asked is not None and self.asked.answered_at is None


def standing_of_members(by: Actor, cluster: clusters.Cluster, on: date) -> list[MemberStanding]:
    """All members by name. Five queries."""
    shares = {
        one.organisation_id: one
        for one in SpendShare.objects.filter(cluster=cluster, state=ShareState.SHARED)
    }
    runs = by.is_system or bool(by.roles_in(cluster_scope(cluster.pk)) & RUNS_IT)
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    asked = {
        one.organisation_id: one
        for one in SpendAsked.objects.filter(cluster=cluster)
        if runs or one.organisation_id in own
    }
    return [
        MemberStanding(
            one.organisation_id,
            one.organisation_name,
            shares.get(one.organisation_id),
            asked.get(one.organisation_id),
        )
        for one in clusters.members(cluster, at=on)
    ]


@dataclass(frozen=True)
class SharedName:
    """What others would see of one payee: its name, the category, and how much."""

    written: str
    category: str
    pence: int
    shown: str

    @property
    def band(self) -> Band:
        """About how much."""
        return banded(self.pence)

    @property
    def to_members(self) -> str:
        """What members see of the amount, in words."""
        if self.shown == "amounts":
            return band_words(Band.exact(self.pence))
        return band_words(self.band) if self.shown == "bands" else "No amount"


def preview(
    organisation: Organisation, first_day: date, last_day: date, shown: str
) -> list[SharedName]:
    """What others would see of a member's spending in some months: people are not in it, nor are
    single payments. The largest first. One query.
    """
    rows = (
        SpendCell.objects.filter(
            organisation=organisation, month__range=(first_day, last_day), name__aside=False
        )
        .values("name__written", "category")
        .annotate(pence=Sum("amount_pence"))
        .order_by("-pence", "name__written", "category")
    )
    return [
        SharedName(
            row["name__written"],
            CATEGORIES[row["category"]].title if row["category"] in CATEGORIES else "Other",
            row["pence"],
            shown,
        )
        for row in rows
    ]


def asked_for(by: Actor) -> SpendAsked | None:
    """What the holder of a link was asked for."""
    if by.pass_ is None:
        return None
    rows = SpendAsked.objects.select_related("cluster", "organisation")
    return rows.filter(pk=int(by.pass_.subject.rpartition(":")[2])).first()


def broker_names(terms: agreements.Terms) -> dict[str, str]:
    """The names of the organisations that the term on purchases speaks of, by uid. One query at the
    most.
    """
    uids = list(terms.purchases.brokers)
    return _names(uids) if uids else {}


def _names(uids: Iterable[str]) -> dict[str, str]:
    rows = Organisation.objects.filter(uid__in=list(uids)).values_list("uid", "name")
    return {str(uid): name for uid, name in rows}
