"""What sharing asks of a member on Home: to give a file in that it was asked for, to share what is
in, and to look again where the terms have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.record.prepared import prepared
from spinney.clusters.api import Cluster
from spinney.purchasing.models import SpendAsked, SpendCell, SpendShare, SpendUpload
from spinney.purchasing.queries.seeing import term_of
from spinney.purchasing.queries.shares import must_renew
from spinney.purchasing.states import ShareState, UploadState

GIVE_MINUTES = 10
SHARE_MINUTES = 5
RENEW_MINUTES = 3
FRESH = timedelta(days=30)
"""So long after payments were added somebody is reminded that they can be shared."""


@add_ask_source
def asked_for_spending(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Three queries, and one for each cluster that its organisation shares with."""
    mine = actor.organisation_id
    if mine is None or Role.REPRESENTATIVE not in actor.roles_in(organisation_scope(mine)):
        return
    inside = actor.ids_of("cluster", Role.MEMBER)
    if not inside:
        return
    for asked in _asked(organisation=mine, clusters=sorted(inside)):
        has_lines = asked.has_lines  # type: ignore[attr-defined]
        yield Ask(
            "Share what you buy" if has_lines else "Give your payments file",
            reverse("purchasing:preview-share", args=[asked.cluster_id])
            if has_lines
            else reverse("purchasing:give-file", args=[mine]),
            minutes=SHARE_MINUTES if has_lines else GIVE_MINUTES,
            organisation=actor.organisation_name,
            cluster=asked.cluster.name,
            cluster_id=asked.cluster_id,
            by_when=asked.by_day,
            waits=actor.organisation_name,
        )
    yield from _first_shares(actor, mine, inside, now)
    yield from _renewals(actor, mine, inside, now)


def _first_shares(actor: Actor, mine: int, inside: frozenset[int], now: datetime) -> Iterator[Ask]:
    """For a while after payments were added, to look at what others would see: once, and not of
    whoever shared before, or was asked to.
    """
    for cluster in _not_shared(organisation=mine, clusters=sorted(inside), since=now - FRESH):
        yield Ask(
            "Look at what others would see of what you buy, and share it",
            reverse("purchasing:preview-share", args=[cluster.pk]),
            minutes=SHARE_MINUTES,
            organisation=actor.organisation_name,
            cluster=cluster.name,
            cluster_id=cluster.pk,
            waits=actor.organisation_name,
        )


@prepared
def _not_shared(organisation: int, clusters: list[int], since: datetime) -> QuerySet[Cluster]:
    fresh = SpendUpload.objects.filter(
        organisation=organisation, state=UploadState.ADDED, added_at__gte=since
    )
    shared = SpendShare.objects.filter(cluster=OuterRef("pk"), organisation=organisation)
    asked = SpendAsked.objects.filter(cluster=OuterRef("pk"), organisation=organisation)
    found = Cluster.objects.filter(Exists(fresh), pk__in=clusters)
    return found.exclude(Exists(shared)).exclude(Exists(asked)).order_by("name", "pk")


def _renewals(actor: Actor, mine: int, inside: frozenset[int], now: datetime) -> Iterator[Ask]:
    for share in _shares(organisation=mine, clusters=sorted(inside)):
        if must_renew(share, term_of(share.cluster, localdate(now))):
            yield Ask(
                "Look again at what others see of what you buy: the terms have changed",
                reverse("purchasing:preview-share", args=[share.cluster_id]),
                minutes=RENEW_MINUTES,
                organisation=actor.organisation_name,
                cluster=share.cluster.name,
                cluster_id=share.cluster_id,
                waits=actor.organisation_name,
            )


@prepared
def _asked(organisation: int, clusters: list[int]) -> QuerySet[SpendAsked]:
    shares = SpendShare.objects.filter(
        cluster=OuterRef("cluster"), organisation=OuterRef("organisation"), state=ShareState.SHARED
    )
    lines = SpendCell.objects.filter(organisation=OuterRef("organisation"))
    waits = SpendAsked.objects.filter(organisation=organisation, cluster__in=clusters)
    found = waits.exclude(Exists(shares)).annotate(has_lines=Exists(lines))
    return found.select_related("cluster").order_by("asked_at", "pk")


@prepared
def _shares(organisation: int, clusters: list[int]) -> QuerySet[SpendShare]:
    found = SpendShare.objects.filter(
        organisation=organisation, cluster__in=clusters, state=ShareState.SHARED
    )
    return found.select_related("cluster").order_by("pk")
