"""Making memberships, evidence and time in tests of the clusters room."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.clusters.actions.suspending import propose_suspension, suspend_member
from spinney.clusters.bridge.changes import Turn, keep
from spinney.clusters.bridge.rules import Decided
from spinney.clusters.models import Criterion, EvidenceShare, Membership, Tier
from spinney.clusters.states import MembershipState
from spinney.register.models import Evidence, Organisation
from tests.personas import Wood


def at_meeting(days_ago: int = 0) -> Decided:
    """Decided by the members, so many days ago."""
    return Decided("Members’ meeting, item 4", today() - timedelta(days=days_ago))


def set_aside(
    wood: Wood, membership: Membership, *, reason: str = "Late.", now: datetime | None = None
) -> Membership:
    """A member that was heard, and was suspended by a decision of the members, as nothing else is
    agreed.
    """
    now = now or timezone.now()
    before = now - timedelta(days=15)
    propose_suspension(membership=membership, reason=reason, by=wood.ash, now=before)
    decided = Decided("Members’ meeting, item 4", timezone.localdate(now))
    return suspend_member(membership=membership, decided=decided, by=wood.ash, now=now)


def today() -> date:
    return timezone.localdate()


def in_days(days: int) -> datetime:
    """Now, so many days on."""
    return timezone.now() + timedelta(days=days)


def joined(wood: Wood, name: str = "birch") -> Membership:
    """A persona's membership with the line of history that joining would have written."""
    membership = wood.memberships[name]
    if not membership.changes.exists():
        on = membership.joined_on or today()
        keep(membership, "", "", Turn(), by=wood.ash, now=timezone.now(), on=on)
    return membership


def a_tier(wood: Wood, name: str, position: int = 9, **rights: bool) -> Tier:
    return Tier.objects.create(programme=wood.programme, name=name, position=position, **rights)


def asks_for(tier: Tier, kind: str = "accounts", **more: Any) -> Criterion:
    return Criterion.objects.create(tier=tier, evidence_kind=kind, **more)


def shown(
    wood: Wood,
    organisation: Organisation,
    kind: str = "accounts",
    *,
    shared: bool = True,
    **more: Any,
) -> Evidence:
    """A piece of evidence, shared with the wood's cluster unless said otherwise."""
    given = {"issued_on": today() - timedelta(days=90), **more}
    evidence = Evidence.objects.create(
        organisation=organisation, kind=kind, added_at=timezone.now(), added_by="t", **given
    )
    if shared:
        EvidenceShare.objects.create(
            cluster=wood.cluster, evidence=evidence, shared_at=timezone.now(), shared_by="t"
        )
    return evidence


def asked(wood: Wood, name: str = "Elder Row Gardeners") -> Membership:
    """An organisation that has asked to join the wood's cluster."""
    organisation = Organisation.objects.create(name=name)
    lowest = wood.tiers["supporter"]
    return Membership.objects.create(
        cluster=wood.cluster,
        organisation=organisation,
        admitted_to=lowest,
        tier=lowest,
        state=MembershipState.APPLIED,
        brings="We have a hall.",
        asked_at=timezone.now(),
    )


def last_entry(thing: Any) -> Entry:
    """The newest entry of the record about a thing."""
    return Entry.objects.filter(subject=subject_of(thing)).latest("pk")
