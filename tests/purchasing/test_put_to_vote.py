"""Quotes become options of a ballot; one quote, a motion."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.appointing import put_to_vote
from spinney.purchasing.bridge.ballots import PRICES_ARE_ELSEWHERE
from spinney.purchasing.models import JointPurchase, Quote
from tests.access import client_of
from tests.decisions.voting import link_for, open_now
from tests.purchasing.buying import AFTER, opened, quote_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_quote_is_an_option_without_what_it_costs(wood):
    purchase = opened(wood)
    Quote.objects.update(note="From £99 a month.", months=24, one_off_pence=5_000)
    ballot = put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    purchase.refresh_from_db()
    assert (purchase.state, purchase.ballot, ballot.way) == ("deciding", ballot.uid, "choose")
    words = f"Term: 24 months.\n{PRICES_ARE_ELSEWHERE}"
    assert [(one.title, one.description, one.cost_pence) for one in ballot.options.all()] == [
        ("Larch Computers", words, None),
        ("Rook Networks", words, None),
    ]


def test_from_the_ballot_members_alone_come_to_the_quotes(wood):
    purchase = opened(wood)
    put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    ballot = open_now(wood, "choose", ("Larch Computers", "Rook Networks"))
    JointPurchase.objects.update(ballot=ballot.uid)
    quotes = reverse("purchasing:compare-quotes", args=[wood.cluster.pk, purchase.pk])
    page, vote = (
        reverse(f"decisions:{name}", args=[wood.cluster.pk, ballot.pk])
        for name in ("ballot", "vote")
    )
    for name, led in [("ash", True), ("birch", True), ("cedar", False)]:
        told = client_of(wood, name).get(page).content.decode()
        assert "Larch Computers" in told
        assert (quotes in told) == led, name
    assert quotes in client_of(wood, "birch").get(vote).content.decode()
    by_link = Client().get(link_for(wood, ballot)).content.decode()
    assert "what each costs (you sign in for this)" in by_link


def test_the_page_asks_which_unless_one_is_proposed(wood):
    purchase = opened(wood)
    url = reverse("purchasing:put-to-vote", args=[wood.cluster.pk, purchase.pk])
    client = client_of(wood, "ash")
    told = client.get(url).content.decode()
    assert "What do you ask the members?" in told
    assert "(optional)" not in told
    client.post(url, {"quote": "all"})
    purchase.refresh_from_db()
    assert (purchase.state, purchase.winner) == ("deciding", None)


def test_one_quote_is_put_as_a_motion(wood):
    purchase = opened(wood)
    chosen = quote_of(purchase, 1)
    ballot = put_to_vote(purchase=purchase, quote=chosen, by=wood.ash, now=AFTER)
    purchase.refresh_from_db()
    assert (ballot.way, purchase.winner) == ("motion", chosen)


def test_a_choice_needs_two(wood):
    purchase = opened(wood)
    Quote.objects.first().delete()
    with pytest.raises(WrongState, match="Propose one"):
        put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
