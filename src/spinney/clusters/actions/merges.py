"""What becomes of memberships when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.suspending import hand_over, let_go, take_up_again
from spinney.clusters.models import Cluster, Invitation, Membership, Response, Suspension
from spinney.clusters.states import InvitationState, MembershipState, SuspensionState
from spinney.register import api as register

HERE = (MembershipState.ACTIVE, MembershipState.SUSPENDED, MembershipState.APPLIED)


@transaction.atomic
def follow_merge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand what the organisation put aside has in clusters to the one that was kept: memberships,
    invitations, answers to calls, and whom it sponsored. Where both were in one cluster, the kept
    one's membership stays and the other ends, and a suspension that was proposed of the one is
    proposed of the other; where both were invited, the kept one's invitation stays.

    What was done is listed in the record, so that `follow_unmerge` can give it all back.
    """
    require(policies.MAY, "follow_merge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    done: dict[str, list[Any]] = {
        "memberships": [], "ended": [], "suspensions": [], "invitations": [], "closed": [],
    }  # fmt: skip
    for membership in _memberships(aside):
        rival = Membership.objects.filter(cluster=membership.cluster, organisation=kept).first()
        if rival is None:
            Membership.objects.filter(pk=membership.pk).update(organisation=kept)
            done["memberships"].append(membership.pk)
            _tell(membership.cluster, membership, kept, aside, by=by, now=now)
        elif membership.state in HERE:
            done["ended"].append([membership.pk, membership.state])
            reason = f"{aside.name} and {kept.name} turned out to be one organisation."
            to = Turn(MembershipState.LEFT, reason=reason)
            membership.left_on = localdate(now)
            if (proposed := hand_over(membership, rival)) is not None:
                done["suspensions"].append([proposed.pk, membership.pk])
            let_go(membership)
            turn(membership, to, by=by, now=now, on=localdate(now))
            _tell(membership.cluster, membership, kept, aside, by=by, now=now)
    for invitation in Invitation.objects.filter(organisation=aside):
        same = Invitation.objects.filter(
            cluster=invitation.cluster_id, organisation=kept, state=InvitationState.SENT
        )
        is_open = invitation.state == InvitationState.SENT
        if is_open and same.exists():
            _set_state(invitation, InvitationState.WITHDRAWN)
            done["closed"].append(invitation.pk)
        Invitation.objects.filter(pk=invitation.pk).update(organisation=kept)
        done["invitations"].append(invitation.pk)
    done["responses"] = _now_of(kept, Response.objects.filter(organisation=aside), "organisation")
    # Nobody is its own sponsor.
    sponsored = Membership.objects.filter(sponsor=aside).exclude(organisation=kept)
    done["sponsored"] = _now_of(kept, sponsored, "sponsor")
    return record("clusters.follow_merge", by=by, on=merge, at=now, scope=SITE, **done)


@transaction.atomic
def follow_unmerge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge` handed over, as far as it is still where it was put."""
    require(policies.MAY, "follow_unmerge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    known = Entry.objects.filter(verb="clusters.follow_merge", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    for name, model in (("memberships", Membership), ("responses", Response)):
        given: Any = model
        here = given.objects.filter(pk__in=done.get(name, []), organisation=kept)
        here.update(organisation=aside)
    sponsored = Membership.objects.filter(pk__in=done.get("sponsored", []), sponsor=kept)
    sponsored.update(sponsor=aside)
    for pk, of in done.get("suspensions", []):
        still = Suspension.objects.filter(pk=pk, state=SuspensionState.PROPOSED)
        still.update(membership=of)
    for pk, state in done.get("ended", []):
        membership = _memberships(aside).filter(pk=pk, state=MembershipState.LEFT).first()
        if membership is not None:
            reason = f"{aside.name} and {kept.name} turned out to be two organisations after all."
            to = Turn(MembershipState(state), reason=reason)
            membership.left_on = None
            if state == MembershipState.SUSPENDED:
                take_up_again(membership)
            turn(membership, to, by=by, now=now, on=localdate(now))
    Invitation.objects.filter(pk__in=done.get("invitations", []), organisation=kept).update(
        organisation=aside
    )
    for invitation in Invitation.objects.filter(pk__in=done.get("closed", [])):
        _set_state(invitation, InvitationState.SENT)
    return record("clusters.follow_unmerge", by=by, on=merge, at=now, scope=SITE)


def _memberships(organisation: register.Organisation) -> Any:
    return (
        Membership.objects.select_for_update(of=("self",))
        .filter(organisation=organisation)
        .select_related("cluster", "organisation", "tier", "admitted_to")
        .order_by("pk")
    )


def _now_of(kept: register.Organisation, rows: QuerySet[Any], field: str) -> list[int]:
    """Put the organisation that was kept into a field of these rows; returns their numbers."""
    taken = list(rows.values_list("pk", flat=True))
    rows.update(**{field: kept})
    return taken


def _set_state(invitation: Invitation, state: InvitationState) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(state=state)


def _tell(
    cluster: Cluster,
    membership: Membership,
    kept: register.Organisation,
    aside: register.Organisation,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """In the cluster's own book: its members must be able to follow what became of one of them."""
    record(
        "clusters.follow_merge", by=by, on=membership, at=now, scope=cluster_scope(cluster.pk),
        organisation=aside.name, kept=kept.name,
    )  # fmt: skip
