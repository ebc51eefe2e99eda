"""Suppliers that are written in capitals are shown as people read them, and still forgotten."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.bridge.calling import called
from spinney.purchasing.bridge.forgetting_names import forget_names
from spinney.purchasing.models import Opportunity, SpendName, Supplier, SupplierName
from tests.access import client_of
from tests.personas import Wood
from tests.purchasing.making import an_opportunity, wood_that_shares

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def in_capitals(wood: Wood) -> Supplier:
    """Larch Office Machines, of which every spelling is in capitals."""
    wood_that_shares(wood)
    supplier = Supplier.objects.get(name="Larch Office Machines")
    for one in (SupplierName, SpendName):
        rows = one.objects.filter(written__istartswith="larch office machines")
        for row in rows:
            row.written = row.written.upper()
            row.save()
    Supplier.objects.filter(pk=supplier.pk).update(name="LARCH OFFICE MACHINES LTD")
    return Supplier.objects.get(pk=supplier.pk)


def test_lists_and_pages_show_it_as_people_read_it(wood):
    supplier = in_capitals(wood)
    client = client_of(wood, "ash")
    place = wood.cluster.pk
    for url in (
        reverse("purchasing:suppliers", args=[place]),
        reverse("purchasing:spend", args=[place]),
    ):
        assert "Larch Office Machines Ltd" in client.get(url).content.decode(), url
    Supplier.objects.filter(pk=supplier.pk).update(named_by=wood.ash.label)
    supplier.refresh_from_db()
    assert called(supplier) == "LARCH OFFICE MACHINES LTD", "somebody chose the capitals"


def test_what_was_found_with_it_is_forgotten_with_the_name(wood):
    supplier = in_capitals(wood)
    birch = wood.organisations["birch"]
    found = an_opportunity(wood.cluster, [(birch, 100, 10, 20)], supplier=supplier)
    Opportunity.objects.update(title=f"Ask {called(supplier)} for one price")
    SupplierName.objects.filter(supplier=supplier).exclude(organisation=birch).delete()
    SupplierName.objects.filter(supplier=supplier).update(written="LARCH OFFICE MACHINES LTD")
    forget_names(birch.pk, ["LARCH OFFICE MACHINES LTD"])
    found.refresh_from_db()
    assert found.title == "No longer shown"


def test_whom_members_pay_is_suggested_by_the_joined_name(wood):
    supplier = in_capitals(wood)
    kept = Supplier.objects.create(
        cluster=wood.cluster, key="joined", name="Larch Group", named_by="x",
        made_at=supplier.made_at,
    )  # fmt: skip
    Supplier.objects.filter(pk=supplier.pk).update(merged_into=kept)
    birch = wood.organisations["birch"]
    SpendName.objects.filter(organisation=birch, written__startswith="LARCH").update(
        category="maintenance"
    )
    client = client_of(wood, "ash")
    page = client.get(reverse("purchasing:contractors", args=[wood.cluster.pk]))
    assert [one.name for one in page.context["suggested"]] == ["Larch Group"]
    url = reverse("purchasing:add-contractor", args=[wood.cluster.pk])
    assert 'value="Larch Group"' in client.get(f"{url}?supplier={kept.pk}").content.decode()
