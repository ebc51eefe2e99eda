"""Who was elected to lead a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from spinney.base.record.prepared import prepared
from spinney.clusters import api as clusters
from spinney.decisions.bridge.following import elected_by
from spinney.decisions.models import Decision
from spinney.decisions.states import DecisionState
from spinney.register import api as register


@dataclass(frozen=True)
class ElectedLead:
    """The organisation that was elected to lead, and the decision by which it was."""

    organisation: register.Organisation
    decision: Decision


@prepared
def _elections(cluster: int, on: date) -> QuerySet[Decision]:
    rows = Decision.objects.filter(
        cluster=cluster, ballot__elects_lead=True, ballot__outcome="chosen", decided_on__lte=on,
        state=str(DecisionState.STANDS),
    )  # fmt: skip
    return rows.select_related("ballot").order_by("-decided_on", "-number")


def elected_lead(cluster_id: int, on: date) -> ElectedLead | None:
    """The lead elected last by a day, of the decisions that stand. Two queries, one where there was
    no election.
    """
    for decision in _elections(cluster=cluster_id, on=on):
        option = elected_by(decision)
        if option is not None and option.organisation is not None:
            return ElectedLead(option.organisation, decision)
    return None


def lead_of(cluster: clusters.Cluster, at: date | None = None) -> register.Organisation | None:
    """The organisation that was elected to lead a cluster, on a day (today unless said); None where
    nobody was. Whether an agreement names it already, `agreements.api.terms` says.
    """
    found = elected_lead(cluster.pk, at or localdate())
    return found.organisation if found else None
