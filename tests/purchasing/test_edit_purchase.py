"""A joint purchase is changed, with what suppliers were asked kept as it is."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.purchasing.actions.purchases import edit_purchase
from spinney.purchasing.bridge.purchases import PurchaseText
from tests.purchasing.buying import NOW, asked
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def edit(wood, purchase, read=None, **said):
    text = PurchaseText(**(vars(PurchaseText.of(purchase)) | said))
    return edit_purchase(purchase=purchase, text=text, read=read, by=wood.ash, now=NOW)


def test_what_was_changed_meanwhile_is_told(wood):
    purchase = a_purchase(wood.cluster)
    assert edit(wood, purchase, 1, months=24).months == 24
    with pytest.raises(ChangedMeanwhile) as told:
        edit(wood, purchase, 1, months=36)
    assert told.value.changes == {"months": (12, 24)}


def test_once_suppliers_were_asked_only_its_name_and_category_change(wood):
    purchase = asked(wood)
    assert edit(wood, purchase, title="Help with computers").title == "Help with computers"
    with pytest.raises(WrongState, match="Suppliers were asked"):
        edit(wood, purchase, unit="a day")
