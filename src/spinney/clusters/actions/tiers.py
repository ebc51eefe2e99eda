"""The ways of belonging and what they ask for; and members' tiers following from what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import listed
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, keep, turn
from spinney.clusters.bridge.default_tiers import TierText
from spinney.clusters.bridge.standing import standings_of, tiers_of, tiers_of_programme
from spinney.clusters.bridge.words import criterion_words, why_words
from spinney.clusters.events import members as news
from spinney.clusters.letters import members as letters
from spinney.clusters.models import (
    Call,
    Cluster,
    Criterion,
    Invitation,
    Membership,
    MembershipChange,
    Programme,
    Tier,
)
from spinney.clusters.policies import tiers as rules
from spinney.clusters.states import MembershipState

PRESENT = (MembershipState.ACTIVE, MembershipState.SUSPENDED, MembershipState.APPLIED)
RIGHTS = ("is_member", "may_vote", "may_see", "in_quorum")
WORDS = {
    "name": "name",
    "description": "description",
    "is_member": "whether it counts as a member",
    "may_vote": "whether it votes",
    "may_see": "what it sees",
    "in_quorum": "whether it is counted for the quorum",
}


@dataclass(frozen=True)
class CriterionText:
    """What a tier asks for, as it is typed."""

    evidence_kind: str
    max_age_months: int | None = None
    min_cover_pence: int | None = None
    note: str = ""


@transaction.atomic
def adjust_tiers(
    *,
    cluster: Cluster,
    organisation_ids: Iterable[int] | None = None,
    on: date | None = None,
    by: Actor,
    now: datetime,
) -> list[MembershipChange]:
    """Give each member (or those of the organisations named) the tier that what it shares with the
    cluster gives it on a day: today unless `on` says otherwise. Done by the site itself when
    evidence arrives, is withdrawn, is no longer shared, or has grown too old.

    Returns the changes made. Each member that changed, and the facilitators, are told.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "adjust_tiers", by=by, scope=scope)
    on = on or localdate(now)
    members = (
        Membership.objects.select_for_update(of=("self",))
        .filter(Q(leaves_on=None) | Q(leaves_on__gt=on), cluster=cluster)
        .filter(state=MembershipState.ACTIVE)
        .select_related("cluster", "organisation", "tier", "admitted_to")
    )
    if organisation_ids is not None:
        members = members.filter(organisation_id__in=list(organisation_ids))
    found = list(members.order_by("pk"))
    standings = standings_of(cluster, found, on) if found else {}
    changes = []
    for membership in found:
        standing = standings[membership.pk]
        if standing.tier.pk == membership.tier_id:
            continue
        before, why = membership.tier.name, why_words(standing)
        to = Turn(tier=standing.tier, reason=why, by_rule=True)
        change = turn(membership, to, by=by, now=now, on=on)
        changes.append(change)
        record(
            "clusters.adjust_tiers", by=by, on=membership, at=now, scope=scope,
            organisation=membership.organisation.name, before=before, after=standing.tier.name,
            reason=why, judged_on=on,
        )  # fmt: skip
        news.membership_changed.send(
            sender=Membership, membership=membership, change=change, now=now, by=by
        )
        letters.tier_adjusted(membership, before, why, by=by, now=now)
    return changes


@transaction.atomic
def add_tier(
    *,
    owner: Programme | Cluster,
    text: TierText,
    position: int | None = None,
    criteria: Sequence[CriterionText] = (),
    by: Actor,
    now: datetime,
) -> Tier:
    """A further way of belonging, at a place among the others (0 is the highest; last if None)."""
    scope = _scope_of(owner)
    require(policies.MAY, "add_tier", by=by, scope=scope)
    others = _tiers_of(owner)
    rules.check_has_own(owner, others)
    rules.check_not_agreed(others)
    rules.check_name_is_free(text.name, others)
    tier = Tier.objects.create(
        programme=owner if isinstance(owner, Programme) else None,
        cluster=owner if isinstance(owner, Cluster) else None,
        position=len(others),
        **vars(text),
    )
    _write_criteria(tier, criteria)
    _put_in_place(tier, others, len(others) if position is None else position)
    _check_lowest(owner)
    record("clusters.add_tier", by=by, on=tier, at=now, scope=scope, name=tier.name)
    _adjust_everywhere(owner, now)
    return tier


@transaction.atomic
def edit_tier(
    *,
    tier: Tier,
    text: TierText,
    version: int | None = None,
    position: int | None = None,
    criteria: Sequence[CriterionText] = (),
    by: Actor,
    now: datetime,
) -> Tier:
    """Change a tier: its words, its rights, its place, what it asks for. Members whose tier changes
    by it are told. Raises ChangedMeanwhile when somebody else saved first.
    """
    owner: Programme | Cluster = tier.programme or tier.cluster  # type: ignore[assignment]
    scope = _scope_of(owner)
    require(policies.MAY, "edit_tier", by=by, scope=scope)
    tier = Tier.objects.select_for_update().get(pk=tier.pk)
    before = {field: getattr(tier, field) for field in WORDS}
    after = vars(text)
    check_unchanged(tier, version, f"the tier “{tier.name}”")
    others = [one for one in _tiers_of(owner) if one.pk != tier.pk]
    rules.check_not_agreed([tier, *others])
    rules.check_name_is_free(text.name, others)
    changed: dict[str, Any] = {f: after[f] for f in WORDS if before[f] != after[f]}
    for field, value in changed.items():
        setattr(tier, field, value)
    tier.version += 1
    tier.save()
    asked_before, asks = _criteria_words(tier), _write_criteria(tier, criteria)
    moved = _put_in_place(tier, others, position)
    _check_lowest(owner)
    what = [WORDS[field] for field in changed] + ["its place"] * moved
    what += ["what it asks for"] if asked_before != asks else []
    record(
        "clusters.edit_tier", by=by, on=tier, at=now, scope=scope, name=tier.name,
        what=listed(what) or "nothing", version=tier.version,
        before={**{f: before[f] for f in changed}, "criteria": asked_before},
        after={**changed, "criteria": asks},
    )  # fmt: skip
    if set(changed) & set(RIGHTS):
        _keep_rights(tier, by=by, now=now)
    _adjust_everywhere(owner, now)
    return tier


