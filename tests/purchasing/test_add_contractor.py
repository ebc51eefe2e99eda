"""A contractor is put into the register: in order, once, by members and those who run it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.purchasing.actions.contractors import add_contractor
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.models import Contractor, SpendName, Supplier
from spinney.register.models import Postcode
from tests.access import client_of
from tests.purchasing.making import NOON, a_contractor, a_supplier, wood_that_shares

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def add(wood, by="birch", **changes):
    told = {"name": "Pine Plumbing Ltd", "trades": ("plumber",), "phone": "01204 555 010"} | changes
    anyway, organisation = told.pop("anyway", False), told.pop("organisation", None)
    return add_contractor(
        cluster=wood.cluster, said=ContractorSaid(**told), anyway=anyway, organisation=organisation,
        by=wood.actor(by), now=NOON,
    )  # fmt: skip


def test_it_knows_where_it_is_and_the_record_does_not_know_its_name(wood):
    Postcode.objects.create(code="BL11RX", latitude=53.58, longitude=-2.43)
    made = add(wood, postcode="bl1 1rx", areas=("Bolton", " Bury", "Bolton"),
               organisation=wood.organisations["birch"])  # fmt: skip
    assert (made.postcode, made.latitude, made.areas) == ("BL1 1RX", 53.58, ["Bolton", "Bury"])
    told = Entry.objects.get(verb="purchasing.add_contractor")
    assert told.detail["trades"] == "Plumber"
    assert "Pine" not in str(told.detail)
    assert "555" not in str(told.detail)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"trades": ()}, "trades"), ({"trades": ("magic",)}, "trades"),
        ({"travels_km": 5000}, "travels"), ({"website": "javascript:alert(1)"}, "website"),
        ({"areas": ("x" * 61,)}, "areas"), ({"about": "x" * 2001}, "about"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_said_at_its_field(wood, changes, field):
    with pytest.raises(BadInput) as refused:
        add(wood, **changes)
    assert field in refused.value.fields


@pytest.mark.parametrize(
    "again",
    [
        {"name": "The Pine Plumbing Limited", "phone": ""},
        {"name": "Someone else", "phone": "+44 1204 555010"},
    ],
)  # fmt: skip
def test_one_that_is_likely_there_is_named_and_comes_in_only_if_one_says_so(wood, again):
    add(wood)
    with pytest.raises(BadInput, match="“Pine Plumbing Ltd” stands in the register"):
        add(wood, **again)
    add(wood, **again, anyway=True)
    assert Contractor.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "refusal"), [("cedar", NotAllowed), ("sorrel", NotFound), ("nobody", NotFound)]
)
def test_not_by_supporters_nor_from_next_door_nor_for_another_member(wood, who, refusal):
    with pytest.raises(refusal):
        add(wood, by=who)
    with pytest.raises(NotAllowed):
        add(wood, by="ash", organisation=wood.organisations["birch"])


def test_not_with_a_supplier_of_another_cluster(wood):
    with pytest.raises(BadInput):
        add(wood, supplier=a_supplier(wood.next_door, "Elsewhere"))


def test_on_the_page_the_box_comes_with_the_question(wood):
    a_contractor(wood.cluster, "Pine Plumbing")
    client = client_of(wood, "birch")
    url = reverse("purchasing:add-contractor", args=[wood.cluster.pk])
    sent = {
        "name": "Pine Plumbing",
        "trades": ["plumber"],
        "travels": "20",
        "areas": "Bolton, Bury",
    }
    page = client.post(url, sent).content.decode()
    assert 'type="checkbox" name="anyway"' in page
    assert client.post(url, sent | {"anyway": "on"}).status_code == 302
    made = Contractor.objects.order_by("pk").last()
    assert (made.travels_km, made.added_by_organisation.name) == (32, "Birch House")


def test_whom_members_pay_for_work_is_suggested_and_fills_in(wood):
    wood_that_shares(wood)
    birch = wood.organisations["birch"]
    SpendName.objects.filter(organisation=birch, written="Larch Office Machines").update(
        category="maintenance"
    )
    page = client_of(wood, "ash").get(reverse("purchasing:contractors", args=[wood.cluster.pk]))
    assert [(one.name, one.members) for one in page.context["suggested"]] == [
        ("Larch Office Machines", 1)
    ]
    supplier = Supplier.objects.get(name="Larch Office Machines")
    url = reverse("purchasing:add-contractor", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    client.post(f"{url}?supplier={supplier.pk}", {"name": "Larch", "trades": ["printing"]})
    assert Contractor.objects.get().supplier == supplier
    again = client.get(reverse("purchasing:contractors", args=[wood.cluster.pk]))
    assert again.context["suggested"] == []
