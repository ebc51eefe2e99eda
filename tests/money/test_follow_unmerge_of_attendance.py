"""They are two after all: each has its own payment, and its place in the rates, again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.money.actions.attendance import count_attendance
from spinney.money.actions.attendance_merges import (
    follow_merge_of_attendance,
    follow_unmerge_of_attendance,
)
from tests.agreements.making import another_member
from tests.money.attending import NOON, a_rate, met
from tests.money.test_follow_merge_of_costs import merged

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


def test_as_it_was(wood):
    maple = another_member(wood, "maple")
    rate = a_rate(wood, organisations=[maple])
    met(wood, maple)
    (payment,) = count_attendance(ring_fence=rate.ring_fence, by=wood.ash, now=NOON)
    merge = merged(wood, "birch", "maple")
    follow_merge_of_attendance(merge=merge, by=SYSTEM, now=NOON)
    follow_unmerge_of_attendance(merge=merge, by=SYSTEM, now=NOON)
    payment.refresh_from_db()
    assert payment.organisation == maple
    assert list(rate.organisations.all()) == [maple]
