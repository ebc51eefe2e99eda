"""A contract that was removed comes back, for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.contracts import remove_contract, restore_contract
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_within_thirty_days(wood):
    contract = a_contract(wood.organisations["birch"])
    with pytest.raises(WrongState):
        restore_contract(contract=contract, by=wood.birch, now=NOW)
    remove_contract(contract=contract, by=wood.birch, now=NOW)
    with pytest.raises(WrongState, match="gone"):
        restore_contract(contract=contract, by=wood.birch, now=NOW + timedelta(days=31))
    done = restore_contract(contract=contract, by=wood.birch, now=NOW)
    assert done.removed_at is None
