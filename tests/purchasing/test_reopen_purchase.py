"""What was ended is taken up again; what suppliers sent before is gone."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.purchases import end_purchase, reopen_purchase
from spinney.purchasing.models import Quote, QuoteFile
from tests.purchasing.buying import AFTER, invited, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_goes_on_from_who_is_in(wood):
    purchase = opened(wood)
    end_purchase(purchase=purchase, why="A pause.", by=wood.ash, now=AFTER)
    again = reopen_purchase(purchase=purchase, by=wood.ash, now=AFTER)
    assert (again.state, again.quotes_by, again.opened_at, again.winner) == (
        "pledging",
        None,
        None,
        None,
    )
    assert again.pledges.count() == 2
    assert invited(again).state == "draft"
    assert not Quote.objects.exists()
    assert not QuoteFile.objects.exists()


def test_only_what_was_ended(wood):
    with pytest.raises(WrongState):
        reopen_purchase(purchase=opened(wood), by=wood.ash, now=AFTER)
