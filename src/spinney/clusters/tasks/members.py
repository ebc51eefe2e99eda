"""What time does to memberships: leavers leave on their day, and evidence grows too old."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.clusters.actions.leaving import end_membership
from spinney.clusters.actions.tiers import adjust_tiers
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import ClusterState, MembershipState

PRESENT = (MembershipState.ACTIVE, MembershipState.SUSPENDED)


@duty("clusters: leavers leave, tiers follow the criteria", daily_at=time(0, 20))
def keep_memberships_true(now: datetime) -> None:
    """End the memberships whose last day has passed, then give every member the tier that what it
    shares gives it today. Days on which nothing ran are made up for at the next.
    """
    today = localdate(now)
    leaving = Membership.objects.filter(leaves_on__lte=today, state__in=PRESENT)
    for membership in leaving.order_by("leaves_on", "pk"):
        end_membership(membership=membership, by=Actor.system("leaving"), now=now)
    for cluster in Cluster.objects.exclude(state=ClusterState.ENDED).order_by("pk"):
        adjust_tiers(cluster=cluster, on=today, by=Actor.system("tiers"), now=now)
