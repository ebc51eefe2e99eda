"""A rate ends: later meetings are not paid by it."""

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.attendance import count_attendance, end_attendance_rate
from tests.money.attending import FIRST, NOON, a_rate, met

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_meetings_after_that_day_are_not_counted(wood):
    rate = a_rate(wood)
    met(wood, wood.organisations["birch"])
    with pytest.raises(BadInput, match="began on 1 January 2026"):
        end_attendance_rate(rate=rate, on=FIRST.replace(year=2025), by=wood.ash, now=NOON)
    ended = end_attendance_rate(rate=rate, on=date(2026, 4, 2), by=wood.ash, now=NOON)
    assert count_attendance(ring_fence=ended.ring_fence, by=wood.ash, now=NOON) == []
    with pytest.raises(WrongState, match="ended on 2 April 2026"):
        end_attendance_rate(rate=rate, on=date(2026, 4, 9), by=wood.ash, now=NOON)
