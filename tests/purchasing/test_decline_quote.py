"""A supplier says that no quote will come, and may think again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.quotes import decline_quote
from spinney.purchasing.models import Quote
from tests.purchasing.buying import AFTER, NOW, a_quote, asked, invited, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_sent_is_thrown_away_and_it_may_think_again(wood):
    one = invited(asked(wood))
    a_quote(one)
    done = decline_quote(invited=one, why="Too busy.", by=supplier(one), now=NOW)
    assert (done.state, done.declined_why) == ("declined", "Too busy.")
    assert not Quote.objects.exists()
    a_quote(one)
    assert invited(one.purchase).state == "answered"


def test_not_after_the_end(wood):
    one = invited(asked(wood))
    with pytest.raises(WrongState):
        decline_quote(invited=one, by=supplier(one), now=AFTER)
