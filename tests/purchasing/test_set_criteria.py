"""Criteria are set before suppliers are asked; weights add up to 100."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.purchasing.actions.inviting import set_criteria
from spinney.purchasing.bridge.purchases import CriterionText
from tests.purchasing.buying import NOW, asked
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


PRICE = CriterionText("Price", 60, is_price=True)


def put(wood, purchase, *criteria):
    return set_criteria(purchase=purchase, criteria=criteria, by=wood.ash, now=NOW)


def test_they_take_the_place_of_those_before(wood):
    purchase = a_purchase(wood.cluster)
    put(wood, purchase, PRICE, CriterionText("Help", 40, "How fast are you?"))
    put(wood, purchase, PRICE, CriterionText("Green", 40))
    assert list(purchase.criteria.values_list("position", "title")) == [(1, "Price"), (2, "Green")]


@pytest.mark.parametrize(
    "criteria",
    [
        [PRICE],
        [CriterionText("Help", 100)],
        [PRICE, CriterionText("Help", 41)],
        [PRICE, CriterionText("price", 40)],
        [PRICE, CriterionText("Cost", 40, is_price=True)],
        [CriterionText("Price", 100, is_price=True), CriterionText("Help", 0)],
    ],
)
def test_what_does_not_add_up_is_refused(wood, criteria):
    with pytest.raises(BadInput):
        put(wood, a_purchase(wood.cluster), *criteria)


def test_suppliers_were_told_them(wood):
    with pytest.raises(WrongState):
        put(wood, asked(wood), PRICE, CriterionText("Help", 40))
