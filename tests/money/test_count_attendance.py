"""What is due for coming to meetings is counted from their record, each presence once."""

import pytest

from spinney.decisions.models import Presence
from spinney.money.actions.attendance import count_attendance
from spinney.money.models import AttendancePayment
from spinney.money.queries.ring_fences import unpaid_of
from spinney.money.states import AccrualState
from tests.agreements.making import another_member
from tests.decisions.meeting import hold
from tests.money.attending import NOON, a_rate, met
from tests.money.keeping import ash, at
from tests.money.making import a_fund, a_ring_fence

pytestmark = pytest.mark.django_db


def _income(organisation, pence):
    organisation.income_pence = pence
    organisation.save()


def test_small_members_that_came_are_due_once_and_others_are_told_why_not(wood):
    rate = a_rate(wood, income_at_most_pence=10_000_000)
    birch = wood.organisations["birch"]
    maple, larch = another_member(wood, "Maple Centre"), another_member(wood, "Larch Hall")
    _income(birch, 9_000_000)
    _income(maple, 90_000_000)
    met(wood, birch, maple, larch, wood.organisations["cedar"])
    fence = rate.ring_fence
    made = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    assert [(one.organisation_id, one.pence, one.minutes) for one in made] == [
        (birch.pk, 4_000, 120)
    ]
    assert count_attendance(ring_fence=fence, by=wood.ash, now=NOON) == []
    fence.refresh_from_db()
    assert fence.remaining_pence == 96_000
    told = {one.organisation: one.code for one in unpaid_of(fence, NOON.date())}
    assert told == {"Maple Centre House": "income", "Larch Hall House": "income_not_known"}


def test_a_meeting_that_ends_is_counted_by_itself(wood):
    fence = a_rate(wood).ring_fence
    hold(wood)
    payment = AttendancePayment.objects.get()
    assert (payment.organisation.name, payment.pence) == ("Birch House", 4_000)
    assert (
        "Nothing new is due"
        in ash(wood).post(at(wood, "count-attendance", fence.pk), follow=True).content.decode()
    )


def test_a_ring_fence_is_never_broken(wood):
    fence = a_ring_fence(a_fund(wood.cluster), amount_pence=5_000, remaining_pence=5_000)
    a_rate(wood, fence)
    met(wood, wood.organisations["birch"], another_member(wood, "Maple Centre"))
    assert len(count_attendance(ring_fence=fence, by=wood.ash, now=NOON)) == 1
    fence.refresh_from_db()
    assert fence.remaining_pence == 1_000
    page = ash(wood).get(at(wood, "ring-fence", fence.pk)).content.decode()
    assert "The ring-fence has £30 too little" in page


def test_what_is_due_follows_the_record_of_the_meeting_until_it_is_approved(wood):
    fence = a_rate(wood, per="hour", pence=1_000).ring_fence
    birch = wood.organisations["birch"]
    met(wood, birch)
    count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    for changes, pence, state, left in (
        ({"late_minutes": 60}, 1_000, AccrualState.DUE, 99_000),
        ({"how": "apologies"}, 1_000, AccrualState.DROPPED, 100_000),
    ):
        Presence.objects.update(**changes)
        count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
        payment = AttendancePayment.objects.get()
        fence.refresh_from_db()
        assert (payment.pence, payment.state, fence.remaining_pence) == (pence, state, left)
