"""Quotes become options of a ballot; one quote, a motion."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.appointing import put_to_vote
from spinney.purchasing.models import Quote
from tests.purchasing.buying import AFTER, opened, quote_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_quote_is_an_option_with_what_it_costs(wood):
    purchase = opened(wood)
    ballot = put_to_vote(purchase=purchase, by=wood.ash, now=AFTER)
    purchase.refresh_from_db()
    assert (purchase.state, purchase.ballot, ballot.way) == ("deciding", ballot.uid, "choose")
    # 20 units, 12 months, £10, and a fifth of VAT; in letters no amount stands
    assert [(one.title, one.description, one.cost_pence) for one in ballot.options.all()] == [
        ("Larch Computers", "£2,880 with VAT, over 12 months", None),
        ("Rook Networks", "£3,456 with VAT, over 12 months", None),
    ]


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
