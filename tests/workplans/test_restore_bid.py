"""A bid that was taken out comes back for thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.bids import remove_bid, restore_bid
from tests.personas import NOON, Wood
from tests.workplans.making import a_bid

pytestmark = pytest.mark.django_db


def test_it_comes_back_for_thirty_days(wood: Wood) -> None:
    found = remove_bid(bid=a_bid(wood.cluster), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        restore_bid(bid=found, by=wood.ash, now=NOON + timedelta(days=31))
    assert restore_bid(bid=found, by=wood.ash, now=NOON).removed_at is None
