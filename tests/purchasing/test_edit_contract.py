"""A contract is changed; a new day of notice is reminded of anew."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.purchasing.actions.contracts import edit_contract
from spinney.purchasing.policies.contracts import ContractText
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def edit(wood, contract, who="birch", read=None, **said):
    text = ContractText(**(vars(ContractText.of(contract)) | said))
    return edit_contract(contract=contract, text=text, read=read, by=wood.actor(who), now=NOW)


def test_a_new_end_is_reminded_of_anew(wood):
    contract = a_contract(wood.organisations["birch"], reminded_at=NOW)
    assert edit(wood, contract, title="The copier").reminded_at == NOW
    done = edit(wood, contract, end_day=date(2027, 6, 30))
    assert (done.reminded_at, done.notice_day) == (None, date(2027, 4, 1))
    with pytest.raises(ChangedMeanwhile):
        edit(wood, contract, read=1, title="Mine")


def test_a_joint_one_is_changed_by_those_who_run_the_cluster(wood):
    contract = a_contract(cluster=wood.cluster)
    assert edit(wood, contract, "ash", title="Ours").title == "Ours"
    with pytest.raises(NotAllowed):
        edit(wood, contract, "birch", title="Mine")
