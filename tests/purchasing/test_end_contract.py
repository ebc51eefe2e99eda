"""The end of a contract is noted."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contracts import end_contract
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once_and_by_its_own_people(wood):
    contract = a_contract(wood.organisations["birch"])
    with pytest.raises(NotAllowed):
        end_contract(contract=contract, by=wood.ash, now=NOW)
    assert end_contract(contract=contract, by=wood.birch, now=NOW).state == "ended"
    with pytest.raises(WrongState):
        end_contract(contract=contract, by=wood.birch, now=NOW)
