"""What spending shows: to members in bands, to the broker and for one's own as it is."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db.models import F
from django.urls import reverse

from spinney.purchasing.models import SpendCell, SpendShare, Supplier
from spinney.purchasing.queries.seeing import seeing
from spinney.purchasing.queries.spend import Spending, by_category, by_member, by_supplier
from tests.access import client_of
from tests.purchasing.comparing import wood_that_buys
from tests.purchasing.making import DAY, a_share, spent, wood_that_shares

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = ("spend", "spend-members", "spend-months", "spend-prices",
         "spend-concentration")  # fmt: skip


@pytest.fixture
def sharing(wood, settings):
    return wood_that_shares(wood)


def lines(wood, name, view):
    spending = Spending.of(seeing(wood.actor(name), wood.cluster, DAY))
    return {one.name: str(one.amount) for one in view(spending)}


def page(wood, name, view, *args, **asked):
    here = [wood.organisations["birch"].pk] if view == "own-spend" else [wood.cluster.pk, *args]
    return client_of(wood, name).get(reverse(f"purchasing:{view}", args=here), asked)


def test_a_member_sees_her_own_as_it_is_and_others_in_bands(sharing):
    birch = sharing.organisations["birch"].name
    assert lines(sharing, "birch", by_member) == {
        birch: "£1,432.50",
        "Maple Centre House": "£1,000 to £2,500",
    }
    # £820 of her own, and £100 to £500 of the other's: never the band of the sum.
    assert lines(sharing, "birch", by_category)["Telephony and broadband"] == "£920 to £1,320"
    assert lines(sharing, "birch", by_supplier)["BT"] == "£920 to £1,320"


def test_changing_ones_own_spending_tells_nothing_of_anothers(sharing):
    """Whatever she pays herself, what she sees of the other stays the same range around it."""
    birch = sharing.organisations["birch"]
    for pence in (1, 19_999, 30_001):
        spent(birch, [("BT GROUP PLC", "telecoms", pence, DAY.replace(month=2))])
        seen = Spending.of(seeing(sharing.birch, sharing.cluster, DAY))
        (bt,) = (one for one in by_supplier(seen) if one.name == "BT")
        own = sum(row.pence for row in seen.rows if row.payee.name == "BT"
                  and row.organisation_id == birch.pk)  # fmt: skip
        assert (bt.amount.low - own, bt.amount.high - own) == (10_000, 50_000)


def test_the_broker_sees_amounts_and_people_are_left_out(sharing):
    assert lines(sharing, "ash", by_member) == {
        sharing.organisations["birch"].name: "£1,432.50",
        "Maple Centre House": "£1,070",
    }
    assert "Mrs J Example" not in page(sharing, "ash", "spend-category", "other").content.decode()


def test_one_that_shows_suppliers_only_shows_no_money(sharing):
    shares = SpendShare.objects.exclude(organisation=sharing.organisations["birch"])
    shares.update(shown="suppliers", broker="nobody")
    assert lines(sharing, "birch", by_member)["Maple Centre House"] == "Not shown"
    assert lines(sharing, "ash", by_member)["Maple Centre House"] == "Not shown"
    assert "BT" in lines(sharing, "birch", by_supplier)
    content = page(sharing, "ash", "spend").content.decode()
    assert "no amounts" in content
    assert "1,070" not in content


def test_what_was_merged_is_one_and_a_word_for_all_members_says_the_kind(sharing):
    bt, larch = Supplier.objects.order_by("pk")
    larch.merged_into = bt
    larch.save()
    bt.category = "hardware"
    bt.save()
    assert set(lines(sharing, "ash", by_supplier)) == {"BT"}
    assert set(lines(sharing, "ash", by_category)) == {"Hardware"}


@pytest.mark.parametrize("view", PAGES)
def test_every_page_stands_with_and_without_figures(wood, view):
    assert page(wood, "birch", view).status_code == 200
    wood_that_buys(wood)
    answer = page(wood, "birch", view)
    assert answer.status_code == 200
    # £1,200 is what Maple pays for energy in a year, and £1,800 what Oak does.
    assert not {"1,200", "1,800"} & set(re.findall(r"[0-9,]+", answer.content.decode()))


def test_prices_say_about_for_others_and_exactly_for_ones_own(wood):
    wood_that_buys(wood)
    rows = {r.member: r for r in page(wood, "birch", "spend-prices").context["listing"].found}
    own = rows[wood.organisations["birch"].name]
    assert own.words == "£24 for each square metre"
    # £1,200 lies from £1,000 to £2,500: the middle, £1,750, over 100 square metres.
    assert rows["Maple House"].words == "about £17.50 for each square metre"
    assert {r.words for r in page(wood, "ash", "spend-prices").context["listing"].found} == {
        "£24 for each square metre", "£12 for each square metre", "£18 for each square metre",
    }  # fmt: skip


def test_one_kind_of_thing_and_its_files(wood):
    wood_that_buys(wood)
    answer = page(wood, "ash", "spend-category", "energy")
    assert [one.name for one in answer.context["of_suppliers"].found] == [
        "Lark Power", "Wren Gas", "Rook Energy Ltd",
    ]  # fmt: skip
    assert page(wood, "ash", "spend-category", "nothing").status_code == 404
    for view, asked in (("spend", {"as": "csv"}), ("spend-category", {"m-as": "csv"})):
        args = ["energy"] if view == "spend-category" else []
        file = page(wood, "birch", view, *args, **asked)
        rows = list(csv.DictReader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
        assert {"From (£)", "To (£)"} <= rows[0].keys()
        assert "1200" not in {row["From (£)"] for row in rows}


def test_ones_own_spending_is_exact_and_ones_own(sharing):
    answer = page(sharing, "birch", "own-spend")
    assert answer.context["whole"] == 143_250
    assert answer.context["aside"] == 1
    assert "Mrs J Example" not in answer.content.decode()
    assert [one.written for one in answer.context["listing"].found] == [
        "BT GROUP PLC", "Larch Office Machines",
    ]  # fmt: skip


def test_whether_vat_is_in_the_amounts_is_said_beside_them(sharing):
    birch, maple = (sharing.organisations["birch"], "Maple Centre House")

    def told(view="spend"):
        return " ".join(page(sharing, "ash", view).context["notes"])

    assert "No member’s files tell the VAT" in told()
    cells = SpendCell.objects.filter(organisation=birch)
    cells.update(lines_with_vat=F("lines"))
    for view in ("spend", "spend-members", "spend-prices"):
        assert f"The files of {maple} do not tell the VAT" in told(view)
    SpendCell.objects.update(lines_with_vat=F("lines"))
    assert "Amounts are without VAT." in told()


MOST = {
    "spend": 16,
    "spend-members": 15,
    "spend-months": 12,
    "own-spend": 10,
}


@pytest.mark.parametrize(("view", "most"), MOST.items())
def test_pages_ask_the_database_the_same_whatever_is_shared(
    sharing, view, most, django_assert_max_num_queries
):
    client = client_of(sharing, "birch")
    here = sharing.organisations["birch"].pk if view == "own-spend" else sharing.cluster.pk
    url = reverse(f"purchasing:{view}", args=[here])
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_next_door_sees_nothing_of_it(sharing):
    a_share(sharing.next_door, sharing.organisations["birch"])
    assert page(sharing, "willow", "spend").status_code == 404
