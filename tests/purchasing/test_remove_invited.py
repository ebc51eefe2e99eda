"""A supplier is taken off the list, unless it has sent a quote."""

from __future__ import annotations

import pytest

from spinney.base.access import links
from spinney.base.kernel.errors import LinkEnded, WrongState
from spinney.purchasing.actions.inviting import remove_invited
from tests.purchasing.buying import NOW, a_quote, asked, invited, link_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_its_link_ends(wood):
    purchase = asked(wood)
    one = invited(purchase)
    _, secret = link_of(one)
    remove_invited(invited=one, by=wood.ash, now=NOW)
    assert purchase.invited.count() == 1
    with pytest.raises(LinkEnded):
        links.find(secret, now=NOW)


def test_what_was_sent_is_not_thrown_away(wood):
    one = invited(asked(wood))
    a_quote(one)
    with pytest.raises(WrongState, match="has sent a quote"):
        remove_invited(invited=one, by=wood.ash, now=NOW)
