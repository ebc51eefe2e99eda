"""Approved payments are paid: in the ledger, once, and by a second person where that was agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.attendance import (
    approve_attendance,
    count_attendance,
    pay_attendance,
)
from spinney.money.models import AttendancePayment, Entry, RingFence
from spinney.money.queries.balances import balance
from spinney.money.queries.budgets import spent_by_key
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.money.attending import NOON, a_rate, met
from tests.money.budgeting import agreed, line
from tests.money.keeping import ash, at, day_parts
from tests.money.making import DAY, a_fund
from tests.money.posting import check_kept

pytestmark = pytest.mark.django_db


def _approved(wood):
    fence = a_rate(wood).ring_fence
    met(wood, wood.organisations["birch"], another_member(wood, "Maple Centre"))
    made = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    return approve_attendance(payments=made, by=wood.ash, now=NOON)


def test_the_ledger_has_a_line_for_each_and_a_member_sees_its_own(wood):
    payments = _approved(wood)
    ids = ",".join(str(one.pk) for one in payments)
    client = ash(wood)
    asked = client.post(at(wood, "pay-attendance"), {"chosen": [one.pk for one in payments]})
    assert "Together £80." in asked.content.decode()
    client.post(at(wood, "pay-attendance"), {"chosen": ids, **day_parts("day")})
    entry = Entry.objects.get()
    birch = wood.organisations["birch"]
    assert balance(wood.cluster, account="attendance_cost") == 8_000
    assert balance(wood.cluster, account="attendance_cost", organisation_id=birch.pk) == 4_000
    assert {one.entry for one in AttendancePayment.objects.all()} == {entry}
    check_kept(wood.cluster)
    page = client_of(wood, "birch").get(at(wood, "attendance-payments"))
    assert [one.organisation for one in page.context["listing"].found] == [birch]
    with pytest.raises(WrongState, match="“paid”"):
        pay_attendance(payments=payments, day=DAY, by=wood.ash, now=NOON)


def test_each_member_is_told_once_without_amounts(wood):
    fence = a_rate(wood).ring_fence
    came = wood.organisations["birch"], another_member(wood, "maple")
    for _ in range(2):
        met(wood, *came)
    made = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    assert len(made) == 4
    approve_attendance(payments=made, by=wood.ash, now=NOON)
    pay_attendance(payments=made, day=DAY, by=wood.ash, now=NOON)
    told = Message.objects.filter(kind="money.attendance_news")
    assert sorted(told.values_list("email", flat=True)) == [
        "birch@example.org", "maple@example.org",
    ]  # fmt: skip
    for one in told:
        assert "£" not in one.subject + one.body
        assert "Members’ meeting" not in one.subject + one.body
        assert at(wood, "attendance-payments") in one.body


def test_what_is_not_approved_or_not_yet_is_not_paid(wood):
    payments = _approved(wood)
    with pytest.raises(BadInput, match="a day that has come"):
        pay_attendance(payments=payments, day=DAY.replace(year=2027), by=wood.ash, now=NOON)
    AttendancePayment.objects.update(state="due")
    with pytest.raises(WrongState, match="“due”"):
        pay_attendance(payments=payments, day=DAY, by=wood.ash, now=NOON)
    assert not Entry.objects.exists()


def test_a_second_person_pays_where_the_terms_say_so(wood):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 5_000}})
    payments = _approved(wood)
    with pytest.raises(NotAllowed, match="two people for £80"):
        pay_attendance(payments=payments, day=DAY, by=wood.ash, now=NOON)
    assert pay_attendance(payments=payments, day=DAY, by=wood.rowan, now=NOON).number == 1


def test_paying_one_after_the_other_needs_a_second_person_too(wood):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 5_000}})
    one, other = _approved(wood)
    pay_attendance(payments=[one], day=DAY, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed, match="two people for £80, which is what you would have paid"):
        pay_attendance(payments=[other], day=DAY, by=wood.ash, now=NOON)
    tomorrow = NOON + timedelta(days=1)
    assert pay_attendance(payments=[other], day=DAY, by=wood.ash, now=tomorrow).number == 2


def test_what_is_paid_stands_on_the_line_of_its_ring_fence(wood):
    budget = agreed(wood)
    row = line(budget, "Training")
    client, name = ash(wood), "Coming to meetings"
    fund = a_fund(wood.cluster)
    said = {"name": name, "fund": fund.pk, "amount_pence": "1,000", "budget_key": str(row.key),
            "sure": "on"}  # fmt: skip
    client.post(at(wood, "add-ring-fence"), said)
    fence = RingFence.objects.get(name=name)
    assert fence.budget_key == row.key
    a_rate(wood, fence)
    met(wood, wood.organisations["birch"])
    made = count_attendance(ring_fence=fence, by=wood.ash, now=NOON)
    approve_attendance(payments=made, by=wood.ash, now=NOON)
    pay_attendance(payments=made, day=DAY, by=wood.ash, now=NOON)
    assert spent_by_key(wood.cluster.pk)[row.key].pence == 4_000
    client.post(reverse("money:edit-ring-fence", args=[wood.cluster.pk, fence.pk]),
                said | {"budget_key": "", "version": fence.version})  # fmt: skip
    fence.refresh_from_db()
    assert fence.budget_key is None
