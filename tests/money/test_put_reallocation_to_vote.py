"""The members are asked by a ballot, which names no amounts: supporters read ballots too."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.reallocations import put_reallocation_to_vote
from tests.access import client_of
from tests.money.budgeting import line, spend
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_one_ballot_without_amounts(wood):
    there = partners(wood)
    with pytest.raises(WrongState):
        put_reallocation_to_vote(reallocation=drafted_move(wood, there), by=wood.ash, now=LATER)
    one = proposed(wood, there)
    ballot = put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)
    assert ballot.title == "We move money within the budget: Keep Elm going"
    assert "£" not in ballot.title + ballot.background
    with pytest.raises(WrongState, match="a ballot about it already"):
        put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)


def test_no_button_where_a_rule_stands_in_the_way(wood):
    there = partners(wood)
    one = proposed(wood, there)
    address = reverse("money:reallocation", args=[wood.cluster.pk, one.pk])
    client = client_of(wood, "ash")
    assert "Ask the members by a ballot" in client.get(address).content.decode()
    spend(line(there.budget, "Birch House"), 500_000)
    told = client.get(address).content.decode()
    assert "Ask the members by a ballot" not in told
    assert "It is not wanted" in told
    with pytest.raises(WrongState, match="A rule stands in the way"):
        put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)
