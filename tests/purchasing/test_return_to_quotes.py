"""What a vote did not decide is compared again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.opening import withdraw_ballot
from spinney.decisions.models import Ballot
from spinney.purchasing.actions.appointing import put_to_vote, return_to_quotes
from spinney.purchasing.actions.quotes import open_quotes
from tests.decisions.voting import open_now
from tests.purchasing.buying import AFTER, a_quote, asked, invited, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_from_a_draft_and_not_while_the_members_vote(wood):
    purchase = opened(wood)
    ballot = put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    Ballot.objects.filter(pk=ballot.pk).update(state="announced")
    with pytest.raises(WrongState, match="voting on it"):
        return_to_quotes(purchase=purchase, by=wood.ash, now=AFTER)
    Ballot.objects.filter(pk=ballot.pk).update(state="draft")
    done = return_to_quotes(purchase=purchase, by=wood.ash, now=AFTER)
    assert (done.state, done.ballot) == ("comparing", None)


def test_by_itself_when_the_ballot_is_taken_back(wood):
    purchase = opened(wood)
    put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    ballot = open_now(wood, "choose", ["Larch Computers", "Rook Networks"])
    type(purchase).objects.filter(pk=purchase.pk).update(ballot=ballot.uid)
    withdraw_ballot(ballot=ballot, why="A slip.", by=wood.ash, now=AFTER)
    purchase.refresh_from_db()
    assert purchase.state == "comparing"


def test_sealed_quotes_are_not_compared_by_it(wood):
    """They would be neither taken nor opened any more: both ask whether quotes are coming in."""
    purchase = asked(wood)
    a_quote(invited(purchase))
    with pytest.raises(WrongState, match="cannot be done now"):
        return_to_quotes(purchase=purchase, by=wood.ash, now=AFTER)
    purchase.refresh_from_db()
    assert purchase.state == "quoting"
    assert open_quotes(purchase=purchase, by=wood.ash, now=AFTER).state == "comparing"
