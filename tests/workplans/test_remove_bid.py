"""A bid that is taken out holds nothing up."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.bids import remove_bid
from spinney.workplans.queries.bids import bids_in
from tests.personas import NOON, Wood
from tests.workplans.making import a_bid

pytestmark = pytest.mark.django_db


def test_it_is_in_no_list(wood: Wood) -> None:
    remove_bid(bid=a_bid(wood.cluster), by=wood.ash, now=NOON)
    assert not bids_in(wood.birch, wood.cluster.pk).exists()
