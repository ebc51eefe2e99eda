"""What makes an entry sound; what it does to its funds; and the chain."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.ledger import (
    START,
    Fact,
    Line,
    breaks_of,
    digest_of,
    faults_of,
    with_funds,
)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([Line("bank", -100, 1), Line("activity_cost", 100, 1)], []),
        ([Line("bank", -100), Line("activity_cost", 100)], []),
        ([Line("bank", -100, 1), Line("bank", 100, 2)], []),
        ([Line("bank", -100, 1), Line("activity_cost", 100, 2)], ["fund", "fund"]),
        ([Line("bank", -100, 1), Line("activity_cost", 99, 1)], ["unbalanced"]),
        ([Line("bank", 100)], ["too_few", "unbalanced"]),
        ([Line("bank", 0), Line("activity_cost", 0)], ["nought"]),
        ([Line("bank", -(10**14)), Line("activity_cost", 10**14)], ["too_large"]),
        ([], ["too_few"]),
    ],
)
def test_an_entry_adds_up_to_nought_in_each_fund_unless_it_moves_money_between_them(lines, codes):
    assert [one.code for one in faults_of(lines)] == codes


def test_one_fund_named_is_the_fund_of_all_but_not_of_a_move_out_of_no_fund():
    filled = with_funds([Line("bank", -5), Line("activity_cost", 5, 3)])
    assert {one.fund for one in filled} == {3}
    move = [Line("bank", -5), Line("bank", 5, 3)]
    assert with_funds(move) == move
    assert faults_of(move) == []


@given(
    st.lists(st.tuples(st.sampled_from(["bank", "other_cost"]), st.integers(-99, 99)), max_size=6)
)
def test_what_is_sound_is_sound_the_other_way_round(drawn):
    lines = [Line(account, pence, 1) for account, pence in drawn]
    back = [replace(one, pence=-one.pence) for one in lines]
    assert [one.code for one in faults_of(lines)] == [one.code for one in faults_of(back)]


def _book(count: int) -> list[tuple[Fact, str, str]]:
    book, before = [], START
    for number in range(1, count + 1):
        lines = (("bank", -number, "f", ""), ("activity_cost", number, "f", "tea"))
        fact = Fact(number, date(2026, 3, number), "Tea", "", None, lines)
        digest = digest_of(fact, before)
        book.append((fact, before, digest))
        before = digest
    return book


def test_the_chain_shows_what_was_changed_taken_out_or_put_in():
    book = _book(5)
    assert breaks_of(book) == []
    fact, before, digest = book[2]
    cheaper = replace(fact, lines=(("bank", -1, "f", ""), ("activity_cost", 1, "f", "tea")))
    assert breaks_of([*book[:2], (cheaper, before, digest), *book[3:]]) == [(3, "changed")]
    assert breaks_of([*book[:2], *book[3:]]) == [(3, "missing")]
    forged = digest_of(cheaper, before)
    assert breaks_of([*book[:2], (cheaper, before, forged), *book[3:]]) == [(4, "chain")]
