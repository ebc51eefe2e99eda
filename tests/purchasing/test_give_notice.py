"""Notice of a contract is noted."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contracts import give_notice
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once_and_by_its_own_people(wood):
    contract = a_contract(wood.organisations["birch"])
    with pytest.raises(NotAllowed):
        give_notice(contract=contract, by=wood.ash, now=NOW)
    assert give_notice(contract=contract, by=wood.birch, now=NOW).state == "notice_given"
    with pytest.raises(WrongState):
        give_notice(contract=contract, by=wood.birch, now=NOW)
