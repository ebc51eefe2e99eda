"""The ledgers of a cluster, a member and a programme: who sees how much, and totals that add up."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.purchasing import api
from spinney.purchasing.actions.savings import claim_saving, refuse_saving
from spinney.purchasing.bridge.savings import band_words
from spinney.purchasing.engine.comparing.bands import Band
from spinney.purchasing.queries.savings import ledger_of
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.purchasing.making import DAY, NOON, a_saving, a_share, a_supplier
from tests.purchasing.saving_claims import claimed, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def ledger(wood):
    """Birch House: £300 cash confirmed; Maple House: £1,400 cash confirmed, 10 hours claimed; and
    one that Birch House refused.
    """
    maple = another_member(wood, "maple")
    claimed(wood, by="birch")
    refuse_saving(saving=claimed(wood, title="Water", category="water"), why="No.", by=wood.birch,
                  now=NOON)  # fmt: skip
    told = {"cluster": wood.cluster, "organisation": maple, "now": NOON}
    claim_saving(
        said=said(title="Insurance", category="insurance", baseline_pence=200_000,
                  new_pence=60_000),
        by=wood.actor("maple"), **told,
    )  # fmt: skip
    claim_saving(
        said=said(title="Payroll", kind="capacity", hours=10, category="payroll_hr", new_pence=0,
                  baseline_pence=20_000), by=wood.ash, **told,
    )  # fmt: skip
    return SimpleNamespace(wood=wood, maple=maple)


def totals(wood, who):
    found = ledger_of(wood.actor(who), wood.cluster, DAY).totals
    return {one.kind: (one.sure.to_json(), one.claimed.to_json()) for one in found}


def test_each_sees_its_own_exactly_others_in_bands_and_totals_are_sums_of_that(ledger):
    wood = ledger.wood
    assert totals(wood, "ash") == {  # who runs it compares exact amounts by these terms
        "cashable": ([170_000, 170_000], [0, 0]), "capacity": ([0, 0], [20_000, 20_000]),
    }  # fmt: skip
    assert totals(wood, "birch")["cashable"] == ([130_000, 280_000], [0, 0])
    assert totals(wood, "maple")["cashable"] == ([150_000, 190_000], [0, 0])
    assert totals(wood, "rowan")["cashable"] == ([110_000, 300_000], [0, 0])
    for outside in ("cedar", "sorrel", "willow", "elm", "nobody"):
        assert totals(wood, outside) == {}


@pytest.mark.parametrize(("shown", "hidden"), [("suppliers", 2), ("nothing", 2)])
def test_terms_that_show_no_amounts_show_none(ledger, shown, hidden):
    wood = ledger.wood
    an_agreement(wood, ("birch",), terms={"purchases": {"shown": shown, "broker": "nobody"}})
    seen = ledger_of(wood.birch, wood.cluster, DAY)
    assert (totals(wood, "birch")["cashable"][0], seen.hidden) == ([30_000, 30_000], hidden)
    assert totals(wood, "ash") == {"capacity": ([0, 0], [20_000, 20_000])}  # she claimed it


def page(wood, who, name, *args, **asked):
    return client_of(wood, who).get(reverse(f"purchasing:{name}", args=args), asked)


def text(answer):
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


def test_no_page_file_or_order_tells_another_members_amount(ledger):
    wood = ledger.wood
    for asked in ({}, {"as": "csv"}, {"sort": "-amount"}, {"sort": "amount", "as": "csv"}):
        told = text(page(wood, "birch", "savings", wood.cluster.pk, **asked))
        assert "Insurance" in told
        for secret in ("1,400", "1400", "2,000", "2000.", "£600"):
            assert secret not in told, (asked, secret)


def test_the_list_is_narrowed_and_searched(ledger):
    wood = ledger.wood

    def titles(**asked):
        listing = page(wood, "ash", "savings", wood.cluster.pk, **asked).context["listing"]
        return {one.saving.title for one in listing.found}

    assert titles(kind="capacity") == {"Payroll"}
    assert titles(state="refused") == {"Water"}
    assert titles(q="maple insurance") == {"Insurance"}


def test_a_member_that_left_stays_in_the_totals_named_so(ledger):
    wood = ledger.wood
    type(wood.memberships["birch"]).objects.filter(organisation=ledger.maple).update(
        state="left", left_on=date(2026, 3, 1)
    )
    assert totals(wood, "ash")["cashable"][0] == [170_000, 170_000]
    assert (
        "Maple House (has left)" in page(wood, "ash", "savings", wood.cluster.pk).content.decode()
    )


def test_what_would_count_twice_is_left_out_and_marked(wood):
    a_saving(wood.cluster, wood.organisations["birch"], state="confirmed")
    a_saving(wood.cluster, wood.organisations["birch"], state="confirmed", title="Twice")
    assert totals(wood, "ash")["cashable"][0] == [30_000, 30_000]
    assert "it would count twice" in page(wood, "ash", "savings", wood.cluster.pk).content.decode()


def test_the_own_ledger_is_exact_and_over_all_clusters(ledger):
    wood = ledger.wood
    birch = wood.organisations["birch"]
    a_saving(wood.next_door, birch, title="Next door", state="confirmed", covers="category:energy",
             category="energy")  # fmt: skip
    told = page(wood, "birch", "own-savings", birch.pk).content.decode()
    assert "£600" in told
    assert "The Copse" in told


def test_a_programme_sees_ranges_and_counts_once_what_stands_in_two_clusters(ledger):
    wood = ledger.wood
    a_saving(wood.cluster, wood.organisations["birch"], title="Twice", state="confirmed")
    answer = page(wood, "rowan", "programme-savings", wood.programme.pk)
    rows = {one.total.kind: one.total for one in answer.context["listing"].found}
    assert rows["cashable"].sure.to_json() == [110_000, 300_000]
    assert "1,700" not in answer.content.decode()


def test_years_add_up_to_the_whole(ledger):
    seen = ledger_of(ledger.wood.ash, ledger.wood.cluster, DAY)
    years = {
        name: total[0].sure.low for name, total in seen.by("year") if total[0].kind == "cashable"
    }
    assert list(years) == ["2025/26", "2026/27"]
    assert sum(years.values()) == 170_000


def test_pages_ask_no_more_for_many_than_for_few(ledger):
    wood = ledger.wood

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(wood, "ash", "savings", wood.cluster.pk).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for n in range(20):
        a_saving(wood.cluster, wood.organisations["birch"], title=f"No {n}", state="confirmed",
                 covers=f"part:{n}", category="water")  # fmt: skip
    assert asked() == few
    assert few < 40


def test_later_rooms_read_what_somebody_may_see(ledger):
    wood = ledger.wood
    found = api.savings_of(wood.cluster, by=wood.ash, at=date(2026, 6, 30))
    cash = found.kinds["cashable"]
    assert (cash.confirmed.least_pence, cash.confirmed.most_pence) == (170_000, 170_000)
    assert 0 < cash.so_far.least_pence < 170_000
    ranges = api.savings_of(wood.programme, by=wood.rowan, at=DAY).kinds["cashable"].confirmed
    assert (ranges.least_pence, ranges.most_pence) == (110_000, 300_000)
    assert api.savings_of(wood.cluster, by=wood.sorrel, at=DAY).kinds == {}


def test_whom_a_member_pays_is_told_only_where_it_shares_that(wood):
    birch = wood.organisations["birch"]
    another_member(wood, "maple")
    a_supplier(wood.cluster, "Secret Telephones", [(birch, "SECRET TEL")], key="tel")
    saving = claimed(wood, by="birch", covers="supplier:tel")
    own = text(page(wood, "birch", "saving", wood.cluster.pk, saving.pk))
    assert "Secret Telephones" in own
    for who in ("maple", "ash", "rowan"):
        told = text(page(wood, who, "saving", wood.cluster.pk, saving.pk))
        assert "Secret" not in told
    a_share(wood.cluster, birch)
    assert "Secret" in text(page(wood, "maple", "saving", wood.cluster.pk, saving.pk))


def test_ranges_are_told_in_whole_pounds():
    assert band_words(Band(7_534, 37_671)) == "£75 to £377"
    assert band_words(Band(0, 10_000)) == "under £100"
    assert band_words(Band(25_000_000, None)) == "£250,000 or more"
    assert band_words(Band.exact(12_345)) == "£123.45"
