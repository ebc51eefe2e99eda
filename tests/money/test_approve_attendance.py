"""Payments are looked at and approved."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.attendance import (
    approve_attendance,
    count_attendance,
    pay_attendance,
)
from spinney.money.models import AttendancePayment
from tests.money.attending import NOON, a_rate, met
from tests.money.keeping import ash, at

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_what_is_due_and_by_who_keeps_the_ledger(wood):
    met(wood, wood.organisations["birch"])
    count_attendance(ring_fence=a_rate(wood).ring_fence, by=wood.ash, now=NOON)
    payment = AttendancePayment.objects.get()
    with pytest.raises(NotAllowed):
        approve_attendance(payments=[payment], by=wood.birch, now=NOON)
    client = ash(wood)
    assert client.post(at(wood, "approve-attendance"), {"chosen": [payment.pk]}).status_code == 302
    payment.refresh_from_db()
    assert payment.state == "approved"
    with pytest.raises(WrongState, match="“approved”"):
        approve_attendance(payments=[payment], by=wood.ash, now=NOON)
    with pytest.raises(BadInput, match="Tick at least one"):
        approve_attendance(payments=[], by=wood.ash, now=NOON)
    assert client.post(at(wood, "approve-attendance")).status_code == 422


def test_what_was_paid_is_not_approved_to_be_paid_again(wood):
    met(wood, wood.organisations["birch"])
    made = count_attendance(ring_fence=a_rate(wood).ring_fence, by=wood.ash, now=NOON)
    approve_attendance(payments=made, by=wood.ash, now=NOON)
    pay_attendance(payments=made, day=NOON.date(), by=wood.ash, now=NOON)
    answer = ash(wood).post(at(wood, "approve-attendance"), {"chosen": [made[0].pk]})
    assert answer.status_code == 409
    assert AttendancePayment.objects.get().state == "paid"
