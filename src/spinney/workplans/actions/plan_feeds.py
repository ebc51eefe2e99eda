"""A cluster's workplan in one's own calendar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.workplans import policies
from spinney.workplans.bridge.following import plan_errand

YEARS = 5


@transaction.atomic
def follow_workplan(*, cluster: clusters.Cluster, person: Person, by: Actor, now: datetime) -> str:
    """Make a secret address under which a calendar finds what is to be done, as the actor may see
    it. Returns the secret: it is shown once. An older address of hers ends.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "follow_workplan", by=by, scope=scope)
    errand = plan_errand(cluster, by)
    links.revoke(errand.verb, errand.subject, now=now)
    _, secret = links.issue(
        errand, by=by, now=now, expires_at=links.in_days(now, 365 * YEARS), person=person,
        organisation_id=by.organisation_id,
    )  # fmt: skip
    record("workplans.follow_workplan", by=by, on=cluster, at=now, scope=scope)
    return secret


@transaction.atomic
def stop_following_workplan(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    """End the address under which her calendar finds the workplan."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "stop_following_workplan", by=by, scope=scope)
    errand = plan_errand(cluster, by)
    links.revoke(errand.verb, errand.subject, now=now)
    record("workplans.stop_following_workplan", by=by, on=cluster, at=now, scope=scope)