@transaction.atomic
def remove_tier(*, tier: Tier, by: Actor, now: datetime) -> None:
    """Take a tier away. Refused, with what to do, while an organisation is in it or was offered it.
    Those that left keep their history; their row moves to the lowest tier.
    """
    owner: Programme | Cluster = tier.programme or tier.cluster  # type: ignore[assignment]
    scope = _scope_of(owner)
    require(policies.MAY, "remove_tier", by=by, scope=scope)
    of_tier = Membership.objects.filter(Q(tier=tier) | Q(admitted_to=tier))
    others = [one for one in _tiers_of(owner) if one.pk != tier.pk]
    rules.check_not_agreed([tier, *others])
    offered = Invitation.objects.filter(tier=tier).count() + Call.objects.filter(tier=tier).count()
    members = of_tier.filter(state__in=PRESENT).count()
    rules.check_can_remove(tier, members=members, offered=offered, others=len(others))
    Membership.objects.filter(tier=tier).update(tier=others[-1])
    Membership.objects.filter(admitted_to=tier).update(admitted_to=others[-1])
    record(
        "clusters.remove_tier", by=by, on=tier, at=now, scope=scope, name=tier.name,
        criteria=_criteria_words(tier), **{right: getattr(tier, right) for right in RIGHTS},
    )  # fmt: skip
    tier.delete()
    _check_lowest(owner)
    _adjust_everywhere(owner, now)


@transaction.atomic
def use_own_tiers(*, cluster: Cluster, by: Actor, now: datetime) -> list[Tier]:
    """Copy the programme's tiers, with what they ask for, so that the cluster can change its own.
    Its members, invitations and calls move to the copies; nothing else about them changes.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "use_own_tiers", by=by, scope=scope)
    tiers = tiers_of(cluster)
    if any(tier.cluster_id for tier in tiers):
        return tiers
    for tier in tiers:
        copy = _copy(tier, cluster)
        cluster.memberships.filter(tier=tier).update(tier=copy)
        cluster.memberships.filter(admitted_to=tier).update(admitted_to=copy)
        cluster.invitations.filter(tier=tier).update(tier=copy)
        cluster.calls.filter(tier=tier).update(tier=copy)
    record("clusters.use_own_tiers", by=by, on=cluster, at=now, scope=scope)
    return tiers_of(cluster)


def _copy(tier: Tier, cluster: Cluster) -> Tier:
    copied = {field: getattr(tier, field) for field in WORDS}
    copy = Tier.objects.create(cluster=cluster, position=tier.position, **copied)
    for one in tier.criteria.all():
        Criterion.objects.create(
            tier=copy,
            evidence_kind=one.evidence_kind,
            max_age_months=one.max_age_months,
            min_cover_pence=one.min_cover_pence,
            note=one.note,
        )
    return copy


def _scope_of(owner: Programme | Cluster) -> Scope:
    is_programme = isinstance(owner, Programme)
    return programme_scope(owner.pk) if is_programme else cluster_scope(owner.pk)


def _tiers_of(owner: Programme | Cluster) -> list[Tier]:
    if isinstance(owner, Programme):
        return tiers_of_programme(owner.pk)
    return [tier for tier in tiers_of(owner) if tier.cluster_id]


def _write_criteria(tier: Tier, criteria: Sequence[CriterionText]) -> list[str]:
    tier.criteria.all().delete()
    for text in criteria:
        Criterion.objects.create(tier=tier, **vars(text))
    return _criteria_words(tier)


def _criteria_words(tier: Tier) -> list[str]:
    return [criterion_words(one) for one in tier.criteria.order_by("pk")]


def _put_in_place(tier: Tier, others: list[Tier], position: int | None) -> bool:
    """Number the tiers from 0, with this one at its place; whether it moved."""
    if position is None:
        return False
    was = tier.position
    order = [*others[:position], tier, *others[position:]]
    for place, one in enumerate(order):
        Tier.objects.filter(pk=one.pk).update(position=place)
    tier.position = order.index(tier)
    return tier.position != was


def _check_lowest(owner: Programme | Cluster) -> None:
    tiers = _tiers_of(owner)
    rules.check_lowest_asks_nothing(tiers, {t.pk: len(t.criteria.all()) for t in tiers})


def _keep_rights(tier: Tier, *, by: Actor, now: datetime) -> None:
    """The rights of those in a tier changed with it: from today, their histories say so."""
    members = tier.memberships.filter(state__in=[MembershipState.ACTIVE, MembershipState.SUSPENDED])
    to = Turn(reason=f"What goes with {tier.name} was changed.")
    for membership in members.select_related("tier"):
        state = membership.state
        keep(membership, state, tier.name, to, by=by, now=now, on=localdate(now))


def _adjust_everywhere(owner: Programme | Cluster, now: datetime) -> None:
    """Let members' tiers follow in every cluster that goes by these."""
    clusters = [owner] if isinstance(owner, Cluster) else list(owner.clusters.filter(tiers=None))
    for cluster in clusters:
        adjust_tiers(cluster=cluster, by=Actor.system("tiers"), now=now)
