"""Tiers and what they ask for, in words; and who is in which."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from spinney.base.kernel.errors import NotFound
from spinney.clusters.bridge.standing import tiers_of, tiers_of_programme
from spinney.clusters.bridge.words import criterion_words, tier_words
from spinney.clusters.models import Cluster, Membership, Programme, Tier
from spinney.clusters.states import MembershipState


@dataclass(frozen=True)
class TierRow:
    """A tier as its page shows it."""

    tier: Tier
    rights: list[str]
    asks: list[str]
    n_members: int


def tiers_in_use(cluster: Cluster) -> list[Tier]:
    """The tiers that a cluster goes by, highest first."""
    return tiers_of(cluster)


def rows_of(owner: Programme | Cluster) -> list[TierRow]:
    """The tiers of a programme, or those that a cluster goes by, with how many are in each."""
    if isinstance(owner, Programme):
        tiers = tiers_of_programme(owner.pk)
        members = Membership.objects.filter(cluster__programme=owner)
    else:
        tiers = tiers_of(owner)
        members = Membership.objects.filter(cluster=owner)
    there = members.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED])
    counts = dict(there.order_by().values_list("tier").annotate(n=Count("pk")))
    return [
        TierRow(
            tier,
            tier_words(tier),
            [criterion_words(one) for one in tier.criteria.all()],
            counts.get(tier.pk, 0),
        )
        for tier in tiers
    ]


def own_tier(owner: Programme | Cluster, tier_id: int) -> Tier:
    """One tier that belongs to a programme or a cluster itself. Raises NotFound."""
    found = owner.tiers.filter(pk=tier_id).first()
    if found is None:
        raise NotFound("There is no such tier here.")
    return found
