"""A contract is taken off the list."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.contracts import give_notice, remove_contract
from spinney.purchasing.queries.contracts import contracts_in
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_seen_nowhere_else_and_not_changed_any_more(wood):
    contract = a_contract(wood.organisations["birch"], shown_to=wood.cluster)
    assert len(contracts_in(wood.ash, wood.cluster, NOW.date())) == 1
    remove_contract(contract=contract, by=wood.birch, now=NOW)
    assert contracts_in(wood.ash, wood.cluster, NOW.date()) == []
    with pytest.raises(WrongState, match="was removed"):
        give_notice(contract=contract, by=wood.birch, now=NOW)
