"""The entry of payments is taken back: they are approved again, and can be paid once more."""

import pytest

from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.money.actions.attendance import (
    approve_attendance,
    count_attendance,
    pay_attendance,
    unpay_attendance,
)
from spinney.money.actions.ledger import correct_entry
from spinney.money.models import AttendancePayment
from tests.agreements.making import an_agreement, another_member
from tests.money.attending import NOON, a_rate, met
from tests.money.making import DAY
from tests.money.posting import check_kept

pytestmark = pytest.mark.django_db


def test_they_are_approved_and_not_paid(wood):
    met(wood, wood.organisations["birch"])
    made = count_attendance(ring_fence=a_rate(wood).ring_fence, by=wood.ash, now=NOON)
    approve_attendance(payments=made, by=wood.ash, now=NOON)
    entry = pay_attendance(payments=made, day=DAY, by=wood.ash, now=NOON)
    correct_entry(entry=entry, why="The bank sent it back", by=wood.ash, now=NOON)
    payment = AttendancePayment.objects.get()
    assert (payment.state, payment.entry) == ("approved", None)
    assert pay_attendance(payments=made, day=DAY, by=wood.ash, now=NOON).number == 3
    check_kept(wood.cluster)
    with pytest.raises((NotAllowed, NotFound)):
        unpay_attendance(entry=entry, by=wood.ash, now=NOON)


def test_whoever_approved_them_still_does_not_pay_them_alone(wood):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 5_000}})
    met(wood, wood.organisations["birch"], another_member(wood, "Maple Centre"))
    made = count_attendance(ring_fence=a_rate(wood).ring_fence, by=wood.ash, now=NOON)
    approve_attendance(payments=made, by=wood.ash, now=NOON)
    entry = pay_attendance(payments=made, day=DAY, by=wood.rowan, now=NOON)
    correct_entry(entry=entry, why="The bank sent it back", by=wood.rowan, now=NOON)
    with pytest.raises(NotAllowed, match="You approved these"):
        pay_attendance(payments=made, day=DAY, by=wood.ash, now=NOON)
    assert pay_attendance(payments=made, day=DAY, by=wood.rowan, now=NOON).number == 3
    assert not AttendancePayment.objects.exclude(state="paid").exists()
