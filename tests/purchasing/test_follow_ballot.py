"""What the members decide by ballot about a purchase is done."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.post.models import Message
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.models import Decision
from spinney.purchasing.actions.appointing import follow_ballot, put_to_vote
from tests.decisions.making import a_decision
from tests.decisions.voting import close_now, open_now, vote_now
from tests.purchasing.buying import AFTER, SYSTEM, opened, quote_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def end(wood, ballot, **vote):
    vote_now(wood, ballot, **vote)
    close_now(ballot)
    close_ballot(ballot=ballot, by=SYSTEM, now=timezone.now())


def decided(wood, way, options=(), quote=None, **vote):
    purchase = opened(wood)
    put_to_vote(purchase=purchase, quote=quote and quote_of(purchase, 1), by=wood.ash, now=AFTER)
    ballot = open_now(wood, way, options)
    type(purchase).objects.filter(pk=purchase.pk).update(ballot=ballot.uid)
    end(wood, ballot, **vote)
    purchase.refresh_from_db()
    return purchase


NAMES = ("Larch Computers", "Rook Networks")


def test_whom_they_choose_is_appointed_and_suppliers_are_told(wood):
    purchase = decided(wood, "choose", NAMES, marks={"2": 1})
    assert (purchase.state, purchase.winner.invited.name) == ("appointed", "Rook Networks")
    told = Message.objects.filter(kind="purchasing.quote_outcome").order_by("email")
    assert ["It was chosen" in one.body for one in told] == [False, True]
    assert "Rook" not in told[0].body
    news = Message.objects.filter(kind="purchasing.purchase_news", email="birch@example.org")
    assert "Rook" not in news.last().body


def test_what_they_agree_to_is_done_and_else_compared_again(wood):
    agreed = decided(wood, "motion", quote=True, says="agree")
    assert (agreed.state, agreed.winner.invited.name) == ("appointed", "Rook Networks")


def test_what_they_do_not_agree_to_is_compared_again(wood):
    refused = decided(wood, "motion", quote=True, says="disagree")
    assert (refused.state, refused.winner) == ("comparing", None)


def test_other_decisions_change_nothing(wood):
    a_decision(wood)
    assert follow_ballot(decision=Decision.objects.get(), by=SYSTEM, now=AFTER) is None


def test_where_a_choice_must_be_agreed_to_it_waits_for_that(wood):
    purchase = opened(wood)
    put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    first = open_now(wood, "choose", NAMES, rule={"adopts": "by_motion"})
    type(purchase).objects.filter(pk=purchase.pk).update(ballot=first.uid)
    end(wood, first, marks={"2": 1})
    purchase.refresh_from_db()
    assert purchase.state == "deciding"
    end(wood, open_now(wood, "motion", follows=first), says="agree")
    purchase.refresh_from_db()
    assert (purchase.state, purchase.winner.invited.name) == ("appointed", "Rook Networks")


def test_a_new_version_of_the_ballot_decides(wood):
    purchase = opened(wood)
    ballot = put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    newer = open_now(wood, "choose", NAMES, replaces=ballot)
    end(wood, newer, marks={"1": 1})
    purchase.refresh_from_db()
    assert (purchase.state, purchase.winner.invited.name) == ("appointed", "Larch Computers")
