"""Tiers that the members agreed: set by the agreement, and by nobody's hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed
from spinney.clusters import policies
from spinney.clusters.actions.tiers import (
    PRESENT,
    RIGHTS,
    CriterionText,
    adjust_tiers,
    use_own_tiers,
)
from spinney.clusters.bridge.changes import Turn, keep, turn
from spinney.clusters.bridge.default_tiers import TierText
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.bridge.words import criterion_words
from spinney.clusters.events import members as news
from spinney.clusters.models import Cluster, Criterion, Membership, Tier
from spinney.clusters.policies import tiers as rules
from spinney.clusters.states import MembershipState


@dataclass(frozen=True)
class AgreedTier:
    """A tier as an agreement has it: its words and rights, and what it asks for."""

    text: TierText
    criteria: tuple[CriterionText, ...] = ()


@transaction.atomic
def agree_tiers(
    *, cluster: Cluster, tiers: Sequence[AgreedTier], agreed_in: str, by: Actor, now: datetime
) -> list[Tier]:
    """The cluster's tiers are those that its members agreed, highest first; `agreed_in` says where.
    With no tiers, none are agreed any more: they stay as they are, and hands may change them again.

    A tier of the same name becomes the agreed one. Other tiers of members are taken away: whoever
    is in one goes to the first agreed tier with the same rights, else to the lowest, so that
    nobody gains by it. Tiers of those that are no members (observers) stay, below. Then every
    member's tier follows from what it shows, and it is told.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "agree_tiers", by=by, scope=scope)
    rules.check_agreed_names([one.text.name for one in tiers])
    rules.check_lowest_agreed_asks_nothing([(t.text.name, len(t.criteria)) for t in tiers])
    before = [tier for tier in tiers_of(cluster) if tier.cluster_id]
    if not tiers:
        return _let_go(cluster, before, by=by, now=now)
    if _as_agreed(before, tiers, agreed_in):
        return before
    own = use_own_tiers(cluster=cluster, by=by, now=now)
    by_name = {tier.name.casefold(): tier for tier in own}
    agreed: list[Tier] = []
    for one in tiers:
        there = by_name.pop(one.text.name.casefold(), None)
        agreed.append(_set(cluster, there, one, len(agreed), agreed_in, by=by, now=now))
    left = [tier for tier in own if tier.pk in {one.pk for one in by_name.values()}]
    for tier in left:
        if tier.is_member:
            _replace(tier, agreed, agreed_in, by=by, now=now)
    _put_below(agreed, [tier for tier in left if not tier.is_member])
    record(
        "clusters.agree_tiers", by=by, on=cluster, at=now, scope=scope, agreed_in=agreed_in,
        names=listed(tier.name for tier in agreed),
        tiers={tier.name: _asks(tier) for tier in agreed},
    )  # fmt: skip
    adjust_tiers(cluster=cluster, by=Actor.system("tiers"), now=now)
    return tiers_of(cluster)


def _let_go(cluster: Cluster, tiers: list[Tier], *, by: Actor, now: datetime) -> list[Tier]:
    agreed = [tier for tier in tiers if tier.agreed_in]
    if agreed:
        Tier.objects.filter(pk__in=[tier.pk for tier in agreed]).update(agreed_in="")
        record(
            "clusters.agree_tiers", by=by, on=cluster, at=now, scope=cluster_scope(cluster.pk),
            agreed_in="", names=listed(tier.name for tier in agreed),
        )  # fmt: skip
    return tiers_of(cluster)


def _as_agreed(own: list[Tier], tiers: Sequence[AgreedTier], agreed_in: str) -> bool:
    """Whether nothing would change."""
    there = [tier for tier in own if tier.agreed_in]
    return [(_text(tier), _criteria(tier), tier.agreed_in) for tier in there] == [
        (one.text, one.criteria, agreed_in) for one in tiers
    ]


def _text(tier: Tier) -> TierText:
    return TierText(**{field: getattr(tier, field) for field in TierText.__dataclass_fields__})


def _criteria(tier: Tier) -> tuple[CriterionText, ...]:
    return tuple(
        CriterionText(one.evidence_kind, one.max_age_months, one.min_cover_pence, one.note)
        for one in tier.criteria.all()
    )


def _asks(tier: Tier) -> list[str]:
    return [criterion_words(one) for one in tier.criteria.order_by("pk")]


def _set(
    cluster: Cluster, tier: Tier | None, one: AgreedTier, position: int, agreed_in: str, *,
    by: Actor, now: datetime,
) -> Tier:  # fmt: skip
    """One agreed tier: made, or put in the place of the one with its name."""
    tier = tier or Tier(cluster=cluster, version=0)
    rights = [getattr(tier, right) for right in RIGHTS] if tier.pk else None
    for field, value in vars(one.text).items():
        setattr(tier, field, value)
    tier.position, tier.agreed_in, tier.version = position, agreed_in, tier.version + 1
    tier.save()
    tier.criteria.all().delete()
    for text in one.criteria:
        Criterion.objects.create(tier=tier, **vars(text))
    if rights is not None and rights != [getattr(tier, right) for right in RIGHTS]:
        _keep_rights(tier, agreed_in, by=by, now=now)
    return Tier.objects.get(pk=tier.pk)


def _keep_rights(tier: Tier, agreed_in: str, *, by: Actor, now: datetime) -> None:
    """What goes with a tier is another now: the histories of those in it say so from today."""
    there = [MembershipState.ACTIVE, MembershipState.SUSPENDED]
    to = Turn(reason=f"What goes with {tier.name} was agreed: {agreed_in}.", by_rule=True)
    for membership in tier.memberships.filter(state__in=there).select_related("tier"):
        keep(membership, membership.state, tier.name, to, by=by, now=now, on=localdate(now))


def _replace(
    tier: Tier, agreed: list[Tier], agreed_in: str, *, by: Actor, now: datetime
) -> None:  # fmt: skip
    """Take a tier away whose place the agreed ones take. Whoever left keeps its history."""
    rights = [getattr(tier, right) for right in RIGHTS]
    alike = (one for one in agreed if [getattr(one, right) for right in RIGHTS] == rights)
    to = next(alike, agreed[-1])
    reason = f"The tiers are those agreed in {agreed_in}."
    present = Membership.objects.select_for_update().filter(tier=tier, state__in=PRESENT)
    for membership in present:
        turned = Turn(tier=to, reason=reason, by_rule=True)
        change = turn(membership, turned, by=by, now=now, on=localdate(now))
        news.membership_changed.send(
            sender=Membership, membership=membership, change=change, now=now, by=by
        )
    Membership.objects.filter(tier=tier).update(tier=to)
    Membership.objects.filter(admitted_to=tier).update(admitted_to=to)
    tier.cluster.invitations.filter(tier=tier).update(tier=to)  # type: ignore[union-attr]
    tier.cluster.calls.filter(tier=tier).update(tier=to)  # type: ignore[union-attr]
    tier.delete()


def _put_below(agreed: list[Tier], others: list[Tier]) -> None:
    """Tiers of those that are no members stand below the agreed ones, the last asking nothing."""
    for place, tier in enumerate(sorted(others, key=lambda one: not one.criteria.exists())):
        Tier.objects.filter(pk=tier.pk).update(position=len(agreed) + place, agreed_in="")
    if others and all(tier.criteria.exists() for tier in others):
        Tier.objects.filter(pk=agreed[-1].pk).update(position=len(agreed) + len(others))
