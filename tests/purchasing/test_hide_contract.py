"""A contract is shown to nobody any more."""

from __future__ import annotations

import pytest

from spinney.purchasing.actions.contracts import hide_contract
from spinney.purchasing.queries.contracts import visible_to
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_at_once(wood):
    contract = a_contract(wood.organisations["birch"], shown_to=wood.cluster)
    assert visible_to(wood.ash).exists()
    hide_contract(contract=contract, by=wood.birch, now=NOW)
    assert not visible_to(wood.ash).exists()
