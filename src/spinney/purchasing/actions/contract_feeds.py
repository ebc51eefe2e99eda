"""Days of notice in one's own calendar, kept up to date: of a cluster, and of a member's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.following_contracts import feed_errand
from spinney.register.api import Organisation

YEARS = 5


@transaction.atomic
def follow_contracts(*, cluster: clusters.Cluster, person: Person, by: Actor, now: datetime) -> str:
    """Make a secret address under which a calendar finds the days of notice in a cluster, as the
    actor may see them. Returns the secret: it is shown once. An older address of hers ends.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "follow_contracts", by=by, scope=scope)
    secret = _begin(scope, person, by, now)
    record("purchasing.follow_contracts", by=by, on=cluster, at=now, scope=scope)
    return secret


@transaction.atomic
def stop_following_contracts(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    """End the address under which her calendar finds a cluster's days of notice."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "stop_following_contracts", by=by, scope=scope)
    _end(scope, by, now)
    record("purchasing.stop_following_contracts", by=by, on=cluster, at=now, scope=scope)


@transaction.atomic
def follow_own_contracts(
    *, organisation: Organisation, person: Person, by: Actor, now: datetime
) -> str:
    """The same for the contracts of a member of its own."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "follow_own_contracts", by=by, scope=scope)
    secret = _begin(scope, person, by, now)
    record("purchasing.follow_own_contracts", by=by, on=organisation, at=now, scope=scope)
    return secret


@transaction.atomic
def stop_following_own_contracts(*, organisation: Organisation, by: Actor, now: datetime) -> None:
    """End the address under which her calendar finds a member's own days of notice."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "stop_following_own_contracts", by=by, scope=scope)
    _end(scope, by, now)
    record("purchasing.stop_following_own_contracts", by=by, on=organisation, at=now, scope=scope)


def _begin(scope: Scope, person: Person, by: Actor, now: datetime) -> str:
    errand = feed_errand(scope, by)
    links.revoke(errand.verb, errand.subject, now=now)
    said: dict[str, Any] = {"person": person, "organisation_id": by.organisation_id}
    _, secret = links.issue(
        errand, by=by, now=now, expires_at=links.in_days(now, 365 * YEARS), **said
    )
    return secret


def _end(scope: Scope, by: Actor, now: datetime) -> None:
    errand = feed_errand(scope, by)
    links.revoke(errand.verb, errand.subject, now=now)
