"""It is paid out of its fund, in the ledger; by two people where the terms want it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.microgrants import (
    approve_micro_grant,
    pay_micro_grant,
    report_micro_grant,
)
from spinney.money.models import Posting
from spinney.money.queries.asking_microgrants import asked_to_confirm
from spinney.money.queries.balances import balance
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.money.keeping import at
from tests.money.micro_grants import NOW, applied, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = NOW.date()


def test_the_ledger_has_it_and_whoever_got_it_is_asked(wood):
    one = approved(wood, 20_000)
    done = pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)
    assert (done.state, done.report_due_on) == ("paid", DAY + timedelta(days=180))
    assert balance(wood.cluster, account="microgrant_cost") == 20_000
    assert sum(Posting.objects.values_list("pence", flat=True)) == 0
    fund = done.round.ring_fence.fund
    assert set(Posting.objects.values_list("fund", flat=True)) == {fund.pk}
    done.round.ring_fence.refresh_from_db()
    assert done.round.ring_fence.remaining_pence == 80_000  # promised once, not again
    link = TaskLink.objects.get()
    assert (link.verb, link.email) == ("money.report_micro_grant", "choir@example.org")
    with pytest.raises(WrongState):
        pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)


def test_two_people_where_the_terms_want_it(wood):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 10_000}})
    one = approved(wood, 20_000)
    first = pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)
    assert (first.state, first.entry) == ("approved", None)
    with pytest.raises(NotAllowed, match="two people"):
        pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)
    second = pay_micro_grant(grant=one, day=DAY, by=wood.rowan, now=NOW)
    assert second.state == "paid"
    small = approved(wood, 10_000, one.round)
    assert pay_micro_grant(grant=small, day=DAY, by=wood.ash, now=NOW).state == "paid"


def test_not_before_it_is_approved_nor_on_a_day_to_come(wood):
    one = applied(wood)
    with pytest.raises(WrongState):
        pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)
    with pytest.raises(BadInput):
        pay_micro_grant(
            grant=approved(wood, one=one.round), day=date(2026, 6, 1), by=wood.ash, now=NOW
        )


def test_the_second_person_is_asked_on_home_and_the_first_is_not(wood):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 10_000}})
    pay_micro_grant(grant=approved(wood, 20_000), day=DAY, by=wood.ash, now=NOW)
    assert [one.what for one in asked_to_confirm(wood.rowan, NOW)] == [
        "Confirm the payment of a micro-grant"
    ]
    assert list(asked_to_confirm(wood.ash, NOW)) == []
    assert list(asked_to_confirm(wood.birch, NOW)) == []


def test_what_was_paid_is_neither_approved_nor_paid_again(wood):
    """Though its payment can be taken back, and its report returned, which lead back there."""
    one = pay_micro_grant(grant=approved(wood, 20_000), day=DAY, by=wood.ash, now=NOW)
    again = {"pence": 20_000, "reasons": "Yes", "by": wood.ash, "now": NOW}
    with pytest.raises(WrongState, match="paid"):
        approve_micro_grant(grant=one, **again)
    one = report_micro_grant(grant=one, report="Tools were bought.", by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="reported"):
        pay_micro_grant(grant=one, day=DAY, by=wood.ash, now=NOW)
    one.round.ring_fence.refresh_from_db()
    assert one.round.ring_fence.remaining_pence == 80_000
    assert balance(wood.cluster, account="microgrant_cost") == 20_000
    for verb in ("approve-micro-grant", "pay-micro-grant"):
        assert client_of(wood, "ash").get(at(wood, verb, one.pk)).status_code == 409
