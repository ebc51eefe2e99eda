"""What keeping the ledger asks on Home: payments for attendance to check, lines of the bank to
match. Two queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted
from spinney.money.models import AttendancePayment, BankLine
from spinney.money.states import AccrualState, BankLineState


@prepared
def _payments(inside: list[int]) -> QuerySet[AttendancePayment, tuple[int, str, int]]:
    rows = AttendancePayment.objects.filter(
        ring_fence__cluster__in=inside, state=str(AccrualState.DUE)
    ).order_by("ring_fence__cluster")
    named = rows.values_list("ring_fence__cluster", "ring_fence__cluster__name")
    return named.annotate(count=Count("pk"))


@prepared
def _lines(inside: list[int]) -> QuerySet[BankLine, tuple[int, str, int]]:
    rows = BankLine.objects.filter(cluster__in=inside, state=str(BankLineState.OPEN))
    named = rows.order_by("cluster").values_list("cluster", "cluster__name")
    return named.annotate(count=Count("pk"))


@add_ask_source
def asked_to_keep_the_ledger(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To check payments for attendance, and to match lines of the bank: those who run a cluster."""
    inside = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    if not inside:
        return
    for pk, name, count in _payments(inside=inside):
        yield Ask(
            f"Check {counted(count, 'payment')} for attendance",
            f"{reverse('money:attendance-payments', args=[pk])}?state=due",
            minutes=2, cluster=name, cluster_id=pk,
        )  # fmt: skip
    for pk, name, count in _lines(inside=inside):
        yield Ask(
            f"Match {counted(count, 'line')} of the bank",
            f"{reverse('money:bank-lines', args=[pk])}?state=open",
            minutes=5, cluster=name, cluster_id=pk,
        )  # fmt: skip
