"""Who follows a cluster's meetings in her own calendar, by a secret address."""

from __future__ import annotations

from datetime import date, datetime

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.kernel.policy import may
from spinney.clusters import api as clusters
from spinney.decisions.bridge.following_meetings import VERB, feed_errand
from spinney.decisions.policies import meetings as rules


def follows(by: Actor, cluster: clusters.Cluster, now: datetime) -> bool:
    """Whether an actor has an address that works."""
    errand = feed_errand(cluster, by)
    live = TaskLink.objects.filter(verb=errand.verb, subject=errand.subject)
    return live.filter(revoked_at=None, expires_at__gt=now).exists()


def follower_of(secret: str, now: datetime, today: date) -> tuple[Actor, clusters.Cluster]:
    """Whose calendar asks, with the rights that she has today, and of which cluster. Raises
    NotFound for a made-up address, LinkEnded for one that was ended or whose holder no longer
    belongs there.
    """
    link = links.find(secret, now=now)
    if link.verb != VERB or link.person is None:
        raise NotFound("There is no such calendar. Copy the whole address.")
    actor = actor_for(link.person, today, link.organisation_id)
    kind, _, number = link.scope.partition(":")
    cluster = clusters.Cluster.objects.filter(pk=int(number)).first() if kind == "cluster" else None
    if cluster is None or not may(
        rules.MAY, "follow_meetings", by=actor, scope=cluster_scope(cluster.pk)
    ):
        raise LinkEnded("This calendar has ended, because you no longer belong to the cluster.")
    return actor, cluster
