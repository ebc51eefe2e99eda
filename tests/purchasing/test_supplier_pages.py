"""What is shown of suppliers: names, bands, branches; and what is not, whoever asks and however."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from spinney.purchasing.actions.suppliers import merge_suppliers, rename_supplier
from spinney.purchasing.models import SpendName, SpendShare, Supplier
from spinney.purchasing.queries.supplier_page import sight_of
from spinney.purchasing.queries.suppliers import names_of, suppliers_of
from tests.access import client_of
from tests.purchasing.making import DAY, NOON, a_contract, a_supplier, an_opportunity, spent
from tests.purchasing.spellings import pair_of, two_members, two_suppliers, writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def priced(wood):
    """Three suppliers of the same two bands, whose exact amounts would sort another way."""
    birch, maple = two_members(wood)
    for name, ours, theirs in (
        ("Ashdown", 60_000, 99_999),
        ("Beckford", 60_000, 50_001),
        ("Corbridge", 60_000, 75_000),
    ):
        spent(birch, [(name, "telecoms", ours, date(2025, 6, 1))])
        spent(maple, [(name, "telecoms", theirs, date(2025, 6, 1))])
        a_supplier(wood.cluster, name, [(birch, name), (maple, name)])
    return birch, maple


def page(wood, who, name="suppliers", *args, **asked):
    url = reverse(f"purchasing:{name}", args=[wood.cluster.pk, *args])
    return client_of(wood, who).get(url, asked)


def text_of(response):
    """What a page or a file says."""
    return b"".join(response).decode("utf-8-sig")


def test_exact_amounts_neither_stand_nor_sort_in_what_members_see(wood, priced):
    for order in ("amount", "-amount", "-shared", ""):
        response = page(wood, "birch", order=order)
        names = [row.name for row in response.context["listing"].found]
        assert names in (["Ashdown", "Beckford", "Corbridge"],), order
        assert "999.99" not in text_of(response)
    text = text_of(page(wood, "birch", **{"as": "csv"}))
    assert "1100" in text  # her own £600 and the others' £500 at least
    assert "999.99" not in text
    rows = suppliers_of(wood.birch, wood.cluster, DAY)
    assert {str(row.amount) for row in rows} == {"£1,100 to £1,600"}


def test_whoever_compares_for_all_sees_amounts(wood, priced):
    assert "£1,599.99" in text_of(page(wood, "ash"))
    rows = suppliers_of(wood.ash, wood.cluster, DAY)
    assert [row.name for row in rows] == ["Ashdown", "Corbridge", "Beckford"]


def test_one_supplier_month_by_month_in_bands(wood, priced):
    one = Supplier.objects.get(name="Ashdown")
    text = text_of(page(wood, "birch", "supplier", one.pk))
    assert "£500 to £1,000" in text
    assert "999.99" not in text
    for prefix in ("n-", "m-", "t-"):
        file = page(wood, "birch", "supplier", one.pk, **{f"{prefix}as": "csv"})
        assert file["Content-Type"].startswith("text/csv")
        assert "999.99" not in text_of(file)


def test_who_shows_its_suppliers_alone_shows_no_money(wood, priced):
    _birch, maple = priced
    SpendShare.objects.filter(organisation=maple).update(shown="suppliers", broker="lead_body")
    for who in ("birch", "ash"):
        text = text_of(page(wood, who))
        assert "without 1 member" in text
        assert "£500 to" not in text


def hide(wood, maple, how):
    if how == "taken back":
        SpendShare.objects.filter(organisation=maple).update(state="taken_back")
    elif how == "nothing by the terms":
        SpendShare.objects.filter(organisation=maple).update(shown="nothing")
    elif how == "left":
        type(wood.memberships["birch"]).objects.filter(organisation=maple).update(
            state="left", left_on=date(2026, 1, 31)
        )
    else:
        SpendName.objects.filter(organisation=maple).update(aside=True)
        from spinney.purchasing.bridge.cells import rebuild

        rebuild(maple.pk)


@pytest.mark.parametrize("how", ["taken back", "nothing by the terms", "left", "set aside"])
def test_what_is_hidden_is_hidden_at_once_before_names_are_compared_again(wood, how):
    birch, maple = two_members(wood)
    writes(birch, "Kelbrix Foods")
    writes(maple, "Secret Kelbrix", "Only Maple's")
    both = a_supplier(
        wood.cluster, "Secret Kelbrix", [(birch, "Kelbrix Foods"), (maple, "Secret Kelbrix")]
    )
    alone = a_supplier(wood.cluster, "Only Maple's", [(maple, "Only Maple's")])
    why = {"code": "trading_name", "detail": "Secret Kelbrix"}
    both.names.filter(organisation=birch).update(reason=why)
    hide(wood, maple, how)
    for who in ("birch", "ash", "rowan"):
        for response in (
            page(wood, who),
            page(wood, who, q="Secret"),
            page(wood, who, **{"as": "csv"}),
            page(wood, who, "suppliers-file"),
            page(wood, who, "supplier", both.pk),
            page(wood, who, "merge-suppliers", chosen=both.pk, q="Only"),
        ):
            text = text_of(response)
            assert "Secret Kelbrix" not in text
            assert "Only Maple&#x27;s" not in text
            assert "Only Maple's" not in text
        assert page(wood, who, "supplier", alone.pk).status_code == 404
        assert sight_of(wood.actor(who), wood.cluster, both.pk, DAY).name == "Kelbrix Foods"


def test_a_list_that_was_read_before_knows_what_changed_since(wood, django_assert_max_num_queries):
    kelbrix, hollin = two_suppliers(wood)

    def names():
        return {row.name for row in suppliers_of(wood.birch, wood.cluster, DAY)}

    assert names() == {"Kelbrix Foods", "Hollin Trays"}
    with django_assert_max_num_queries(16):
        assert names() == {"Kelbrix Foods", "Hollin Trays"}
    pair_of(wood, "Hollin Trays", "Kelbrix Foods")
    assert [row.is_doubtful for row in suppliers_of(wood.birch, wood.cluster, DAY)] == [True, True]
    rename_supplier(supplier=kelbrix, name="Kelbrix", by=wood.ash, now=NOON)
    assert names() == {"Kelbrix", "Hollin Trays"}
    merge_suppliers(kept=kelbrix, others=[hollin], by=wood.ash, now=NOON)
    assert names() == {"Kelbrix"}
    SpendShare.objects.update(state="taken_back")
    assert names() == set()


def test_the_file_of_names_is_safe_in_a_spreadsheet(wood):
    birch, _maple = two_members(wood)
    writes(birch, "=HYPERLINK(1)")
    a_supplier(wood.cluster, "=HYPERLINK(1)", [(birch, "=HYPERLINK(1)")])
    text = text_of(page(wood, "ash", "suppliers-file"))
    head, row = csv.reader(io.StringIO(text))
    assert head == [
        "source", "name", "supplier_id", "canonical_name", "branch_of", "number", "confidence",
        "reason",
    ]  # fmt: skip
    assert row[1] == "'=HYPERLINK(1)"
    assert b"".join(page(wood, "ash", "suppliers-file", **{"as": "xlsx"}))[:2] == b"PK"


def test_ways_to_save_that_only_a_broker_finds_are_for_brokers(wood):
    """How each is shown is tried with the opportunities; here, that this page asks there."""
    kelbrix, _hollin = two_suppliers(wood)
    an_opportunity(wood.cluster, supplier=kelbrix, title="Found By The Broker", facts={})
    a_contract(wood.organisations["birch"], supplier=kelbrix, title="Not Shown")
    a_contract(wood.organisations["birch"], supplier=kelbrix, title="Shown", shown_to=wood.cluster)
    text = text_of(page(wood, "birch", "supplier", kelbrix.pk))
    assert "Found By The Broker" not in text
    assert "Not Shown" not in text
    assert "Shown, Birch House, until 30 June 2026" in text


def test_a_supplier_that_went_into_another_leads_there(wood):
    kelbrix, hollin = two_suppliers(wood)
    Supplier.objects.filter(pk=hollin.pk).update(merged_into=kelbrix)
    response = page(wood, "ash", "supplier", hollin.pk)
    assert response["Location"] == reverse(
        "purchasing:supplier", args=[wood.cluster.pk, kelbrix.pk]
    )


def test_an_empty_list_says_what_comes_next(wood):
    assert "once members share" in text_of(page(wood, "birch"))
    assert "Nothing is left to look at." in text_of(page(wood, "birch", "review-suppliers"))


@pytest.mark.parametrize("what", [suppliers_of, names_of])
def test_queries_do_not_grow_with_suppliers(wood, django_assert_max_num_queries, what):
    counts = []
    birch, maple = two_members(wood)
    for first, last in ((0, 3), (3, 30)):
        names = [f"Supplier {number:02d}" for number in range(first, last)]
        writes(birch, *names)
        writes(maple, *names)
        for name in names:
            a_supplier(wood.cluster, name, [(birch, name), (maple, name)])
        with django_assert_max_num_queries(24) as seen:
            assert len(what(wood.birch, wood.cluster, DAY)) >= last
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_queries_of_one_page_do_not_grow_with_names(wood, django_assert_max_num_queries):
    counts = []
    birch, maple = two_members(wood)
    one = a_supplier(wood.cluster, "Kelbrix")
    client = client_of(wood, "birch")
    url = reverse("purchasing:supplier", args=[wood.cluster.pk, one.pk])
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            for member in (birch, maple):
                writes(member, f"Kelbrix {number:02d}")
                one.names.create(
                    cluster=wood.cluster, organisation=member, written=f"Kelbrix {number:02d}"
                )
        with django_assert_max_num_queries(40) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
