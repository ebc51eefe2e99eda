"""Marking is ended though not all have marked."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.quotes import close_marking, mark_quote
from spinney.purchasing.queries.purchases import compared
from tests.purchasing.buying import AFTER, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_marks_can_be_seen_and_stay(wood):
    purchase = close_marking(purchase=opened(wood), by=wood.ash, now=AFTER)
    assert compared(wood.birch, purchase).is_open
    with pytest.raises(WrongState, match="over"):
        mark_quote(purchase=purchase, marks={}, by=wood.birch, now=AFTER)
    with pytest.raises(WrongState):
        close_marking(purchase=purchase, by=wood.ash, now=AFTER)
