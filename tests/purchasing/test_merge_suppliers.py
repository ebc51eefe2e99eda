"""Suppliers that are one are put together, stay so, and can be parted again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import merge_suppliers
from spinney.purchasing.models import Supplier, SupplierName
from tests.access import client_of
from tests.purchasing.making import NOON, a_supplier
from tests.purchasing.spellings import matched, named, two_suppliers

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
ALL = {"Kelbrix Foods", "KELBRIX FOODS LTD", "Hollin Trays"}


@pytest.fixture
def suppliers(wood):
    return two_suppliers(wood)


def test_they_are_one_at_once_and_after_the_next_run(wood, suppliers):
    kelbrix, hollin = suppliers
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.birch, now=NOON)
    assert named(wood) == {"Kelbrix Foods": ALL}
    matched(wood)
    assert named(wood) == {"Kelbrix Foods": ALL}
    assert SupplierName.objects.filter(supplier=kelbrix).count() == 3
    hollin.refresh_from_db()
    assert hollin.merged_into == kelbrix


def test_undone_they_are_two_again_also_after_the_next_run(wood, suppliers):
    kelbrix, hollin = suppliers
    change = merge_suppliers(kept=kelbrix, others=[hollin], by=wood.birch, now=NOON)
    matched(wood)
    undo_supplier_change(change=change, by=wood.actor("maple"), now=LATER)
    for again in (False, True):
        if again:
            matched(wood)
        assert SupplierName.objects.get(written="Hollin Trays").supplier == hollin
        assert SupplierName.objects.filter(supplier=kelbrix).count() == 2


def test_branches_and_answers_go_along_and_come_back(wood, suppliers):
    kelbrix, hollin = suppliers
    branch = a_supplier(wood.cluster, "Hollin Trays Leeds", parent=hollin)
    change = merge_suppliers(kept=kelbrix, others=[hollin], by=wood.ash, now=NOON)
    branch.refresh_from_db()
    assert branch.parent == kelbrix
    undo_supplier_change(change=change, by=wood.ash, now=LATER)
    branch.refresh_from_db()
    assert branch.parent == hollin


def test_a_supplier_that_its_own_branch_is_put_together_with_is_no_branch_of_itself(
    wood, suppliers
):
    kelbrix, hollin = suppliers
    Supplier.objects.filter(pk=kelbrix.pk).update(parent=hollin)
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.ash, now=NOON)
    kelbrix.refresh_from_db()
    assert kelbrix.parent is None
    assert kelbrix.merged_into is None


def test_what_was_put_together_meanwhile_is_not_again(wood, suppliers):
    kelbrix, hollin = suppliers
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.birch, now=NOON)
    with pytest.raises((WrongState, NotFound)):
        merge_suppliers(kept=hollin, others=[kelbrix], by=wood.ash, now=LATER)


def test_only_suppliers_of_the_cluster_that_she_sees(wood, suppliers):
    kelbrix, hollin = suppliers
    with pytest.raises(BadInput, match="two"):
        merge_suppliers(kept=kelbrix, others=[], by=wood.birch, now=NOON)
    nobodys = a_supplier(wood.cluster, "Written By Nobody")
    with pytest.raises(NotFound):
        merge_suppliers(kept=kelbrix, others=[nobodys], by=wood.birch, now=NOON)
    next_door = a_supplier(wood.next_door, "X", [(wood.organisations["sorrel"], "X")])
    with pytest.raises(BadInput, match="this cluster"):
        merge_suppliers(kept=kelbrix, others=[next_door], by=wood.birch, now=NOON)


@pytest.mark.parametrize("who", ["cedar", "hazel", "willow", "sorrel"])
def test_nobody_else_may(wood, suppliers, who):
    with pytest.raises((NotAllowed, NotFound)):
        merge_suppliers(kept=suppliers[0], others=[suppliers[1]], by=wood.actor(who), now=NOON)


def test_the_record_names_no_supplier(wood, suppliers):
    merge_suppliers(kept=suppliers[0], others=[suppliers[1]], by=wood.birch, now=NOON)
    detail = str(Entry.objects.get(verb="purchasing.merge_suppliers").detail)
    assert "Kelbrix" not in detail
    assert "Hollin" not in detail


def test_from_the_list_looked_over_first(wood, suppliers):
    client = client_of(wood, "birch")
    url = reverse("purchasing:merge-suppliers", args=[wood.cluster.pk])
    chosen = [str(one.pk) for one in suppliers]
    page = client.post(url, {"chosen": chosen}, follow=True)
    assert "KELBRIX FOODS LTD" in page.content.decode()
    assert not Supplier.objects.filter(merged_into__isnull=False).exists()
    sent = f"{url}?chosen={chosen[0]}&chosen={chosen[1]}"
    page = client.post(sent, {"deed": "merge", "kept": chosen[0]}, follow=True)
    told = page.content.decode()
    assert "2 suppliers are one now." in told
    undo = reverse("purchasing:undo-supplier-change", args=[wood.cluster.pk, 1])
    assert undo.rpartition("changes/")[0] in told


def test_one_chosen_is_asked_what_it_is_the_same_as(wood, suppliers):
    client = client_of(wood, "birch")
    url = reverse("purchasing:merge-suppliers", args=[wood.cluster.pk])
    page = client.get(url, {"chosen": suppliers[0].pk, "q": "hollin"}).content.decode()
    assert "Hollin Trays" in page
    assert "No other supplier" in client.get(
        url, {"chosen": suppliers[0].pk, "q": "zzz"}
    ).content.decode()  # fmt: skip
