"""A branch is under its parent, because somebody said so, and counts with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.purchasing.actions.supplier_undo import undo_supplier_change
from spinney.purchasing.actions.suppliers import put_under
from spinney.purchasing.queries.suppliers import suppliers_of
from tests.access import client_of
from tests.purchasing.making import DAY, NOON
from tests.purchasing.spellings import matched, two_suppliers

pytestmark = pytest.mark.django_db


@pytest.fixture
def suppliers(wood):
    return two_suppliers(wood)


def test_it_stays_there_and_counts_with_its_parent(wood, suppliers):
    kelbrix, hollin = suppliers
    change = put_under(supplier=hollin, parent=kelbrix, by=wood.birch, now=NOON)
    matched(wood)
    hollin.refresh_from_db()
    assert hollin.parent == kelbrix
    rows = {row.pk: row for row in suppliers_of(wood.ash, wood.cluster, DAY)}
    assert rows[hollin.pk].parent == rows[kelbrix.pk].name
    assert rows[kelbrix.pk].branches == 1
    own = rows[kelbrix.pk].amount.low - rows[hollin.pk].amount.low
    undo_supplier_change(change=change, by=wood.birch, now=NOON + timedelta(hours=1))
    (alone,) = (r for r in suppliers_of(wood.ash, wood.cluster, DAY) if r.pk == kelbrix.pk)
    assert alone.amount.low == own


def test_there_is_one_step_and_no_more(wood, suppliers):
    kelbrix, hollin = suppliers
    with pytest.raises(BadInput, match="another"):
        put_under(supplier=kelbrix, parent=kelbrix, by=wood.birch, now=NOON)
    put_under(supplier=hollin, parent=kelbrix, by=wood.birch, now=NOON)
    with pytest.raises(BadInput, match="branch itself"):
        put_under(supplier=kelbrix, parent=hollin, by=wood.birch, now=NOON)
    with pytest.raises(NotFound):
        put_under(supplier=hollin, parent=None, by=wood.willow, now=NOON)
    assert put_under(supplier=hollin, parent=None, by=wood.birch, now=NOON)
    assert put_under(supplier=hollin, parent=None, by=wood.birch, now=NOON) is None


def test_from_its_page(wood, suppliers):
    kelbrix, hollin = suppliers
    url = reverse("purchasing:put-under", args=[wood.cluster.pk, hollin.pk])
    client = client_of(wood, "birch")
    page = client.post(f"{url}?q=kelbrix", {"parent": str(kelbrix.pk)}, follow=True)
    assert "A branch of" in page.content.decode()
    page = client.post(url, {"parent": "none"}, follow=True).content.decode()
    assert "Taken out" in page
    assert client.post(f"{url}?q=kelbrix", {"parent": "999999999"}).status_code == 200  # is told
