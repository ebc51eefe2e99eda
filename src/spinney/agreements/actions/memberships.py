"""A member leaves the cluster: it leaves the agreements that take membership for granted, too."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.leaving import finish_leaving, give_notice, take_back_notice
from spinney.agreements.models import Party
from spinney.agreements.queries.leaving import leaving_of
from spinney.agreements.states import AgreementState, LeavingState, SpeaksFor
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters

REASON = "It leaves the cluster."
GONE = ("left",)


@transaction.atomic
def follow_membership(*, membership: clusters.Membership, by: Actor, now: datetime) -> list[Party]:
    """An organisation leaves a cluster, or has left it: from that day it is a party of nothing
    that speaks for the whole cluster. With its notice there the same notice begins here, so that
    what is open can be settled in time; taken back there, it is taken back here. Notice for a later
    day ends then. What it agreed with single members it agreed as itself, and stays bound by.
    Returns where something changed.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "follow_membership", by=by, scope=scope)
    day = membership.left_on if membership.state in GONE else membership.leaves_on
    rows = Party.objects.filter(
        agreement__cluster=membership.cluster_id, organisation=membership.organisation_id,
        agreement__speaks_for=SpeaksFor.CLUSTER, agreement__state=AgreementState.AGREED,
        joined_on__isnull=False,
    ).select_related("agreement__cluster", "organisation")  # fmt: skip
    changed = [one for one in rows.order_by("pk") if _follows(one, day, by=by, now=now)]
    if changed:
        record(
            "agreements.follow_membership", by=by, on=membership, at=now, scope=scope,
            organisation=membership.organisation.name, agreements=len(changed),
            on_day=day.isoformat() if day else None,
        )  # fmt: skip
    return changed


def _follows(party: Party, day: date | None, *, by: Actor, now: datetime) -> bool:
    """Whether something changed for a party whose organisation leaves the cluster on a day (None:
    it stays).
    """
    found = leaving_of(party)
    given = found is not None and found.state == LeavingState.NOTICE
    if day is None:
        if found is None or not given or found.reason != REASON:
            return False
        take_back_notice(leaving=found, by=by, now=now)
        return True
    if party.left_on is None:
        give_notice(party=party, leaves_on=day, reason=REASON, by=by, now=now)
        return True
    if found is None or not given:
        return False
    if day < found.leaves_on:
        found.leaves_on = party.left_on = day
        found.save(update_fields=["leaves_on"])
        party.save(update_fields=["left_on"])
    if found.leaves_on <= localdate(now):
        finish_leaving(leaving=found, by=by, now=now)
    return True
