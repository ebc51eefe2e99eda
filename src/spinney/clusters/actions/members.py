"""Coming in and moving between tiers: what is decided about members, and what organisations ask.
Who decides is what the members agreed (bridge/rules.py); suspension is in suspending.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.joining import bring_in, membership_row
from spinney.clusters.bridge.rules import NOT_SAID, Decided, decided_in_record, joining_rule
from spinney.clusters.bridge.standing import standing_of, tiers_of
from spinney.clusters.events import members as news
from spinney.clusters.letters import members as letters
from spinney.clusters.models import Cluster, Membership, MembershipChange, Tier
from spinney.clusters.policies import clusters as cluster_rules
from spinney.clusters.policies import members as rules
from spinney.clusters.policies.deciding import check_decided
from spinney.clusters.queries.members import belonging
from spinney.clusters.states import MembershipState
from spinney.register import api as register


def _locked(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("cluster", "organisation", "tier", "admitted_to")
        .get(pk=membership.pk)
    )


def _announce(change: MembershipChange, *, by: Actor, now: datetime) -> None:
    news.membership_changed.send(
        sender=Membership, membership=change.membership, change=change, now=now, by=by
    )


@transaction.atomic
def ask_to_join(*, cluster: Cluster, brings: str, by: Actor, now: datetime) -> Membership:
    """The organisation that the actor represents asks to join a cluster that lets it ask.

    Raises NotFound when the cluster does not, WrongState when it belongs or has asked already.
    """
    require(policies.MAY, "ask_to_join", by=by, scope=SITE)
    rules.check_may_ask(cluster)
    organisation_id = rules.check_acts_for_somebody(by)
    lowest = tiers_of(cluster)[-1]
    membership = membership_row(cluster, organisation_id, lowest, now)
    if membership.pk is not None:
        rules.check_can_become(membership, MembershipState.APPLIED)
    membership.brings, membership.asked_at = brings, now
    change = turn(
        membership,
        Turn(MembershipState.APPLIED, lowest, lowest, brings),
        by=by,
        now=now,
        on=localdate(now),
    )
    record(
        "clusters.ask_to_join", by=by, on=membership, at=now, scope=cluster_scope(cluster.pk),
        organisation=membership.organisation.name,
    )  # fmt: skip
    _announce(change, by=by, now=now)
    letters.asked_to_join(membership, by=by, now=now)
    return membership


@transaction.atomic
def take_back_request(*, membership: Membership, by: Actor, now: datetime) -> Membership:
    """Whoever asked to join no longer does. Raises NotFound to anybody else."""
    require(policies.MAY, "take_back_request", by=by, scope=SITE)
    membership = _locked(membership)
    if not rules.speaks_for(by, membership):
        raise NotFound("There is no such request, or it is not yours.")
    rules.check_is_request(membership)
    change = turn(membership, Turn(MembershipState.DECLINED), by=by, now=now, on=localdate(now))
    record(
        "clusters.take_back_request", by=by, on=membership, at=now,
        scope=cluster_scope(membership.cluster_id), organisation=membership.organisation.name,
    )  # fmt: skip
    _announce(change, by=by, now=now)
    return membership


@transaction.atomic
def admit_member(
    *,
    membership: Membership,
    tier: Tier,
    reason: str = "",
    decided: Decided = NOT_SAID,
    sponsor: register.Organisation | None = None,
    by: Actor,
    now: datetime,
) -> Membership:
    """Let an organisation that asked to join in, admitted to a tier, as was agreed: where others
    decide than those who run the cluster, `decided` says where and when they did; where a member
    must propose it, `sponsor` is that member. Raises BadInput without them.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "admit_member", by=by, scope=scope)
    membership = _locked(membership)
    cluster_rules.check_cluster_goes_on(membership.cluster)
    rules.check_is_request(membership)
    because = _Because(reason, decided, sponsor)
    _let_in(membership, tier, "clusters.admit_member", because, by=by, now=now)
    return membership


