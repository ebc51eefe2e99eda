"""A member shows a contract to its cluster; what it costs only as far as it shares."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.purchasing.actions.contracts import show_contract
from spinney.purchasing.queries.contracts import contracts_in, visible_to
from tests.agreements.making import another_member
from tests.purchasing.buying import NOW
from tests.purchasing.making import a_contract, a_share

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def cost_for(wood, who):
    rows = contracts_in(wood.actor(who), wood.cluster, NOW.date())
    return [one.cost for one in rows]


def test_who_sees_how_much_of_what_it_costs(wood):
    another_member(wood, "maple")
    birch = wood.organisations["birch"]
    show_contract(contract=a_contract(birch), cluster=wood.cluster, by=wood.birch, now=NOW)
    assert [cost_for(wood, who) for who in ("maple", "ash", "birch")] == [[""], [""], ["£2,400"]]
    a_share(wood.cluster, birch)
    assert [cost_for(wood, who) for who in ("maple", "rowan", "ash", "birch")] == [
        ["£1,000 to £2,500"],
        ["£1,000 to £2,500"],
        ["£2,400"],
        ["£2,400"],
    ]
    for who in ("cedar", "sorrel", "willow", "elm"):
        assert not visible_to(wood.actor(who)).exists()


def test_only_to_a_cluster_that_it_belongs_to_and_only_its_own(wood):
    contract = a_contract(wood.organisations["birch"])
    with pytest.raises(BadInput):
        show_contract(contract=contract, cluster=wood.next_door, by=wood.birch, now=NOW)
    joint = a_contract(cluster=wood.cluster)
    with pytest.raises(NotAllowed):
        show_contract(contract=joint, cluster=wood.cluster, by=wood.ash, now=NOW)
