"""An organisation comes into a cluster, or back: the row, the tier that its evidence gives it, and
the cluster's own beginning.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.periods import add_months
from spinney.base.record.record import record
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.rules import NOT_SAID, Decided
from spinney.clusters.bridge.standing import standing_of
from spinney.clusters.models import Cluster, Membership, MembershipChange, Tier
from spinney.clusters.states import ClusterState, MembershipState

SECOND = 2


def membership_row(cluster: Cluster, organisation_id: int, tier: Tier, now: datetime) -> Membership:
    """The one row of an organisation in a cluster, locked: the old one, or a new one."""
    known = (
        Membership.objects.select_for_update()
        .filter(cluster=cluster, organisation_id=organisation_id)
        .first()
    )
    return known or Membership(
        cluster=cluster,
        organisation_id=organisation_id,
        admitted_to=tier,
        tier=tier,
        asked_at=now,
    )


def bring_in(
    membership: Membership,
    tier: Tier,
    *,
    reason: str = "",
    decided: Decided = NOT_SAID,
    trial_months: int | None = None,
    by: Actor,
    now: datetime,
) -> MembershipChange:
    """Make the organisation a member from today, admitted to a tier. It begins in that tier, or in
    the next one below whose criteria it meets with what it shares; on trial for so many months, if
    that was agreed.
    """
    today = localdate(now)
    membership.admitted_to = tier
    membership.joined_on, membership.left_on, membership.leaves_on = today, None, None
    last = add_months(today, trial_months) - timedelta(days=1) if trial_months else None
    membership.trial_until, membership.set_aside_until = last, None
    held = standing_of(membership, today).tier
    to = Turn(MembershipState.ACTIVE, held, tier, reason, decided=decided)
    change = turn(membership, to, by=by, now=now, on=today)
    _begin_with_second(membership.cluster, today, now)
    return change


def _begin_with_second(cluster: Cluster, today: date, now: datetime) -> None:
    """A cluster that is forming begins when a second organisation belongs to it."""
    if cluster.state != ClusterState.FORMING:
        return
    members = cluster.memberships.filter(state=MembershipState.ACTIVE, tier__is_member=True)
    if members.count() < SECOND:
        return
    cluster.state = ClusterState.ACTIVE
    cluster.save(update_fields=["state"])
    record(
        "clusters.start_cluster",
        by=Actor.system("clusters"),
        on=cluster,
        at=now,
        scope=cluster_scope(cluster.pk),
        name=cluster.name,
    )
