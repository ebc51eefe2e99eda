"""It is noted by the number of a decision that stands, while the rules still hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.reallocations import (
    decide_reallocation,
    propose_reallocation,
    reopen_reallocation,
)
from spinney.money.queries.underspend import proposed_on
from tests.access import client_of
from tests.money.budgeting import line, spend
from tests.money.reallocating import LATER, agreed_to, decided, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_rests_on_a_decision_and_on_what_is_spent_by_then(wood):
    there = partners(wood)
    one = proposed(wood, there, 450_000)
    with pytest.raises(BadInput):
        decide_reallocation(reallocation=one, decision=9, by=wood.ash, now=LATER)
    number = agreed_to(wood).number
    with pytest.raises(NotAllowed):
        decide_reallocation(reallocation=one, decision=number, by=wood.birch, now=LATER)
    spend(line(there.budget, "Birch House"), 100_000, date(2026, 7, 9))
    with pytest.raises(WrongState, match="A rule stands in the way"):
        decide_reallocation(reallocation=one, decision=number, by=wood.ash, now=LATER)
    less = proposed(wood, there, 100_000)
    done = decide_reallocation(reallocation=less, decision=number, by=wood.ash, now=LATER)
    assert (done.state, done.decision_number) == ("decided", number)


def test_a_decision_from_before_it_was_proposed_is_neither_offered_nor_taken(wood):
    there = partners(wood)
    one = proposed(wood, there)
    older = agreed_to(wood, 1, LATER.date() - timedelta(days=1))
    address = reverse("money:decide-reallocation", args=[wood.cluster.pk, one.pk])
    client = client_of(wood, "ash")
    page = client.get(address).content.decode()
    assert older.title not in page
    assert "No decision of 10 July 2026, when this was proposed, or later stands" in page
    with pytest.raises(BadInput, match="is of 9 July 2026, and this was proposed on 10 July"):
        decide_reallocation(reallocation=one, decision=older.number, by=wood.ash, now=LATER)
    refused = client.post(address, {"decision": older.number})
    assert "Choose a decision that stands, of the day" in refused.content.decode()
    one.refresh_from_db()
    assert one.state == "proposed"
    newer = agreed_to(wood, 2)
    page = client.get(address).content.decode()
    assert newer.title in page
    assert older.title not in page
    assert client.post(address, {"decision": newer.number}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.decision_number) == ("decided", newer.number)


def test_what_is_proposed_again_needs_a_decision_of_that_day_or_later(wood):
    one = decided(wood, partners(wood))
    before, later = one.decision_number, LATER + timedelta(days=5)
    reopen_reallocation(reallocation=one, by=wood.ash, now=later)
    again = propose_reallocation(reallocation=one, by=wood.ash, now=later)
    assert proposed_on(again) == later.date()
    with pytest.raises(BadInput, match="is of 10 July 2026"):
        decide_reallocation(reallocation=again, decision=before, by=wood.ash, now=later)


def test_of_what_was_proposed_before_the_day_was_kept_the_day_it_was_begun_counts(wood):
    one = proposed(wood, partners(wood))
    del one.checked["proposed_on"]
    assert proposed_on(one) == LATER.date()
