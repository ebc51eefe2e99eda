"""A member leaves the cluster: it leaves the agreements that take membership for granted, too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.leaving import finish_leaving, give_notice
from spinney.agreements.models import Party
from spinney.agreements.queries.leaving import leaving_of
from spinney.agreements.states import AgreementState, LeavingState, SpeaksFor
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters

REASON = "It left the cluster."


@transaction.atomic
def follow_membership(*, membership: clusters.Membership, by: Actor, now: datetime) -> list[Party]:
    """An organisation has left a cluster: from that day it is a party of nothing that speaks for
    the whole cluster. Notice that it gave for a later day ends then. What it agreed with single
    members it agreed as itself, and stays bound by. Returns where it left.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "follow_membership", by=by, scope=scope)
    left_on = membership.left_on or localdate(now)
    rows = Party.objects.filter(
        agreement__cluster=membership.cluster_id, organisation=membership.organisation_id,
        agreement__speaks_for=SpeaksFor.CLUSTER, agreement__state=AgreementState.AGREED,
        joined_on__isnull=False,
    ).select_related("agreement__cluster", "organisation")  # fmt: skip
    left = []
    for party in rows.order_by("pk"):
        found = leaving_of(party)
        if found is not None and found.state == LeavingState.NOTICE:
            found.leaves_on = min(found.leaves_on, left_on)
            found.save(update_fields=["leaves_on"])
            finish_leaving(leaving=found, by=by, now=now)
        elif party.left_on is None:
            give_notice(party=party, leaves_on=left_on, reason=REASON, by=by, now=now)
        else:
            continue
        left.append(party)
    if left:
        record(
            "agreements.follow_membership", by=by, on=membership, at=now, scope=scope,
            organisation=membership.organisation.name, agreements=len(left),
        )  # fmt: skip
    return left
