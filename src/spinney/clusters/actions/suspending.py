"""Setting a member aside for a time, as was agreed: proposed with a reason, answered, decided by
those who decide it, over by itself after the months agreed, or lifted before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.periods import add_months
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.rules import (
    NOT_SAID,
    Decided,
    SuspensionRule,
    decided_in_record,
    suspension_rule,
)
from spinney.clusters.bridge.standing import standing_of
from spinney.clusters.bridge.suspending import open_suspension, settle_suspension
from spinney.clusters.events import members as news
from spinney.clusters.letters import suspending as letters
from spinney.clusters.models import Membership, MembershipChange, Suspension
from spinney.clusters.policies import clusters as cluster_rules
from spinney.clusters.policies import members as member_rules
from spinney.clusters.policies import suspending as rules
from spinney.clusters.policies.deciding import check_decided
from spinney.clusters.states import MembershipState, SuspensionState


def _locked(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("cluster", "organisation", "tier", "admitted_to")
        .get(pk=membership.pk)
    )


def _note(verb: str, membership: Membership, by: Actor, now: datetime, **detail: object) -> None:
    record(
        verb, by=by, on=membership, at=now, scope=cluster_scope(membership.cluster_id),
        organisation=membership.organisation.name, **detail,
    )  # fmt: skip


def _announce(change: MembershipChange, *, by: Actor, now: datetime) -> None:
    news.membership_changed.send(
        sender=Membership, membership=change.membership, change=change, now=now, by=by
    )


@transaction.atomic
def propose_suspension(
    *, membership: Membership, reason: str, for_what: str = "", by: Actor, now: datetime
) -> Suspension:
    """Propose to set a member aside. It is told why, and has the days agreed to answer; nothing
    changes until it is decided (`suspend_member`). `for_what` is one of the reasons agreed, by its
    key.

    Raises BadInput without a reason, WrongState when it does not belong or is proposed already.
    """
    require(policies.MAY, "propose_suspension", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    cluster_rules.check_cluster_goes_on(membership.cluster)
    rule = suspension_rule(membership.cluster_id)
    suspension = _proposed(membership, rule, reason, for_what, by=by, now=now)
    until = suspension.answer_by
    _note(
        "clusters.propose_suspension", membership, by, now, reason=suspension.reason,
        for_what=suspension.for_what, until=day(until) if until else "",
        agreed_in=suspension.agreed_in,
    )  # fmt: skip
    letters.proposed(suspension, by=by, now=now)
    return suspension


def _proposed(
    membership: Membership,
    rule: SuspensionRule,
    reason: str,
    for_what: str,
    *,
    by: Actor,
    now: datetime,
) -> Suspension:
    member_rules.check_is_in(membership)
    member_rules.check_can_become(membership, MembershipState.SUSPENDED)
    rules.check_none_is_open(open_suspension(membership))
    today, days = localdate(now), rule.answer_days
    return Suspension.objects.create(
        membership=membership,
        for_what=rules.check_for_what(for_what, rule.reasons),
        reason=rules.check_reason(reason),
        proposed_at=now,
        proposed_by=by.label,
        decides=rule.decides,
        answer_by=today + timedelta(days=days) if days else None,
        most_months=rule.most_months,
        agreed_in=rule.agreed_in,
    )


@transaction.atomic
def answer_suspension(
    *, membership: Membership, answer: str, by: Actor, now: datetime
) -> Suspension:
    """The member says what it has to say, and may change that until it is decided. Once it has, it
    was heard. Raises NotAllowed to whoever does not act for it.
    """
    require(policies.MAY, "answer_suspension", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    rules.check_speaks_for(by, membership)
    suspension = rules.check_is_proposed(open_suspension(membership))
    suspension.answer = rules.check_answer(answer)
    # It was heard when it answered first: what it changes later puts no decision off.
    suspension.answered_at = suspension.answered_at or now
    suspension.version += 1
    suspension.save(update_fields=["answer", "answered_at", "version"])
    _note("clusters.answer_suspension", membership, by, now)
    letters.answered(suspension, by=by, now=now)
    return suspension


@transaction.atomic
def drop_suspension(*, membership: Membership, by: Actor, now: datetime) -> Suspension:
    """It is not proposed any more, and the member is told."""
    require(policies.MAY, "drop_suspension", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    suspension = rules.check_is_proposed(open_suspension(membership))
    settle_suspension(suspension, SuspensionState.DROPPED)
    _note("clusters.drop_suspension", membership, by, now)
    letters.dropped(suspension, by=by, now=now)
    return suspension


@transaction.atomic
def suspend_member(
    *,
    membership: Membership,
    reason: str = "",
    for_what: str = "",
    decided: Decided = NOT_SAID,
    by: Actor,
    now: datetime,
) -> Membership:
    """It was decided to set a member aside: from today it neither votes nor is counted, until it is
    reinstated, for as many months as was agreed at the most; its people still see the cluster's
    page, and why. What was proposed takes effect; where a member need not be asked first it is done
    at once, with a `reason`. Where others decide than those who run the cluster, `decided` says
    where and when they did.

    Raises WrongState while the member may still answer or once the cluster ended, BadInput without
    the decision.
    """
    require(policies.MAY, "suspend_member", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    cluster_rules.check_cluster_goes_on(membership.cluster)
    member_rules.check_is_in(membership)
    member_rules.check_can_become(membership, MembershipState.SUSPENDED)
    suspension, today = open_suspension(membership), localdate(now)
    if suspension is None:
        rule = suspension_rule(membership.cluster_id)
        rules.check_need_not_be_asked(rule.answer_days, rule.agreed_in)
        suspension = _proposed(membership, rule, reason, for_what, by=by, now=now)
    first = rules.check_heard(suspension, today)
    decided = check_decided(suspension.decides, decided, today, heard_on=first)
    ends_on = add_months(today, suspension.most_months)
    suspension.begins_on, suspension.ends_on = today, ends_on
    settle_suspension(suspension, SuspensionState.IN_FORCE)
    membership.set_aside_until = ends_on
    to = Turn(MembershipState.SUSPENDED, reason=suspension.reason, decided=decided)
    change = turn(membership, to, by=by, now=now, on=today)
    _note(
        "clusters.suspend_member", membership, by, now, reason=suspension.reason,
        for_what=suspension.for_what, until=day(ends_on), agreed_in=suspension.agreed_in,
        **decided_in_record(decided),
    )  # fmt: skip
    _announce(change, by=by, now=now)
    letters.set_aside(suspension, decided, by=by, now=now)
    return membership


@transaction.atomic
def reinstate_member(
    *, membership: Membership, reason: str = "", by: Actor, now: datetime
) -> Membership:
    """A suspension is lifted before its time: the member is one again, in the tier that what it
    shares gives it today.
    """
    require(policies.MAY, "reinstate_member", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    member_rules.check_is_in(membership)
    member_rules.check_can_become(membership, MembershipState.ACTIVE)
    _back(membership, Turn(reason=reason), "clusters.reinstate_member", by=by, now=now)
    return membership


@transaction.atomic
def end_suspension(*, membership: Membership, by: Actor, now: datetime) -> Membership:
    """The months agreed are over: done by the site itself. The member counted again from that day,
    whether this was done or not.
    """
    require(policies.MAY, "end_suspension", by=by, scope=cluster_scope(membership.cluster_id))
    membership = _locked(membership)
    until = membership.set_aside_until
    if membership.state != MembershipState.SUSPENDED or until is None or until > localdate(now):
        return membership
    to = Turn(reason="The longest time agreed is over.", by_rule=True)
    _back(membership, to, "clusters.end_suspension", by=by, now=now)
    return membership


def _back(membership: Membership, to: Turn, verb: str, *, by: Actor, now: datetime) -> None:
    on = min(localdate(now), membership.set_aside_until or localdate(now))
    suspension = open_suspension(membership)
    if suspension is not None:
        suspension.ends_on = on
        settle_suspension(suspension, SuspensionState.ENDED)
    membership.set_aside_until = None
    held = standing_of(membership, localdate(now)).tier
    back = Turn(MembershipState.ACTIVE, held, reason=to.reason, by_rule=to.by_rule)
    change = turn(membership, back, by=by, now=now, on=on)
    _note(verb, membership, by, now, reason=to.reason)
    _announce(change, by=by, now=now)
    letters.back(membership, to.reason, by=by, now=now)
