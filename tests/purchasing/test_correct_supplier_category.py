"""Saying for all members what is bought from a supplier: a member's own word stands above it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.categories import (
    correct_name_category,
    correct_supplier_category,
)
from spinney.purchasing.models import CategoryLesson, Supplier
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.making import wood_that_shares
from tests.purchasing.naming import name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def categories(wood: Wood) -> list[str]:
    maple = name_of(Supplier.objects.get(name="BT").names.get(
        written="British Telecommunications"
    ).organisation, "British Telecommunications")  # fmt: skip
    return [name_of(wood.organisations["birch"], "BT GROUP PLC").category, maple.category]


def test_all_members_follow_but_for_those_who_said_otherwise(wood: Wood):
    wood_that_shares(wood)
    birch = wood.organisations["birch"]
    supplier = Supplier.objects.get(name="BT")
    correct_name_category(
        organisation=birch, names=[name_of(birch, "BT GROUP PLC")], category="software",
        by=wood.birch, now=NOON,
    )  # fmt: skip
    found = correct_supplier_category(
        supplier=supplier, category="it_support", by=wood.ash, now=NOON
    )
    assert (found.category, found.category_by, found.version) == (
        "it_support", wood.ash.label, supplier.version + 1,
    )  # fmt: skip
    assert categories(wood) == ["software", "it_support"]
    entry = Entry.objects.get(verb="purchasing.correct_supplier_category")
    assert entry.detail == {"before": "", "after": "it_support"}
    correct_supplier_category(supplier=supplier, category="", by=wood.birch, now=NOON)
    assert categories(wood) == ["software", "telecoms"]
    assert not CategoryLesson.objects.filter(organisation=None).exists()


def test_members_and_who_runs_it_may_and_nobody_else(wood: Wood):
    wood_that_shares(wood)
    supplier = Supplier.objects.get(name="BT")
    with pytest.raises(NotAllowed):
        correct_supplier_category(supplier=supplier, category="legal", by=wood.cedar, now=NOON)
    for who in ("elm", "willow", "sorrel"):
        with pytest.raises(NotFound):
            correct_supplier_category(
                supplier=supplier, category="legal", by=wood.actor(who), now=NOON
            )
    supplier.merged_into = Supplier.objects.exclude(pk=supplier.pk).first()
    supplier.save()
    with pytest.raises(WrongState):
        correct_supplier_category(supplier=supplier, category="legal", by=wood.ash, now=NOON)


@pytest.mark.time_machine("2026-03-20 12:00")
def test_from_its_page_with_undo(wood: Wood):
    wood_that_shares(wood)
    supplier = Supplier.objects.get(name="BT")
    client = client_of(wood, "birch")
    url = reverse("purchasing:correct-supplier-category", args=[wood.cluster.pk, supplier.pk])
    assert "As each member’s own payments say" in client.get(url).content.decode()
    client.post(url, {"category": "software"})
    supplier.refresh_from_db()
    assert supplier.category == "software"
    client.post(f"{url}?category=none")
    supplier.refresh_from_db()
    assert supplier.category == ""
