"""A payment that was dropped is due again, if enough is left."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.attendance import (
    count_attendance,
    drop_attendance,
    restore_attendance,
)
from spinney.money.bridge.ring_fences import take_from
from spinney.money.models import AttendancePayment
from tests.money.attending import NOON, a_rate, met
from tests.money.keeping import ash, at

pytestmark = pytest.mark.django_db


def test_it_takes_from_the_ring_fence_again(wood):
    fence = a_rate(wood).ring_fence
    met(wood, wood.organisations["birch"])
    made = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    drop_attendance(payments=made, why="Not sure", by=wood.ash, now=NOON)
    sent = ash(wood).post(at(wood, "restore-attendance"), {"chosen": [made[0].pk]})
    assert sent.status_code == 302
    payment = AttendancePayment.objects.get()
    fence.refresh_from_db()
    assert (payment.state, payment.why, fence.remaining_pence) == ("due", "", 96_000)
    drop_attendance(payments=made, why="Not sure", by=wood.ash, now=NOON)
    fence.refresh_from_db()
    take_from(fence, 98_000, words="Other", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="£20 is left"):
        restore_attendance(payments=made, by=wood.ash, now=NOON)
