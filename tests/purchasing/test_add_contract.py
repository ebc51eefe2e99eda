"""A member notes a contract of its own; nobody else sees it."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.purchasing.actions.contracts import add_contract
from spinney.purchasing.policies.contracts import ContractText
from spinney.purchasing.queries.contracts import contracts_in, visible_to
from tests.purchasing.buying import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def add(wood, who="birch", **said):
    text = ContractText(**({"title": "Copier", "supplier_name": "Larch"} | said))
    return add_contract(
        organisation=wood.organisations["birch"], text=text, by=wood.actor(who), now=NOW
    )


def test_the_day_of_notice_is_reckoned_and_nobody_else_sees_it(wood):
    made = add(wood, end_day=date(2028, 3, 31), notice_days=90)
    assert made.notice_day == date(2028, 1, 1)
    for who in ("ash", "rowan", "cedar", "sorrel", "willow"):
        assert not visible_to(wood.actor(who)).exists()
    assert contracts_in(wood.ash, wood.cluster, NOW.date()) == []


@pytest.mark.parametrize(
    "said",
    [
        {"title": ""},
        {"supplier_name": " "},
        {"category": "wigs"},
        {"notice_days": 30},
        {"first_day": date(2027, 1, 2), "end_day": date(2027, 1, 1)},
    ],
)
def test_what_cannot_be_a_contract(wood, said):
    with pytest.raises(BadInput):
        add(wood, **said)


def test_only_its_own_people(wood):
    with pytest.raises(NotAllowed):
        add(wood, "ash")
