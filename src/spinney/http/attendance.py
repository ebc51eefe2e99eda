"""Payments for coming to meetings, over the API: counted once, approved, paid, or not paid."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.http.inside import Id, cluster_in, named
from spinney.http.money import READ, WRITE
from spinney.http.ring_fences import fence_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.money import policies
from spinney.money.actions import attendance as actions
from spinney.money.models import AttendancePayment
from spinney.money.policies.ledger import LONGEST_WHY
from spinney.money.queries import ring_fences as read
from spinney.money.queries.keeping import check_keeps

router = Router(tags=["money"])
PATH = "/clusters/{cluster_id}/attendance-payments"
State = Literal["due", "approved", "paid", "dropped"]


class AttendancePaymentOut(Schema):
    """What an organisation is due for one meeting."""

    id: int
    uid: UUID
    ring_fence_id: int
    organisation_id: int
    meeting_id: int
    meeting: str
    held_at: datetime
    minutes: int
    amount_pence: int
    state: str = Field(description="due, approved, paid or dropped (not paid).")
    why: str = Field(description="Why it is not paid.")
    entry_number: int | None = Field(description="The entry of the ledger by which it was paid.")


class ChosenIn(Sent):
    """Payments by their ids: all of them, or none."""

    payments: Annotated[list[Id], Field(min_length=1, max_length=300)]


class DroppedIn(ChosenIn):
    """Payments, and why they are not paid; each member is told."""

    why: Annotated[str, Field(min_length=1, max_length=LONGEST_WHY)]


class PaidPaymentsIn(ChosenIn):
    """Payments, and on which day they were paid."""

    paid_on: date


def _payment(one: AttendancePayment) -> dict[str, Any]:
    return plain(
        one,
        AttendancePaymentOut,
        meeting=one.meeting.title,
        held_at=one.meeting.starts_at,
        amount_pence=one.pence,
        entry_number=one.entry.number if one.entry else None,
    )


def _all(payments: list[AttendancePayment]) -> list[dict[str, Any]]:
    rows = AttendancePayment.objects.filter(pk__in=[one.pk for one in payments])
    return [_payment(one) for one in rows.select_related("meeting", "entry").order_by("pk")]


def _chosen(
    request: HttpRequest, verb: str, cluster_id: int, payload: ChosenIn
) -> tuple[Actor, list[AttendancePayment]]:
    """Who asks, and the payments that she named. Raises BadInput unless all of them are there."""
    actor, cluster = cluster_in(request, policies, verb, cluster_id)
    check_keeps(actor, cluster, localdate())
    ids = {str(one) for one in payload.payments}
    found = read.chosen_payments(actor, cluster, sorted(ids), localdate())
    if len(found) != len(ids):
        told = "There is no payment with one of these ids here."
        raise BadInput(told, {"payments": [told]})
    return actor, found


@router.get(
    PATH,
    auth=READ,
    response={200: Page[AttendancePaymentOut], **FAULTS},
    summary="Payments for coming to meetings",
)
def list_attendance_payments(
    request: HttpRequest,
    cluster_id: int,
    state: State | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The latest meeting first: all to those who keep the ledger, to a member its own."""
    actor, cluster = cluster_in(request, policies, "attendance_payments", cluster_id)
    rows = read.payments_for(actor, cluster, localdate())
    if state is not None:
        rows = rows.filter(state=state)
    return page(rows.order_by("-meeting__starts_at", "-pk"), offset, limit, _payment)


@router.post(
    "/clusters/{cluster_id}/ring-fences/{ring_fence_id}/count",
    auth=WRITE,
    response={200: list[AttendancePaymentOut], **FAULTS},
    summary="Count what is due for meetings that are over",
)
def count_attendance(
    request: HttpRequest, cluster_id: int, ring_fence_id: int
) -> list[dict[str, Any]]:
    """Each presence once, as long as the ring-fence lasts. Returns what was not counted before."""
    actor, found = fence_in(request, "count_attendance", cluster_id, ring_fence_id)
    return _all(actions.count_attendance(ring_fence=found, by=actor, now=now()))


@router.post(
    PATH + "/approve",
    auth=WRITE,
    response={200: list[AttendancePaymentOut], **FAULTS},
    summary="Say that payments are right",
)
def approve_attendance(
    request: HttpRequest, cluster_id: int, payload: ChosenIn
) -> list[dict[str, Any]]:
    """409 for what is not due."""
    actor, found = _chosen(request, "approve_attendance", cluster_id, payload)
    return _all(actions.approve_attendance(payments=found, by=actor, now=now()))


@router.post(
    PATH + "/pay",
    auth=WRITE,
    response={200: list[AttendancePaymentOut], **FAULTS},
    summary="Write that approved payments were paid",
)
def pay_attendance(
    request: HttpRequest, cluster_id: int, payload: PaidPaymentsIn
) -> list[dict[str, Any]]:
    """In the ledger, with a line for each. By somebody else than who approved them, where the terms
    want two people for what is paid in a day.
    """
    actor, found = _chosen(request, "pay_attendance", cluster_id, payload)
    with named(day="paid_on"):
        actions.pay_attendance(payments=found, day=payload.paid_on, by=actor, now=now())
    return _all(found)


@router.post(
    PATH + "/drop",
    auth=WRITE,
    response={200: list[AttendancePaymentOut], **FAULTS},
    summary="Do not pay, and say why",
)
def drop_attendance(
    request: HttpRequest, cluster_id: int, payload: DroppedIn
) -> list[dict[str, Any]]:
    """The money goes back to its ring-fence, and the members are told."""
    actor, found = _chosen(request, "drop_attendance", cluster_id, payload)
    return _all(actions.drop_attendance(payments=found, why=payload.why, by=actor, now=now()))


@router.post(
    PATH + "/restore",
    auth=WRITE,
    response={200: list[AttendancePaymentOut], **FAULTS},
    summary="Bring payments back to “due”",
)
def restore_attendance(
    request: HttpRequest, cluster_id: int, payload: ChosenIn
) -> list[dict[str, Any]]:
    """What was approved or dropped. 409 where too little is left in the ring-fence."""
    actor, found = _chosen(request, "restore_attendance", cluster_id, payload)
    return _all(actions.restore_attendance(payments=found, by=actor, now=now()))
