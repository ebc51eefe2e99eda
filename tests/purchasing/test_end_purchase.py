"""A purchase is given up: whoever waits for it is told."""

from __future__ import annotations

import pytest

from spinney.base.access import links
from spinney.base.kernel.errors import BadInput, LinkEnded
from spinney.base.post.models import Message
from spinney.purchasing.actions.purchases import end_purchase
from tests.purchasing.buying import NOW, asked, invited, link_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_members_and_suppliers_are_told_and_links_end(wood):
    purchase = asked(wood)
    _, secret = link_of(invited(purchase))
    done = end_purchase(purchase=purchase, why="Too dear for us.", by=wood.ash, now=NOW)
    assert done.state == "ended"
    told = Message.objects.filter(kind="purchasing.quote_outcome")
    assert sorted(told.values_list("email", flat=True)) == ["larch@example.org", "rook@example.org"]
    assert "Too dear" not in told[0].body
    assert Message.objects.filter(kind="purchasing.purchase_news", email="birch@example.org")
    with pytest.raises(LinkEnded):
        links.find(secret, now=NOW)


def test_a_reason_is_given(wood):
    with pytest.raises(BadInput):
        end_purchase(purchase=asked(wood), why=" ", by=wood.ash, now=NOW)
