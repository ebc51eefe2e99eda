"""What micro-grants ask of people on Home: to confirm a payment, to tell how one was used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.money.models import MicroGrant
from spinney.money.states import MicroGrantState

CONFIRM_MINUTES, TELL_MINUTES = 2, 5
BEFORE = timedelta(days=30)
"""So long before its day a report is asked for."""


@prepared
def _to_confirm(clusters: list[int]) -> QuerySet[MicroGrant]:
    rows = MicroGrant.objects.filter(
        round__cluster__in=clusters, state=str(MicroGrantState.APPROVED), pay_asked_by__gt=""
    )
    return rows.select_related("round__cluster", "organisation").order_by("pk")


@prepared
def _to_tell(own: list[int]) -> QuerySet[MicroGrant]:
    rows = MicroGrant.objects.filter(organisation__in=own, state=str(MicroGrantState.PAID))
    return rows.select_related("round__cluster", "organisation").order_by("report_due_on", "pk")


@add_ask_source
def asked_to_confirm(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To be the second person of a payment, where somebody else is the first."""
    runs = sorted(actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER))
    for one in _to_confirm(clusters=runs) if runs else ():
        if one.pay_asked_by != actor.label:
            yield _ask("Confirm the payment of a micro-grant", one, "pay", CONFIRM_MINUTES)


@add_ask_source
def asked_to_tell(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To tell how one's organisation used its micro-grant, when the day for it is near."""
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    inside = actor.ids_of("cluster", Role.MEMBER)
    for one in _to_tell(own=own) if own and inside else ():
        due = one.report_due_on
        if one.round.cluster_id in inside and due and due - BEFORE <= localdate(now):
            yield _ask("How was your micro-grant used?", one, "report", TELL_MINUTES)


def _ask(words: str, one: MicroGrant, deed: str, minutes: int) -> Ask:
    cluster = one.round.cluster
    return Ask(
        words, reverse(f"money:{deed}-micro-grant", args=[cluster.pk, one.pk]), minutes=minutes,
        by_when=one.report_due_on if deed == "report" else None,
        organisation=one.organisation.name if one.organisation else "", cluster=cluster.name,
        cluster_id=cluster.pk, waits=cluster.name,
    )  # fmt: skip
