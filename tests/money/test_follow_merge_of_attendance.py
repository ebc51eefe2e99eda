"""Two organisations turn out to be one: it is paid once for a meeting, whichever of both came."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.decisions.actions.meeting_merges import follow_merge_at_meetings
from spinney.money.actions.attendance import approve_attendance, count_attendance
from spinney.money.actions.attendance_merges import follow_merge_of_attendance
from spinney.money.models import AttendancePayment
from spinney.money.states import AccrualState
from tests.agreements.making import another_member
from tests.money.attending import NOON, a_rate, met
from tests.money.test_follow_merge_of_costs import merged

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


def test_what_is_due_goes_along_and_no_meeting_is_paid_twice(wood):
    maple = another_member(wood, "maple")
    rate = a_rate(wood, organisations=[maple])
    met(wood, maple)
    fence = rate.ring_fence
    (payment,) = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    approve_attendance(payments=[payment], by=wood.ash, now=NOON)
    merge = merged(wood, "birch", "maple")
    follow_merge_at_meetings(merge=merge, by=SYSTEM, now=NOON)
    follow_merge_of_attendance(merge=merge, by=SYSTEM, now=NOON)
    assert count_attendance(ring_fence=fence, by=wood.ash, now=NOON) == []
    payment.refresh_from_db()
    assert payment.organisation == wood.organisations["birch"]
    assert wood.organisations["birch"] in rate.organisations.all()
    with pytest.raises(NotAllowed):
        follow_merge_of_attendance(merge=merge, by=wood.hazel, now=NOON)


def test_where_both_are_due_one_is_paid(wood):
    maple = another_member(wood, "maple")
    fence = a_rate(wood).ring_fence
    met(wood, wood.organisations["birch"], maple)
    assert len(count_attendance(ring_fence=fence, by=wood.ash, now=NOON)) == 2
    follow_merge_of_attendance(merge=merged(wood, "birch", "maple"), by=SYSTEM, now=NOON)
    fence.refresh_from_db()
    assert fence.remaining_pence == 96_000
    states = dict(AttendancePayment.objects.values_list("organisation", "state"))
    assert states == {
        wood.organisations["birch"].pk: AccrualState.DUE, maple.pk: AccrualState.DROPPED
    }  # fmt: skip