@transaction.atomic
def readmit_member(
    *,
    membership: Membership,
    tier: Tier,
    reason: str = "",
    decided: Decided = NOT_SAID,
    sponsor: register.Organisation | None = None,
    by: Actor,
    now: datetime,
) -> Membership:
    """An organisation that left comes back, decided as for one that is new; its record goes on
    where it stopped.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "readmit_member", by=by, scope=scope)
    membership = _locked(membership)
    cluster_rules.check_cluster_goes_on(membership.cluster)
    if membership.state != MembershipState.LEFT:
        raise WrongState(f"{membership.organisation.name} has not left, so it cannot come back.")
    because = _Because(reason, decided, sponsor)
    _let_in(membership, tier, "clusters.readmit_member", because, by=by, now=now)
    return membership


@dataclass(frozen=True)
class _Because:
    """Why an organisation comes in, where that was decided, and which member proposed it."""

    reason: str
    decided: Decided
    sponsor: register.Organisation | None


def _let_in(
    membership: Membership, tier: Tier, verb: str, because: _Because, *, by: Actor, now: datetime
) -> None:
    cluster = membership.cluster
    rules.check_tier_is_in_use_here(tier, tiers_of(cluster))
    rule, today = joining_rule(cluster.pk), localdate(now)
    decided = check_decided(rule.decides, because.decided, today)
    if rule.sponsor:
        members = {one.organisation_id for one in belonging(cluster.pk, today) if one.is_member}
        rules.check_sponsor(because.sponsor.pk if because.sponsor else None, members)
        membership.sponsor = because.sponsor
    change = bring_in(
        membership, tier, reason=because.reason, decided=decided, trial_months=rule.trial_months,
        by=by, now=now,
    )  # fmt: skip
    record(
        verb, by=by, on=membership, at=now, scope=cluster_scope(cluster.pk),
        organisation=membership.organisation.name, tier=membership.tier.name,
        admitted_to=tier.name, reason=because.reason, **decided_in_record(decided),
        sponsor=because.sponsor.name if rule.sponsor and because.sponsor else "",
    )  # fmt: skip
    _announce(change, by=by, now=now)
    letters.let_in(membership, because.reason, by=by, now=now)


@transaction.atomic
def decline_member(*, membership: Membership, reason: str, by: Actor, now: datetime) -> Membership:
    """Do not let an organisation in, and tell it why."""
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "decline_member", by=by, scope=scope)
    membership = _locked(membership)
    rules.check_is_request(membership)
    to = Turn(MembershipState.DECLINED, reason=reason)
    change = turn(membership, to, by=by, now=now, on=localdate(now))
    record(
        "clusters.decline_member", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name, reason=reason,
    )  # fmt: skip
    _announce(change, by=by, now=now)
    letters.not_let_in(membership, reason, by=by, now=now)
    return membership


@transaction.atomic
def move_member(
    *, membership: Membership, tier: Tier, reason: str, by: Actor, now: datetime
) -> Membership:
    """Admit a member to another tier, up or down, for a reason that stays in the record. It holds
    that tier as far as what it shares meets the criteria.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "move_member", by=by, scope=scope)
    membership = _locked(membership)
    cluster_rules.check_cluster_goes_on(membership.cluster)
    rules.check_is_in(membership)
    rules.check_tier_is_in_use_here(tier, tiers_of(membership.cluster))
    if not reason.strip():
        told = "Say why: the reason stays in the record."
        raise BadInput(told, {"reason": [told]})
    if tier == membership.admitted_to:
        told = f"{membership.organisation.name} is admitted to {tier.name} already."
        raise BadInput(told, {"tier": [told]})
    before, was_admitted = membership.tier.name, membership.admitted_to.name
    today = localdate(now)
    membership.admitted_to = tier
    held = standing_of(membership, today).tier
    change = turn(membership, Turn(tier=held, reason=reason), by=by, now=now, on=today)
    record(
        "clusters.move_member", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name, before=before, after=held.name,
        admitted_before=was_admitted, admitted_to=tier.name, reason=reason,
    )  # fmt: skip
    _announce(change, by=by, now=now)
    letters.moved(membership, before, reason, by=by, now=now)
    return membership
