"""The one place that changes a membership's state or tier: the row, and its line of history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from spinney.base.kernel.actors import Actor
from spinney.clusters.bridge.rules import NOT_SAID, Decided
from spinney.clusters.engine.history import Change, Rights
from spinney.clusters.models import Membership, MembershipChange, Tier
from spinney.clusters.states import MembershipState


@dataclass(frozen=True)
class Turn:
    """What a membership turns into, and why. None leaves as it is."""

    state: MembershipState | None = None
    tier: Tier | None = None
    admitted_to: Tier | None = None
    reason: str = ""
    by_rule: bool = False
    decided: Decided = NOT_SAID


def turn(
    membership: Membership, to: Turn, *, by: Actor, now: datetime, on: date
) -> MembershipChange:
    """Change a membership from the day `on`, and keep how it was. The caller's transaction. One
    that is not saved yet is, and has nothing before.
    """
    is_new = membership.pk is None
    before_state, before_tier = ("", "") if is_new else (membership.state, membership.tier.name)
    tier = to.tier or membership.tier
    membership.state = to.state or membership.state
    membership.tier = tier
    membership.admitted_to = to.admitted_to or membership.admitted_to
    membership.version += 1
    membership.save()
    return keep(membership, before_state, before_tier, to, by=by, now=now, on=on)


def keep(
    membership: Membership,
    from_state: str,
    from_tier: str,
    to: Turn,
    *,
    by: Actor,
    now: datetime,
    on: date,
) -> MembershipChange:
    """Write a line of history for a membership as it is now, with the rights of its tier."""
    tier = membership.tier
    return MembershipChange.objects.create(
        membership=membership,
        at=now,
        by=by.label,
        from_state=from_state,
        to_state=membership.state,
        from_tier=from_tier,
        to_tier=tier.name,
        reason=to.reason,
        by_rule=to.by_rule,
        decided=to.decided.where,
        decided_on=to.decided.on,
        decision=to.decided.decision,
        effective_on=on,
        is_member=tier.is_member,
        may_vote=tier.may_vote,
        may_see=tier.may_see,
        in_quorum=tier.in_quorum,
    )


def change_of(row: MembershipChange) -> Change:
    """A line of history as the engine reads it."""
    rights = Rights(row.is_member, row.may_vote, row.may_see, row.in_quorum)
    return Change(row.effective_on, row.pk, row.to_state, row.to_tier, rights)
