"""What the clusters room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.base.web.components.words import counted
from spinney.clusters.models import (
    Attendance,
    Call,
    Cluster,
    Day,
    Gathering,
    Invitation,
    Membership,
)
from spinney.clusters.states import CallState, MembershipState

CAME = (Attendance.How.IN_PERSON, Attendance.How.REMOTE, Attendance.How.DEPUTY)


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Asking, joining, coming together, and help given, until a day. Five queries."""
    found: Signs = {one: [] for one in cluster_ids}
    _invited(found, at)
    _joined(found, at)
    _called(found, at)
    _met(found, at)
    for day in Day.objects.filter(cluster__in=found, worked_on__lte=at, taken_back_at=None).only(
        "cluster", "worked_on", "what"
    ):
        url = reverse("clusters:days", args=[day.cluster_id])
        found[day.cluster_id].append(Sign("clusters.helped", day.worked_on, day.what, url))
    for cluster in Cluster.objects.filter(pk__in=found).exclude(logo="", colour=""):
        url = reverse("clusters:cluster", args=[cluster.pk])
        words = "The cluster has a look of its own"
        found[cluster.pk].append(Sign("clusters.brand", cluster.made_at.date(), words, url))
    return found


def _invited(found: Signs, at: date) -> None:
    rows = Invitation.objects.filter(cluster__in=found, sent_at__date__lte=at)
    for one in rows.only("cluster", "organisation_name", "sent_at"):
        words = f"{one.organisation_name} was invited"
        url = reverse("clusters:members", args=[one.cluster_id])
        found[one.cluster_id].append(Sign("clusters.invited", one.sent_at.date(), words, url))


def _joined(found: Signs, at: date) -> None:
    rows = Membership.objects.filter(
        cluster__in=found, joined_on__lte=at, state=MembershipState.ACTIVE, tier__is_member=True
    ).select_related("organisation")
    for one in rows:
        assert one.joined_on is not None  # noqa: S101 - asked for above
        url = reverse("clusters:member", args=[one.cluster_id, one.pk])
        words = f"{one.organisation.name} joined"
        found[one.cluster_id].append(Sign("clusters.joined", one.joined_on, words, url))


def _called(found: Signs, at: date) -> None:
    rows = Call.objects.filter(cluster__in=found, opens_at__date__lte=at).exclude(
        state=CallState.DRAFT
    )
    for one in rows:
        assert one.opens_at is not None  # noqa: S101 - asked for above
        url = reverse("clusters:cluster", args=[one.cluster_id])
        words = f"“{one.title}”: organisations were asked who is interested"
        found[one.cluster_id].append(Sign("clusters.called", one.opens_at.date(), words, url))


def _met(found: Signs, at: date) -> None:
    rows = Gathering.objects.filter(cluster__in=found, removed_at=None, held_on__lte=at).annotate(
        came=Count("attendance", filter=Q(attendance__how__in=CAME)), of=Count("attendance")
    )
    for one in rows:
        url = reverse("clusters:gathering", args=[one.cluster_id, one.pk])
        words = f"“{one.title}”: {counted(one.came, 'member')} came"
        found[one.cluster_id].append(Sign("clusters.met", one.held_on, words, url, one.came))
        if one.of and 2 * one.came > one.of:
            words = f"“{one.title}”: {one.came} of {one.of} came"
            found[one.cluster_id].append(
                Sign("clusters.most_came", one.held_on, words, url, one.came)
            )
