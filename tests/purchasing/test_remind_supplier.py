"""A supplier that has not answered is reminded once, some days before the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.post.models import Message
from spinney.purchasing.tasks.purchases import remind_suppliers
from tests.purchasing.buying import DEADLINE, NOW, a_quote, asked, invited

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_those_that_have_said_nothing_and_only_once(wood):
    purchase = asked(wood)
    a_quote(invited(purchase))
    before = Message.objects.count()
    remind_suppliers(NOW)
    assert Message.objects.count() == before
    for hours in (60, 50):
        remind_suppliers(DEADLINE - timedelta(hours=hours))
    found = Message.objects.order_by("pk")[before:]
    assert [one.email for one in found] == ["rook@example.org"]
    assert found[0].link.expires_at == DEADLINE
