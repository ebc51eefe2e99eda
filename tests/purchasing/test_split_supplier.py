"""Names that are another supplier are taken out, stay out, and can be put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import merge_suppliers, split_supplier
from spinney.purchasing.models import Supplier, SupplierName
from tests.access import client_of
from tests.purchasing.making import NOON
from tests.purchasing.spellings import matched, two_suppliers

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
LTD = "KELBRIX FOODS LTD"


@pytest.fixture
def kelbrix(wood):
    return two_suppliers(wood)[0]


def whose(written):
    return SupplierName.objects.get(written=written).supplier_id


def test_they_are_two_at_once_and_after_the_next_run(wood, kelbrix):
    change = split_supplier(supplier=kelbrix, names=[LTD], by=wood.birch, now=NOON)
    made = change.before["made"]
    for again in (False, True):
        if again:
            matched(wood)
        assert (whose(LTD), whose("Kelbrix Foods")) == (made, kelbrix.pk)


def test_undone_they_are_one_again_also_after_the_next_run(wood, kelbrix):
    change = split_supplier(supplier=kelbrix, names=[LTD], by=wood.birch, now=NOON)
    matched(wood)
    undo_supplier_change(change=change, by=wood.birch, now=LATER)
    for again in (False, True):
        if again:
            matched(wood)
        assert whose(LTD) == whose("Kelbrix Foods") == kelbrix.pk


def test_what_was_put_together_can_be_parted_and_put_together_again(wood, kelbrix):
    hollin = Supplier.objects.get(name="Hollin Trays")
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.birch, now=NOON)
    change = split_supplier(supplier=kelbrix, names=["Hollin Trays"], by=wood.ash, now=LATER)
    matched(wood)
    made = Supplier.objects.get(pk=change.before["made"])
    assert whose("Hollin Trays") == made.pk
    merge_suppliers(kept=kelbrix, others=[made], by=wood.birch, now=LATER + timedelta(hours=1))
    matched(wood)
    assert whose("Hollin Trays") == kelbrix.pk


@pytest.mark.parametrize(
    ("names", "told"),
    [([], "another supplier"), (["Kelbrix Foods", LTD], "one name"), (["Forged"], "no longer")],
)
def test_some_are_chosen_and_some_are_left(wood, kelbrix, names, told):
    with pytest.raises(BadInput, match=told):
        split_supplier(supplier=kelbrix, names=names, by=wood.birch, now=NOON)


def test_the_cluster_next_door_does_not_know_it(wood, kelbrix):
    with pytest.raises(NotFound):
        split_supplier(supplier=kelbrix, names=[LTD], by=wood.willow, now=NOON)


def test_from_its_page(wood, kelbrix):
    url = reverse("purchasing:split-supplier", args=[wood.cluster.pk, kelbrix.pk])
    client = client_of(wood, "birch")
    assert LTD in client.get(url).content.decode()
    assert "Choose the names" in client.post(url, {}).content.decode()
    page = client.post(url, {"names": [LTD]}, follow=True).content.decode()
    assert "a supplier of their own" in page
    assert "What was done with it" in page
