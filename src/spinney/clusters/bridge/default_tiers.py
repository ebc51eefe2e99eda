"""The tiers that a programme or a cluster begins with, until it sets its own."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.clusters.models import Cluster, Programme, Tier


@dataclass(frozen=True)
class TierText:
    """A tier as it is typed: its name, what it is for, and what goes with it."""

    name: str
    description: str = ""
    is_member: bool = True
    may_vote: bool = True
    may_see: bool = True
    in_quorum: bool = True


DEFAULT_TIERS = (
    TierText("Core", "Steers the cluster and does the most of the work."),
    TierText("Full", "A member with a vote."),
    TierText(
        "Associate",
        "Takes part and sees what members see, without a vote: for those who do not meet all the"
        " criteria yet.",
        may_vote=False,
        in_quorum=False,
    ),
    TierText(
        "Wider network",
        "Hears of what goes on and may join in single things.",
        is_member=False,
        may_vote=False,
        may_see=False,
        in_quorum=False,
    ),
    TierText(
        "Supporter",
        "Helps the cluster with money, premises or advice, and is not a member.",
        is_member=False,
        may_vote=False,
        may_see=False,
        in_quorum=False,
    ),
    TierText(
        "Observer",
        "Looks on: a commissioner, funder or evaluator.",
        is_member=False,
        may_vote=False,
        may_see=False,
        in_quorum=False,
    ),
)


def plant_default_tiers(owner: Programme | Cluster) -> list[Tier]:
    """Give a programme, or a cluster that is in none, the tiers above; none asks for anything."""
    programme = owner if isinstance(owner, Programme) else owner.programme
    cluster = owner if isinstance(owner, Cluster) and programme is None else None
    return [
        Tier.objects.create(
            programme=programme if cluster is None else None,
            cluster=cluster,
            position=position,
            **vars(text),
        )
        for position, text in enumerate(DEFAULT_TIERS)
    ]
