"""What later spending shows: enough months, moved money, growth, and the line at 80 per cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.periods import Period
from spinney.purchasing.engine.savings.baseline import spread
from spinney.purchasing.engine.savings.later import (
    VERDICTS,
    Later,
    MonthPaid,
    Seen,
    asked_months,
    look,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MONTHS = tuple(date(2026, month, 1) for month in range(1, 13))
BEFORE = tuple(date(2025, month, 1) for month in range(1, 13))
CLAIM = asked_months(spread(120_000, YEAR), spread(60_000, YEAR))
SUMMER = date(2026, 7, 5)


def seen(pence, months=6, **more):
    paid = {month: MonthPaid(pence) for month in MONTHS[:months]}
    return look(CLAIM, Later(paid, frozenset(MONTHS[:months]), **more), today=SUMMER)


@pytest.mark.parametrize(
    ("pence", "verdict"),
    [(5_000, "realised"), (0, "realised"), (8_000, "part"), (13_000, "rose")],
)
def test_half_a_year_tells(pence, verdict):
    assert seen(pence).verdict == verdict


def test_the_line_is_at_four_fifths():
    claim = asked_months(spread(36_500, YEAR), spread(0, YEAR))[:3]
    expected = sum(one.expected_pence for one in claim)
    for over, verdict in ((0, "realised"), (1, "part")):
        paid = {claim[0].month: MonthPaid(expected // 5 + over)}
        found = look(claim, Later(paid, frozenset(MONTHS)), today=SUMMER)
        assert found.verdict == verdict


def test_two_months_are_not_enough_nor_are_months_that_no_file_covers():
    few = seen(0, months=2)
    assert (few.verdict, len(few.missing)) == ("not_yet", 4)
    assert look(CLAIM, Later({}, frozenset(MONTHS)), today=date(2026, 3, 31)).verdict == "not_yet"


def test_money_that_went_to_another_supplier_is_not_saved():
    others = dict.fromkeys(BEFORE, 1_000) | dict.fromkeys(MONTHS, 11_000)
    moved = seen(0, before=BEFORE, others=others)
    assert (moved.verdict, moved.moved_pence) == ("unchanged", 60_000)
    assert seen(0, before=BEFORE, others=dict.fromkeys((*BEFORE, *MONTHS), 1_000)).moved_pence == 0


def test_who_buys_half_as_much_has_not_halved_the_price():
    before = {month: MonthPaid(10_000, Decimal(100)) for month in BEFORE}
    half = {month: MonthPaid(5_000, Decimal(50)) for month in MONTHS[:6]}
    later = Later(before | half, frozenset(MONTHS[:6]), BEFORE)
    found = look(CLAIM, later, today=SUMMER)
    assert (found.growth_permille, found.verdict) == (500, "unchanged")


def test_a_saving_of_less_than_a_month_cannot_be_seen():
    short = Period(date(2026, 1, 5), date(2026, 1, 30))
    claim = asked_months(spread(100, short), spread(0, short))
    assert look(claim, Later({}, frozenset(MONTHS)), today=SUMMER).verdict == "too_short"


paid_months = st.dictionaries(
    st.sampled_from(MONTHS), st.builds(MonthPaid, st.integers(-(10**6), 10**7))
)


@given(paid_months, st.sets(st.sampled_from(MONTHS)), st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_it_travels_and_counts_only_covered_months_that_are_over(paid, covered, today):
    found = look(CLAIM, Later(paid, frozenset(covered)), today=today)
    assert found.verdict in VERDICTS
    assert Seen.from_json(found.to_json()) == found
    assert {one.month for one in found.months} <= covered
    assert all(one.month < today for one in found.months)


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_who_pays_less_never_saves_less(one, other):
    assert (one <= other) == (seen(one).seen_pence >= seen(other).seen_pence) or one == other
