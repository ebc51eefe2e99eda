"""Payments for attendance: rates are agreed, presences counted once, checked, approved and paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.attendance import counted, put_right, source_of
from spinney.money.bridge.posting import PostingLine
from spinney.money.bridge.ring_fences import line_of_fence, put_back, take_from
from spinney.money.engine.attendance import Due
from spinney.money.events.ringfences import attendance_paid
from spinney.money.letters import attendance as letters
from spinney.money.models import AttendancePayment, AttendanceRate, Entry, RingFence
from spinney.money.policies import ringfences as rules
from spinney.money.policies.ledger import check_day, check_why
from spinney.money.queries.keeping import check_keeps
from spinney.money.queries.ring_fences import paid_in_a_day
from spinney.money.states import AccrualState
from spinney.register.api import Organisation

CHOSEN = ("ring_fence", "ring_fence__fund", "ring_fence__cluster", "organisation", "meeting")


@dataclass(frozen=True)
class RateSaid:
    """What was agreed: `per` "meeting" or "hour". `agreed_in` says where."""

    pence: int
    per: str
    from_day: date
    to_day: date | None = None
    income_at_most_pence: int | None = None
    organisations: Sequence[Organisation] = ()
    agreed_in: str = ""


def _require(verb: str, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))


@transaction.atomic
def add_attendance_rate(
    *, ring_fence: RingFence, said: RateSaid, by: Actor, now: datetime
) -> AttendanceRate:
    """Write down a rate that was agreed. Raises BadInput for one by which nobody can be paid."""
    _require("add_attendance_rate", ring_fence.cluster, by, now)
    rules.check_open(ring_fence)
    rules.check_rate(said.pence, said.from_day, said.to_day)
    if said.per not in AttendanceRate.RatePer.values:
        raise BadInput("Choose what is paid for.", {"per": ["Choose what is paid for."]})
    known = {one.organisation_id for one in clusters.belongs(ring_fence.cluster, localdate(now))}
    if {one.pk for one in said.organisations} - known:
        told = "Choose members of this cluster."
        raise BadInput(told, {"organisations": [told]})
    rate = AttendanceRate.objects.create(
        ring_fence=ring_fence, pence=said.pence, per=said.per, from_day=said.from_day,
        to_day=said.to_day, income_at_most_pence=said.income_at_most_pence,
        agreed_in=said.agreed_in, made_at=now, made_by=by.label,
    )  # fmt: skip
    rate.organisations.set(said.organisations)
    record("money.add_attendance_rate", by=by, on=rate, at=now, scope=ring_fence.scope,
           pence=rate.pence, per=str(rate.per))  # fmt: skip
    return rate


@transaction.atomic
def end_attendance_rate(
    *, rate: AttendanceRate, on: date, by: Actor, now: datetime
) -> AttendanceRate:
    """End a rate: meetings after that day are not paid by it. What is due stays due."""
    _require("end_attendance_rate", rate.ring_fence.cluster, by, now)
    rate = AttendanceRate.objects.select_for_update(of=("self",)).get(pk=rate.pk)
    rules.check_rate_runs(rate, on)
    rate.to_day = on
    rate.version += 1
    rate.save(update_fields=["to_day", "version"])
    record("money.end_attendance_rate", by=by, on=rate, at=now, scope=rate.ring_fence.scope,
           to_day=on)  # fmt: skip
    return rate


@transaction.atomic
def count_attendance(*, ring_fence: RingFence, by: Actor, now: datetime) -> list[AttendancePayment]:
    """Count what is due for meetings that are over, each presence once, as long as the ring-fence
    lasts: what is due is taken from it at once. What is due and not approved yet follows the record
    of its meeting, if that was put right. Returns what was not counted before.
    """
    _require("count_attendance", ring_fence.cluster, by, now)
    held = RingFence.objects.select_for_update(of=("self",)).select_related("cluster")
    ring_fence = held.get(pk=ring_fence.pk)
    rules.check_open(ring_fence)
    for payment, due in put_right(ring_fence, localdate(now)):
        _follow(payment, due, by, now)
    found = counted(ring_fence, localdate(now))
    made: list[AttendancePayment] = []
    for one in found.due:
        if not one.why:
            made.append(_accrued(ring_fence, one, by, now))
    if made:
        record("money.count_attendance", by=by, on=ring_fence, at=now, scope=ring_fence.scope,
               payments=len(made))  # fmt: skip
    return made


def _accrued(ring_fence: RingFence, due: Due, by: Actor, now: datetime) -> AttendancePayment:
    payment = AttendancePayment(
        ring_fence=ring_fence, meeting_id=due.came.meeting, rate_id=due.rate or 0, accrued_at=now,
        organisation_id=due.came.organisation, minutes=due.came.minutes, pence=due.pence,
    )  # fmt: skip
    take_from(
        ring_fence, payment.pence, words="For coming to a meeting", source=source_of(payment),
        by=by, now=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError as error:
        raise BadInput("Somebody counted these just now. Look at the list again.") from error
    return payment


def _follow(payment: AttendancePayment, due: Due, by: Actor, now: datetime) -> None:
    """Let a payment that is due say what the record of its meeting says now."""
    source = source_of(payment)
    words = "The record of the meeting was put right"
    put_back(payment.ring_fence, payment.pence, words=words, source=source, by=by, now=now)
    if due.why:
        _settled([payment], AccrualState.DROPPED, by, now, why=words)
        return
    take_from(payment.ring_fence, due.pence, words=words, source=source, by=by, now=now)
    payment.minutes, payment.pence = due.came.minutes, due.pence
    payment.save(update_fields=["minutes", "pence"])


def _held(payments: Iterable[AttendancePayment]) -> list[AttendancePayment]:
    """The payments as they are now, held until this transaction ends."""
    ids = [one.pk for one in payments]
    rows = AttendancePayment.objects.select_for_update(of=("self",)).select_related(*CHOSEN)
    return list(rows.filter(pk__in=ids).order_by("pk"))


def _one_cluster(payments: Sequence[AttendancePayment]) -> clusters.Cluster:
    found = {one.ring_fence.cluster for one in payments}
    if len(found) != 1:
        raise BadInput("Tick at least one payment.")
    return found.pop()


def _settled(
    payments: Sequence[AttendancePayment],
    state: AccrualState,
    by: Actor,
    now: datetime,
    **more: str,
) -> None:
    for one in payments:
        one.state, one.settled_at, one.settled_by = state, now, by.label
        if state != AccrualState.PAID:
            one.approved_by = by.label if state == AccrualState.APPROVED else ""
        one.why = more.get("why", "")
        one.save(update_fields=["state", "approved_by", "settled_at", "settled_by", "why", "entry"])


@transaction.atomic
def approve_attendance(
    *, payments: Iterable[AttendancePayment], by: Actor, now: datetime
) -> list[AttendancePayment]:
    """Say that payments are right. Raises WrongState for what is not due."""
    held = _held(payments)
    cluster = _one_cluster(held)
    _require("approve_attendance", cluster, by, now)
    rules.check_due(held)
    _settled(held, AccrualState.APPROVED, by, now)
    record("money.approve_attendance", by=by, on=held[0], at=now, scope=cluster_scope(cluster.pk),
           payments=[str(one.uid) for one in held])  # fmt: skip
    return held


@transaction.atomic
def drop_attendance(
    *, payments: Iterable[AttendancePayment], why: str, by: Actor, now: datetime
) -> list[AttendancePayment]:
    """Do not pay, and say why: the money goes back to the ring-fence."""
    held = _held(payments)
    cluster = _one_cluster(held)
    _require("drop_attendance", cluster, by, now)
    why = check_why(why)
    rules.check_becomes(held, AccrualState.DROPPED)
    for one in held:
        put_back(one.ring_fence, one.pence, words="Not paid after all", source=source_of(one),
                 by=by, now=now)  # fmt: skip
    _settled(held, AccrualState.DROPPED, by, now, why=why)
    record("money.drop_attendance", by=by, on=held[0], at=now, scope=cluster_scope(cluster.pk),
           payments=[str(one.uid) for one in held])  # fmt: skip
    letters.tell_members(held, letters.DROPPED, by=by, now=now)
    return held


@transaction.atomic
def restore_attendance(
    *, payments: Iterable[AttendancePayment], by: Actor, now: datetime
) -> list[AttendancePayment]:
    """Bring back to “due” what was dropped or approved. Raises WrongState when the ring-fence has
    too little left for it.
    """
    held = _held(payments)
    cluster = _one_cluster(held)
    _require("restore_attendance", cluster, by, now)
    rules.check_becomes(held, AccrualState.DUE)
    for one in held:
        if one.state == AccrualState.DROPPED:
            take_from(one.ring_fence, one.pence, words="For coming to a meeting",
                      source=source_of(one), by=by, now=now)  # fmt: skip
    _settled(held, AccrualState.DUE, by, now)
    record("money.restore_attendance", by=by, on=held[0], at=now, scope=cluster_scope(cluster.pk),
           payments=[str(one.uid) for one in held])  # fmt: skip
    return held


@transaction.atomic
def pay_attendance(
    *, payments: Iterable[AttendancePayment], day: date, by: Actor, now: datetime
) -> Entry:
    """Write in the ledger that approved payments were paid: one entry for each fund, with a line
    for each payment. Where the terms want two people for what she pays in a day, whoever approved
    cannot pay. Returns the last entry.
    """
    held = _held(payments)
    cluster = _one_cluster(held)
    _require("pay_attendance", cluster, by, now)
    rules.check_becomes(held, AccrualState.PAID)
    check_day(day, localdate(now))
    total = sum(one.pence for one in held)
    in_a_day = Money(total + paid_in_a_day(cluster, by, now))
    limits = agreements.terms(cluster, at=localdate(now)).spending_limits
    rules.check_second(held, by, in_a_day, needs_second=limits.needs_second(in_a_day.pence))
    lines_of = {one: line_of_fence(one) for one in {each.ring_fence for each in held}}
    for fund in {one.ring_fence.fund for one in held}:
        paid = [one for one in held if one.ring_fence.fund == fund]
        pence = sum(one.pence for one in paid)
        lines = [
            PostingLine("attendance_cost", one.pence, fund, budget_line_id=lines_of[one.ring_fence],
                        organisation_id=one.organisation_id, note=one.meeting.title[:200])
            for one in paid
        ]  # fmt: skip
        entry = post_entry(
            cluster=cluster, day=day, words=f"Payments for attendance ({len(paid)})",
            lines=[*lines, PostingLine("bank", -pence, fund)],
            source=f"money.RingFence:{paid[0].ring_fence.uid}", by=by, now=now,
        )  # fmt: skip
        for one in paid:
            one.entry = entry
    _settled(held, AccrualState.PAID, by, now)
    record("money.pay_attendance", by=by, on=held[0], at=now, scope=cluster_scope(cluster.pk),
           payments=[str(one.uid) for one in held], total=Money(total))  # fmt: skip
    letters.tell_members(held, letters.PAID, by=by, now=now)
    attendance_paid.send(sender=AttendancePayment, payments=held, entry=entry, by=by, now=now)
    return entry


@transaction.atomic
def unpay_attendance(*, entry: Entry, by: Actor, now: datetime) -> int:
    """The entry by which payments were paid was taken back: they are not paid, and approved by whom
    they were. Returns how many.
    """
    require(policies.MAY, "unpay_attendance", by=by, scope=entry.scope)
    held = _held(AttendancePayment.objects.filter(entry=entry, state=AccrualState.PAID))
    for one in held:
        one.state, one.entry = AccrualState.APPROVED, None
        one.save(update_fields=["state", "entry"])
    if held:
        record("money.unpay_attendance", by=by, on=entry, at=now, scope=entry.scope,
               payments=len(held))  # fmt: skip
    return len(held)
