"""A name that somebody chose stays, whatever is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotFound
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import rename_supplier
from tests.access import client_of
from tests.purchasing.making import NOON
from tests.purchasing.spellings import matched, two_suppliers

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelbrix(wood):
    return two_suppliers(wood)[0]


def test_it_stays_and_can_be_undone(wood, kelbrix):
    change = rename_supplier(supplier=kelbrix, name="Kelbrix", by=wood.birch, now=NOON)
    matched(wood)
    kelbrix.refresh_from_db()
    assert (kelbrix.name, kelbrix.named_by) == ("Kelbrix", wood.birch.label)
    undo_supplier_change(change=change, by=wood.birch, now=NOON + timedelta(hours=1))
    matched(wood)
    kelbrix.refresh_from_db()
    assert kelbrix.name in {"Kelbrix Foods", "KELBRIX FOODS LTD"}


@pytest.mark.parametrize("name", [" ", "x" * 201])
def test_a_name_that_can_be_shown(wood, kelbrix, name):
    with pytest.raises(BadInput):
        rename_supplier(supplier=kelbrix, name=name, by=wood.birch, now=NOON)


def test_who_read_an_older_one_is_told(wood, kelbrix):
    rename_supplier(supplier=kelbrix, name="Kelbrix", read=1, by=wood.birch, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        rename_supplier(supplier=kelbrix, name="K.", read=1, by=wood.ash, now=NOON)
    with pytest.raises(NotFound):
        rename_supplier(supplier=kelbrix, name="K.", by=wood.sorrel, now=NOON)


def test_from_its_page(wood, kelbrix):
    url = reverse("purchasing:rename-supplier", args=[wood.cluster.pk, kelbrix.pk])
    page = client_of(wood, "birch").post(url, {"name": "Kelbrix", "version": "1"}, follow=True)
    assert page.context["sight"].name == "Kelbrix"
    assert "Called “Kelbrix”" in page.content.decode()
