"""What was done with suppliers is undone once, the newest first, by whoever sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import merge_suppliers, rename_supplier
from spinney.purchasing.models import SpendShare
from spinney.purchasing.queries.supplier_page import history_of, sight_of
from tests.access import client_of
from tests.purchasing.making import DAY, NOON
from tests.purchasing.spellings import two_suppliers

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def suppliers(wood):
    return two_suppliers(wood)


def test_once_and_the_newest_first(wood, suppliers):
    kelbrix, _hollin = suppliers
    first = rename_supplier(supplier=kelbrix, name="K1", by=wood.birch, now=NOON)
    second = rename_supplier(supplier=kelbrix, name="K2", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="since"):
        undo_supplier_change(change=first, by=wood.birch, now=LATER)
    undo_supplier_change(change=second, by=wood.birch, now=LATER)
    with pytest.raises(WrongState, match="already"):
        undo_supplier_change(change=second, by=wood.birch, now=LATER)
    undo_supplier_change(change=first, by=wood.birch, now=LATER)
    kelbrix.refresh_from_db()
    assert kelbrix.name == "Kelbrix Foods"


@pytest.mark.parametrize("who", ["cedar", "hazel", "willow", "nobody"])
def test_nobody_else_may(wood, suppliers, who):
    change = rename_supplier(supplier=suppliers[0], name="K", by=wood.birch, now=NOON)
    with pytest.raises((NotAllowed, NotFound)):
        undo_supplier_change(change=change, by=wood.actor(who), now=LATER)
    url = reverse("purchasing:undo-supplier-change", args=[wood.next_door.pk, change.pk])
    assert client_of(wood, "willow").post(url).status_code == 404


def test_the_history_tells_no_name_that_she_does_not_see(wood, suppliers):
    kelbrix, hollin = suppliers
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.birch, now=NOON)

    def told(who):
        return [one.words for one in history_of(sight_of(who, wood.cluster, kelbrix.pk, DAY))]

    assert told(wood.ash) == ["Put together with “Hollin Trays”."]
    SpendShare.objects.filter(organisation=wood.organisations["birch"]).update(state="taken_back")
    assert told(wood.ash) == ["Suppliers were put together."]
