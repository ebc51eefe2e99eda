"""What time does to memberships: leavers leave on their day, and evidence grows too old."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.clusters.actions.leaving import end_membership
from spinney.clusters.actions.suspending import end_suspension
from spinney.clusters.actions.tiers import adjust_tiers
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import ClusterState, MembershipState

logger = logging.getLogger(__name__)

PRESENT = (MembershipState.ACTIVE, MembershipState.SUSPENDED)


@duty("clusters: leavers leave, tiers follow the criteria", daily_at=time(0, 20))
def keep_memberships_true(now: datetime) -> None:
    """End the memberships whose last day has passed and the suspensions whose time is over, then
    give every member the tier that what it shares gives it today. Days on which nothing ran are
    made up for at the next.
    """
    today = localdate(now)
    failed = []
    leaving = Membership.objects.filter(leaves_on__lte=today, state__in=PRESENT)
    for membership in leaving.order_by("leaves_on", "pk"):
        failed += _each(membership, end_membership, "leaving", now)
    over = Membership.objects.filter(set_aside_until__lte=today, state=MembershipState.SUSPENDED)
    for membership in over.order_by("set_aside_until", "pk"):
        failed += _each(membership, end_suspension, "suspension", now)
    for cluster in Cluster.objects.exclude(state=ClusterState.ENDED).order_by("pk"):
        try:
            adjust_tiers(cluster=cluster, on=today, by=Actor.system("tiers"), now=now)
        except Exception:
            logger.exception("The tiers of cluster %s could not be judged", cluster.pk)
            failed.append(f"cluster {cluster.pk}")
    if failed:
        # The others are done; the house's health page tells the host of these.
        raise RuntimeError(f"Not done for {', '.join(failed)}; see the log.")


def _each(
    membership: Membership, deed: Callable[..., object], why: str, now: datetime
) -> list[str]:
    """Do it for one, whatever happens with another; returns what failed."""
    try:
        deed(membership=membership, by=Actor.system(why), now=now)
    except Exception:
        logger.exception("Membership %s: %s was not done", membership.pk, why)
        return [f"membership {membership.pk}"]
    return []
