"""The names that members share become suppliers; what people did with them stays."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.models import Supplier, SupplierName
from spinney.purchasing.queries.matching import out_of_step
from tests.purchasing.making import DAY, NOON, a_share, spent
from tests.purchasing.spellings import matched, named, two_members, writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(wood):
    birch, maple = two_members(wood)
    writes(birch, "Kelbrix Foods Ltd", "Hollin Trays")
    writes(maple, "KELBRIX FOODS LIMITED", "Larch Office Machines")
    return birch, maple


def test_spellings_of_members_are_one_and_others_stay_apart(wood, members):
    matched(wood)
    found = named(wood)
    assert {"Kelbrix Foods Ltd", "KELBRIX FOODS LIMITED"} in found.values()
    assert len(found) == 3
    name = SupplierName.objects.get(written="KELBRIX FOODS LIMITED")
    assert name.sure > 90
    assert name.reason["code"]


def test_twice_with_the_same_names_writes_the_same(wood, members):
    def rows():
        return (
            sorted(Supplier.objects.values_list("pk", "key", "name", "number", "parent")),
            sorted(SupplierName.objects.values_list("pk", "supplier", "written", "sure")),
        )

    matched(wood)
    before = rows()
    matched(wood)
    assert rows() == before


def test_only_what_is_shared_in_its_period_and_no_people(wood):
    birch, maple = two_members(wood)
    cedar = wood.organisations["cedar"]  # a supporter, whatever it shares
    a_share(wood.cluster, cedar)
    writes(cedar, "Of A Supporter")
    spent(birch, [("Too Early", "other", 1, date(2025, 3, 31))])
    spent(birch, [("A Person", "other", 1, date(2025, 6, 1))], aside=["A Person"])
    a_share(wood.next_door, wood.organisations["sorrel"])
    writes(wood.organisations["sorrel"], "Next Door")
    writes(maple, "Kelbrix Foods")
    matched(wood)
    assert named(wood) == {"Kelbrix Foods": {"Kelbrix Foods"}}


def test_what_is_taken_back_goes_and_comes_back_as_it_was(wood, members):
    birch, maple = members
    matched(wood)
    kelbrix = SupplierName.objects.get(written="KELBRIX FOODS LIMITED").supplier
    kelbrix.named_by, kelbrix.name, kelbrix.category = "person:1", "Kelbrix", "catering"
    kelbrix.save()
    rows = wood.cluster, [birch, maple]
    _share(rows, "taken_back")
    matched(wood)
    assert not SupplierName.objects.exists()
    assert list(Supplier.objects.all()) == [kelbrix]  # somebody named it
    _share(rows, "shared")
    matched(wood)
    back = SupplierName.objects.get(written="KELBRIX FOODS LIMITED").supplier
    assert (back.pk, back.name, back.category) == (kelbrix.pk, "Kelbrix", "catering")


def _share(rows, state):
    from spinney.purchasing.models import SpendShare

    cluster, members = rows
    SpendShare.objects.filter(cluster=cluster, organisation__in=members).update(state=state)


def test_a_number_that_becomes_known_changes_the_key_and_keeps_the_row(wood, members):
    from spinney.purchasing.models import SpendName

    matched(wood)
    before = SupplierName.objects.get(written="Kelbrix Foods Ltd").supplier
    SpendName.objects.filter(written__icontains="kelbrix").update(number="01234567")
    matched(wood)
    after = SupplierName.objects.get(written="Kelbrix Foods Ltd").supplier
    assert after.pk == before.pk
    assert after.number == "GB-COH-01234567"


def test_a_member_cannot_start_it_and_the_record_names_nobody(wood, members):
    with pytest.raises(NotAllowed):
        match_suppliers(cluster=wood.cluster, by=wood.birch, now=NOON)
    matched(wood)
    entry = Entry.objects.get(verb="purchasing.match_suppliers")
    assert entry.detail == {"suppliers": 3, "names": 4, "doubtful": entry.detail["doubtful"]}


def test_it_is_known_where_more_or_less_is_shared(wood, members):
    assert out_of_step(DAY) == [wood.cluster]
    matched(wood)
    assert out_of_step(DAY) == []
    writes(members[0], "One More")
    assert out_of_step(DAY) == [wood.cluster]


def test_what_somebody_did_stays_and_the_name_goes_with_whoever_wrote_it(wood, members):
    matched(wood)
    hollin = SupplierName.objects.get(written="Hollin Trays").supplier
    hollin.category = "catering"
    hollin.save()
    _share((wood.cluster, [members[0]]), "taken_back")
    matched(wood)
    hollin.refresh_from_db()
    assert (hollin.name, hollin.category) == ("A supplier", "catering")
    _share((wood.cluster, [members[0]]), "shared")
    matched(wood)
    hollin.refresh_from_db()
    assert hollin.name == "Hollin Trays"
