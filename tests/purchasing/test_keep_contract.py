"""A contract goes on after all."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.contracts import give_notice, keep_contract
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_notice_is_taken_back(wood):
    contract = a_contract(cluster=wood.cluster)
    with pytest.raises(WrongState):
        keep_contract(contract=contract, by=wood.ash, now=NOW)
    give_notice(contract=contract, by=wood.ash, now=NOW)
    assert keep_contract(contract=contract, by=wood.ash, now=NOW).state == "runs"
