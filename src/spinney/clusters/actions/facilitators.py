"""Who helps a cluster along."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.letters import clusters as letters
from spinney.clusters.models import Cluster, Facilitator
from spinney.clusters.policies import clusters as rules
from spinney.clusters.queries.clusters import facilitators_of


@transaction.atomic
def appoint_facilitator(
    *, cluster: Cluster, email: str, name: str = "", by: Actor, now: datetime
) -> Facilitator:
    """Let a person help the cluster along from today, and tell her so. Somebody who has no account
    yet gets one; she signs in with a code sent to the address.

    Raises WrongState when she helps it already.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "appoint_facilitator", by=by, scope=scope)
    rules.check_cluster_goes_on(cluster)
    today = localdate(now)
    person = Person.objects.filter(email=email.strip().lower()).first()
    person = person or Person.objects.create_user(email, name)
    known = Facilitator.objects.filter(cluster=cluster, person=person).first()
    if known and (known.ends_on is None or known.ends_on >= today):
        raise WrongState(f"{person} helps {cluster.name} already.")
    facilitator = known or Facilitator(cluster=cluster, person=person)
    facilitator.starts_on, facilitator.ends_on = today, None
    facilitator.save()
    record(
        "clusters.appoint_facilitator", by=by, on=facilitator, at=now, scope=scope,
        person=str(person),
    )  # fmt: skip
    if person.pk != by.person_id:
        letters.facilitator_appointed(facilitator, by=by, now=now)
    return facilitator


@transaction.atomic
def stand_down_facilitator(
    *, facilitator: Facilitator, reason: str = "", by: Actor, now: datetime
) -> Facilitator:
    """End a person's part in running the cluster, from today. Somebody must be left to run it."""
    cluster = facilitator.cluster
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "stand_down_facilitator", by=by, scope=scope)
    today = localdate(now)
    others = facilitators_of(cluster.pk, today).exclude(pk=facilitator.pk).exists()
    programme = cluster.programme
    managed = programme is not None and programme.managers.exists()
    rules.check_somebody_stays(cluster, others=others or managed)
    if facilitator.starts_on == today:
        # Appointed by mistake: it never held, so there is no day on which it did.
        facilitator.starts_on = today - timedelta(days=1)
    facilitator.ends_on = today - timedelta(days=1)
    facilitator.save()
    record(
        "clusters.stand_down_facilitator", by=by, on=facilitator, at=now, scope=scope,
        person=str(facilitator.person), reason=reason,
    )  # fmt: skip
    return facilitator
