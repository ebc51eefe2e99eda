"""Suppliers get longer, never less: nothing is opened earlier than they were told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.access import links
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.inviting import extend_quotes
from tests.purchasing.buying import AFTER, DEADLINE, NOW, asked, invited, link_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_links_go_on_and_suppliers_are_told(wood):
    purchase = asked(wood)
    _, secret = link_of(invited(purchase))
    later = DEADLINE + timedelta(days=3)
    extend_quotes(purchase=purchase, quotes_by=later, by=wood.ash, now=NOW)
    assert links.find(secret, now=AFTER).expires_at == later
    assert Message.objects.filter(kind="purchasing.quote_receipt").count() == 2


def test_never_earlier(wood):
    with pytest.raises(WrongState, match="cannot be earlier"):
        extend_quotes(
            purchase=asked(wood), quotes_by=DEADLINE - timedelta(days=1), by=wood.ash, now=NOW
        )
