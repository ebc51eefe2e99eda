"""Who keeps the money of a cluster: those who run it, and the treasurers of whoever holds it."""

from __future__ import annotations

from datetime import date

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.clusters import api as clusters
from spinney.money.models import Fund
from spinney.money.policies.ledger import RUNS_IT
from spinney.register.api import Organisation


def holders_of(cluster: clusters.Cluster, today: date) -> frozenset[int]:
    """The organisations that hold the cluster's money: the holder of any of its funds, and the lead
    body and the host, as the terms in force say. Three queries at the most.
    """
    held = Fund.objects.filter(cluster=cluster, holder__isnull=False).order_by()
    found = set(held.values_list("holder_id", flat=True).distinct())
    terms = agreements.terms(cluster, at=today)
    uids = {one for one in (terms.lead_body.organisation, terms.host.organisation) if one}
    if uids:
        found |= set(Organisation.objects.filter(uid__in=uids).values_list("pk", flat=True))
    return frozenset(pk for pk in found if pk is not None)


def keeps(by: Actor, cluster: clusters.Cluster, today: date) -> bool:
    """Whether an actor keeps the ledger of a cluster."""
    scope = cluster_scope(cluster.pk)
    if by.is_system or by.roles_in(scope) & RUNS_IT:
        return True
    return by.has(Role.TREASURER, scope) and by.organisation_id in holders_of(cluster, today)


def check_keeps(by: Actor, cluster: clusters.Cluster, today: date) -> None:
    """Raise NotAllowed to whoever does not keep the ledger: a treasurer of another member too."""
    if not keeps(by, cluster, today):
        raise NotAllowed(
            "That is for those who run the cluster, and for the treasurer of the organisation that"
            " holds its money."
        )
