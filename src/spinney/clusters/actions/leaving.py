"""Leaving a cluster with the agreed notice, staying after all, and the day itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.suspending import let_go
from spinney.clusters.events import members as news
from spinney.clusters.letters import members as letters
from spinney.clusters.models import Membership
from spinney.clusters.policies import members as rules
from spinney.clusters.states import MembershipState
from spinney.register import api as register


def _locked(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("cluster", "organisation", "tier", "admitted_to")
        .get(pk=membership.pk)
    )


@transaction.atomic
def leave_cluster(
    *,
    membership: Membership,
    reason: str = "",
    leaves_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Membership:
    """Give notice. The organisation belongs until the day before `leaves_on`, which is the agreed
    notice from today unless a later day is given; those who run the cluster may agree to an earlier
    one. Without notice it leaves at once. Nothing of its record is lost.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "leave_cluster", by=by, scope=scope)
    membership = _locked(membership)
    rules.check_runs_or_speaks_for(by, membership)
    rules.check_is_in(membership)
    rules.check_not_leaving(membership)
    today = localdate(now)
    earliest = rules.earliest_day_to_leave(membership.cluster, today)
    leaves_on = leaves_on or earliest
    _check_day(leaves_on, today if rules.runs(by, membership.cluster_id) else earliest)
    membership.leaves_on = leaves_on
    membership.version += 1
    membership.save(update_fields=["leaves_on", "version"])
    record(
        "clusters.leave_cluster", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name, leaves_on=day(leaves_on), reason=reason,
    )  # fmt: skip
    letters.leaving(membership, reason, by=by, now=now)
    if leaves_on <= today:
        return end_membership(membership=membership, by=Actor.system("leaving"), now=now)
    return membership


def _check_day(leaves_on: date, earliest: date) -> None:
    if leaves_on < earliest:
        told = f"Choose {day(earliest)} or a later day: that is the notice that was agreed."
        raise BadInput(told, {"leaves_on": [told]})


@transaction.atomic
def stay_in_cluster(*, membership: Membership, by: Actor, now: datetime) -> Membership:
    """Take back a notice to leave, before its day has come."""
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "stay_in_cluster", by=by, scope=scope)
    membership = _locked(membership)
    rules.check_runs_or_speaks_for(by, membership)
    rules.check_is_in(membership)
    rules.check_is_leaving(membership, localdate(now))
    membership.leaves_on = None
    membership.version += 1
    membership.save(update_fields=["leaves_on", "version"])
    record(
        "clusters.stay_in_cluster", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name,
    )  # fmt: skip
    letters.staying(membership, by=by, now=now)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor, now: datetime) -> Membership:
    """The day of leaving has come: done by the site itself. The row, its history and what its
    organisation did stay; what it shared with the cluster is no longer shared.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "end_membership", by=by, scope=scope)
    membership = _locked(membership)
    rules.check_can_become(membership, MembershipState.LEFT)
    left_on = membership.leaves_on or localdate(now)
    membership.left_on, membership.leaves_on = left_on, None
    let_go(membership)
    change = turn(membership, Turn(MembershipState.LEFT), by=by, now=now, on=left_on)
    shares = membership.cluster.evidence_shares.filter(
        ended_at=None, evidence__organisation_id=membership.organisation_id
    )
    shares.update(ended_at=now)
    record(
        "clusters.end_membership", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name,
    )  # fmt: skip
    news.membership_changed.send(
        sender=Membership, membership=membership, change=change, now=now, by=by
    )
    return membership


@transaction.atomic
def name_representative(
    *,
    membership: Membership,
    representative: Person | None,
    deputy: Person | None = None,
    by: Actor,
    now: datetime,
) -> Membership:
    """Say which of its people speaks for a member in this cluster, and who stands in for her.

    Both must hold a mandate to represent it: raises BadInput otherwise. None leaves it to all who
    do.
    """
    scope = cluster_scope(membership.cluster_id)
    require(policies.MAY, "name_representative", by=by, scope=scope)
    membership = _locked(membership)
    rules.check_runs_or_speaks_for(by, membership)
    rules.check_is_in(membership)
    today = localdate(now)
    mandates = register.representatives_of([membership.organisation_id], today)
    _check_may_speak({m.person_id for m in mandates}, representative, deputy)
    membership.representative, membership.deputy = representative, deputy
    membership.version += 1
    membership.save(update_fields=["representative", "deputy", "version"])
    record(
        "clusters.name_representative", by=by, on=membership, at=now, scope=scope,
        organisation=membership.organisation.name,
        person=str(representative) if representative else "all who hold a mandate",
        deputy=str(deputy) if deputy else "",
    )  # fmt: skip
    return membership


def _check_may_speak(
    mandated: set[int], representative: Person | None, deputy: Person | None
) -> None:
    for field, person in (("representative", representative), ("deputy", deputy)):
        if person is not None and person.pk not in mandated:
            told = f"{person} holds no mandate to represent this organisation. Give her one first."
            raise BadInput(told, {field: [told]})
    if deputy is not None and deputy == representative:
        told = "Choose somebody else as deputy: nobody can stand in for herself."
        raise BadInput(told, {"deputy": [told]})
