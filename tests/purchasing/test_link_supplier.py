"""A supplier is found on the register, by its name or number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotFound
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import link_supplier
from spinney.purchasing.models import SpendName
from spinney.register.api import add_organisation
from spinney.register.models import Identifier
from tests.access import client_of
from tests.purchasing.making import NOON
from tests.purchasing.spellings import matched, two_suppliers

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelbrix(wood):
    return two_suppliers(wood)[0]


@pytest.fixture
def entry(wood):
    made = add_organisation(facts={"name": "Kelbrix Foods Limited"}, by=wood.hazel, now=NOON)
    Identifier.objects.create(organisation=made, scheme="GB-COH", value="01234567")
    return made


def test_linked_undone_and_the_cluster_next_door(wood, kelbrix, entry):
    change = link_supplier(supplier=kelbrix, organisation=entry, by=wood.birch, now=NOON)
    kelbrix.refresh_from_db()
    assert kelbrix.organisation == entry
    undo_supplier_change(change=change, by=wood.birch, now=NOON + timedelta(hours=1))
    kelbrix.refresh_from_db()
    assert kelbrix.organisation is None
    with pytest.raises(NotFound):
        link_supplier(supplier=kelbrix, organisation=entry, by=wood.sorrel, now=NOON)


def test_a_number_finds_it_by_itself_unless_somebody_said_no(wood, kelbrix, entry):
    SpendName.objects.filter(written__icontains="kelbrix").update(number="01234567")
    matched(wood)
    kelbrix.refresh_from_db()
    assert kelbrix.organisation == entry
    link_supplier(supplier=kelbrix, organisation=None, by=wood.birch, now=NOON)
    matched(wood)
    kelbrix.refresh_from_db()
    assert kelbrix.organisation is None


def test_candidates_with_how_likely_and_why(wood, kelbrix, entry):
    url = reverse("purchasing:link-supplier", args=[wood.cluster.pk, kelbrix.pk])
    client = client_of(wood, "birch")
    page = client.get(url).content.decode()
    assert "Kelbrix Foods Limited" in page
    assert "in 100" in page
    assert "Nothing on the register" in client.get(url, {"q": "zzzzzz"}).content.decode()
    assert "01234567" in client.get(url, {"q": "01234567"}).content.decode()
    page = client.post(url, {"organisation": str(entry.pk)}, follow=True).content.decode()
    assert "Linked to Kelbrix Foods Limited" in page
