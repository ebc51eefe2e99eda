"""The secret address under which somebody's calendar finds a cluster's workplan."""

from __future__ import annotations

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.clusters import api as clusters

VERB = "workplans.follow_workplan"


def plan_errand(cluster: clusters.Cluster, by: Actor) -> Errand:
    """What a calendar link of an actor is for: her own view of a cluster's workplan."""
    subject = f"access.Person:{by.person_id}/clusters.Cluster:{cluster.pk}"
    return Errand(VERB, subject, cluster_scope(cluster.pk), minutes=0)
