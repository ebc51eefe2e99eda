"""Suppliers are asked, each by a link of its own, until a moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.inviting import invite_supplier, request_quotes
from spinney.purchasing.models import JointPurchase
from tests.purchasing.buying import DEADLINE, NOW, asked
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_gets_a_link_of_its_own_that_ends_with_the_time(wood):
    purchase = asked(wood)
    letters = Message.objects.filter(kind="purchasing.quote_request").order_by("email")
    assert [one.email for one in letters] == ["larch@example.org", "rook@example.org"]
    assert {one.link.expires_at for one in letters} == {DEADLINE}
    assert len({one.link.subject for one in letters}) == 2
    assert "Rook" not in letters[0].body
    assert purchase.state == "quoting"


def test_there_is_somebody_to_ask_something_to_buy_and_time_to_answer(wood):
    purchase = a_purchase(wood.cluster)

    def request(quotes_by=DEADLINE):
        request_quotes(purchase=purchase, quotes_by=quotes_by, by=wood.ash, now=NOW)

    with pytest.raises(WrongState, match="supplier on the list"):
        request()
    invite_supplier(
        purchase=purchase, name="Larch", email="larch@example.org", by=wood.ash, now=NOW
    )
    with pytest.raises(WrongState, match="Set the criteria"):
        request()
    purchase.criteria.create(position=1, title="Price", weight=100, is_price=True)
    with pytest.raises(BadInput, match="until tomorrow"):
        request(NOW + timedelta(hours=1))
    JointPurchase.objects.update(what="")
    with pytest.raises(WrongState, match="what is to be bought"):
        request()
