"""A claim is paid once, by two people above the limit, line by line into the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry as Noted
from spinney.base.record.timeline import timeline
from spinney.money.actions.claim_payments import approve_claim, ask_claim_payment, pay_claim
from spinney.money.actions.ledger import Said, add_income
from spinney.money.actions.ring_fences import RingFenceSaid, add_ring_fence
from spinney.money.models import BudgetLine, Entry
from spinney.money.queries.balances import balance
from spinney.money.queries.claims import lines_of, overspent_by
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.money import granting
from tests.money.claiming import approved
from tests.money.granting import NOW
from tests.money.keeping import day_parts
from tests.money.making import a_budget
from tests.personas import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def pay(wood, claim, by="ash", day=TODAY):
    return pay_claim(claim=claim, paid_on=day, by=wood.actor(by), now=NOW)


def test_once_and_it_stands_in_the_ledger(wood):
    grant = granting.approved(wood)
    claim = approved(wood, grant_id=grant.pk)
    with pytest.raises(BadInput, match="still to come"):
        pay(wood, claim, day=TODAY + timedelta(days=1))
    paid = pay(wood, claim)
    birch = wood.organisations["birch"].pk
    assert (
        balance(wood.cluster, account="activity_cost", fund=grant.fund, organisation_id=birch)
        == 12_050
    )
    assert balance(wood.cluster, account="bank", fund=grant.fund) == -12_050
    assert (paid.state, paid.entry.source) == ("paid", f"money.Claim:{paid.uid}")
    with pytest.raises(WrongState):
        pay(wood, claim, by="rowan")
    assert Entry.objects.count() == 1


def test_before_its_approval_was_entered_only_with_a_reason_that_stays(wood):
    claim, true_day = approved(wood), date(2026, 3, 2)
    with pytest.raises(BadInput, match="before the time that it is for, from 1 January 2026"):
        pay(wood, claim, day=date(2020, 1, 1))
    with pytest.raises(BadInput, match="entered on 20 March 2026. Say why") as told:
        pay(wood, claim, day=true_day)
    assert set(told.value.fields) == {"why"}
    with pytest.raises(BadInput, match="shorter"):
        pay_claim(claim=claim, paid_on=true_day, why="x" * 301, by=wood.ash, now=NOW)
    assert not Entry.objects.exists()
    client = client_of(wood, "ash")
    address = reverse("money:pay-claim", args=[wood.cluster.pk, claim.number])
    sent = day_parts("paid_on", true_day)
    assert "Say why it was paid before that" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"why": "We met on 1 March."}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.paid_on, claim.entry.day) == ("paid", true_day, true_day)
    kept = Noted.objects.get(verb="money.pay_claim")
    assert "paid on 2 March 2026, before its approval" in timeline([kept])[0].text
    assert timeline([kept])[0].text.endswith(": We met on 1 March.")


def test_a_day_after_its_approval_needs_no_reason(wood):
    pay(wood, approved(wood))
    kept = Noted.objects.get(verb="money.pay_claim")
    assert timeline([kept])[0].text.endswith("was paid.")


def test_more_than_the_fund_has_is_asked_about(wood):
    claim = approved(wood, grant_id=granting.approved(wood).pk)
    client = client_of(wood, "ash")
    address = reverse("money:pay-claim", args=[wood.cluster.pk, claim.number])
    assert "Yes, all the same" not in client.get(address).content.decode()
    sent = day_parts("paid_on", TODAY)
    told = client.post(address, sent).content.decode()
    assert "That is more than the fund has: £0 is left. Write it all the same?" in told
    assert not Entry.objects.exists()
    assert client.post(address, sent | {"sure": "on"}).status_code == 302
    assert Entry.objects.count() == 1


def test_what_ring_fences_keep_is_asked_about(wood):
    grant = granting.approved(wood)
    claim = approved(wood, grant_id=grant.pk)
    said = Said(TODAY, "First part", 20_000, "grant_income", grant.fund)
    add_income(cluster=wood.cluster, said=said, by=wood.ash, now=NOW)
    fence = RingFenceSaid("Travel", 10_000, "Coming to meetings")
    add_ring_fence(fund=grant.fund, said=fence, by=wood.ash, now=NOW)
    with pytest.raises(BadInput, match="£200 is left in the fund, and £100 of it is set aside"):
        pay_claim(claim=claim, paid_on=TODAY, sure=False, by=wood.ash, now=NOW)
    assert pay(wood, claim).state == "paid"


def test_above_the_limit_of_the_terms_two_people(wood):
    an_agreement(
        wood,
        terms={"spending_limits": {"limits": [], "above": "run", "second_above_pence": 12_000}},
    )
    claim = approved(wood)
    with pytest.raises(WrongState, match="two people"):
        pay(wood, claim)
    claim = ask_claim_payment(claim=claim, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="somebody else"):
        pay(wood, claim)
    assert pay(wood, claim, by="rowan").state == "paid"


def test_not_by_the_member(wood):
    with pytest.raises(NotAllowed):
        pay(wood, approved(wood), by="birch")


def test_a_line_that_would_be_overspent_is_told(wood):
    a_budget(wood.cluster, {"Training": 10_000}, state="in_force")
    claim = approved(wood)
    claim.lines.update(budget_line=BudgetLine.objects.get())
    [over] = overspent_by(claim, lines_of(claim))
    assert (over.title, over.by_pence) == ("Training", 2_050)


def test_what_was_paid_is_not_approved_to_be_paid_again(wood):
    claim = pay(wood, approved(wood))
    with pytest.raises(WrongState, match="“paid”"):
        approve_claim(claim=claim, by=wood.rowan, now=NOW)
    claim.refresh_from_db()
    assert claim.state == "paid"
    assert Entry.objects.count() == 1
