"""What time does to memberships: leavers leave on their day, and evidence grows too old."""

from __future__ import annotations

import logging
from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.clusters.actions.leaving import end_membership
from spinney.clusters.actions.tiers import adjust_tiers
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import ClusterState, MembershipState

logger = logging.getLogger(__name__)

PRESENT = (MembershipState.ACTIVE, MembershipState.SUSPENDED)


@duty("clusters: leavers leave, tiers follow the criteria", daily_at=time(0, 20))
def keep_memberships_true(now: datetime) -> None:
    """End the memberships whose last day has passed, then give every member the tier that what it
    shares gives it today. Days on which nothing ran are made up for at the next.
    """
    today = localdate(now)
    failed = []
    leaving = Membership.objects.filter(leaves_on__lte=today, state__in=PRESENT)
    for membership in leaving.order_by("leaves_on", "pk"):
        try:
            end_membership(membership=membership, by=Actor.system("leaving"), now=now)
        except Exception:
            logger.exception("Membership %s could not end", membership.pk)
            failed.append(f"membership {membership.pk}")
    for cluster in Cluster.objects.exclude(state=ClusterState.ENDED).order_by("pk"):
        try:
            adjust_tiers(cluster=cluster, on=today, by=Actor.system("tiers"), now=now)
        except Exception:
            logger.exception("The tiers of cluster %s could not be judged", cluster.pk)
            failed.append(f"cluster {cluster.pk}")
    if failed:
        # The others are done; the house's health page tells the host of these.
        raise RuntimeError(f"Not done for {', '.join(failed)}; see the log.")
