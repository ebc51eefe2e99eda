"""A payment is not made, and why; the money goes back."""

import pytest

from spinney.base.post.models import Message
from spinney.money.actions.attendance import count_attendance
from spinney.money.models import AttendancePayment
from tests.access import client_of
from tests.money.attending import NOON, a_rate, met
from tests.money.keeping import ash, at

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_member_reads_why_and_others_do_not(wood):
    fence = a_rate(wood).ring_fence
    met(wood, wood.organisations["birch"])
    count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    payment, client = AttendancePayment.objects.get(), ash(wood)
    url = at(wood, "drop-attendance")
    asked = client.post(url, {"chosen": [payment.pk]}).content.decode()
    assert "Birch House, Members’ meeting: £40" in asked
    client.post(url, {"chosen": str(payment.pk), "why": "It asked us not to"})
    payment.refresh_from_db()
    fence.refresh_from_db()
    assert (payment.state, fence.remaining_pence) == ("dropped", 100_000)
    page = client_of(wood, "birch").get(at(wood, "attendance-payments")).content.decode()
    assert "It asked us not to" in page
    told = Message.objects.get(kind="money.attendance_news")
    assert told.email == "birch@example.org"
    assert "It asked us not to" not in told.body
