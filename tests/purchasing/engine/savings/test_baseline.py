"""What it would have cost: by hand for a few cases, and by properties for all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period, add_months
from spinney.purchasing.engine.savings.baseline import Reckoned, reckon, shaped, spread

YEAR_2025 = Period(date(2025, 1, 1), date(2025, 12, 31))
MONTHS_2025 = frozenset(date(2025, month, 1) for month in range(1, 13))


def test_winter_meets_winter():
    paid = {date(2025, 1, 1): 90_000, date(2025, 7, 1): 10_000}
    found = reckon(paid, MONTHS_2025, YEAR_2025, Period(date(2026, 1, 1), date(2026, 2, 28)))
    assert (found.pence, found.method) == (90_000, "same_months")


def test_without_the_same_months_the_average_month_counts():
    covered = frozenset({date(2025, 7, 1), date(2025, 8, 1)})
    paid = {date(2025, 7, 1): 10_000, date(2025, 8, 1): 20_000}
    found = reckon(paid, covered, YEAR_2025, Period(date(2026, 1, 1), date(2026, 1, 31)))
    assert (found.pence, found.method, len(found.not_covered)) == (15_000, "average_month", 10)


def test_a_month_without_a_file_is_no_month_without_spending():
    paid = {month: 10_000 for month in MONTHS_2025 if month.month != 3}
    half = Period(date(2026, 1, 1), date(2026, 6, 30))
    with_a_gap = reckon(paid, MONTHS_2025 - {date(2025, 3, 1)}, YEAR_2025, half)
    assert with_a_gap.pence == 60_000
    assert reckon(paid, MONTHS_2025, YEAR_2025, half).pence == 50_000


def test_a_part_of_a_month_counts_by_its_days():
    paid = {date(2025, 1, 1): 31_000}
    found = reckon(paid, MONTHS_2025, YEAR_2025, Period(date(2026, 1, 22), date(2026, 1, 31)))
    assert found.pence == 10_000


@pytest.mark.parametrize(
    ("basis", "paid", "words"),
    [
        (Period(date(2024, 1, 1), date(2024, 12, 31)), {}, "No file of yours"),
        (Period(date(2025, 1, 2), date(2025, 1, 30)), {}, "No file of yours"),
        (YEAR_2025, {date(2025, 1, 1): -5_000}, "more came back"),
    ],
)
def test_what_cannot_be_reckoned_is_said(basis, paid, words):
    with pytest.raises(BadInput, match=words):
        reckon(paid, MONTHS_2025, basis, Period(date(2026, 1, 1), date(2026, 12, 31)))


amounts = st.dictionaries(st.sampled_from(sorted(MONTHS_2025)), st.integers(0, 10**9))
savings = st.builds(
    lambda first, days: Period(first, date.fromordinal(first.toordinal() + days)),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 800),
)  # fmt: skip


@given(amounts, savings)
def test_months_add_up_and_it_travels(paid, saving):
    found = reckon(paid, MONTHS_2025, YEAR_2025, saving)
    assert sum(one.pence for one in found.expected) == found.pence >= 0
    assert sum(one.days for one in found.expected) == saving.days
    assert Reckoned.from_json(found.to_json()) == found


@given(amounts, st.integers(0, 24))
def test_the_same_year_again_costs_the_same(paid, years):
    again = Period(add_months(YEAR_2025.first, 12 * years), date(2025 + years, 12, 31))
    assert reckon(paid, MONTHS_2025, YEAR_2025, again).pence == sum(paid.values())


@given(st.integers(-(10**9), 10**9), savings)
def test_an_amount_that_is_spread_loses_no_penny(pence, saving):
    assert sum(one.pence for one in spread(pence, saving)) == pence


@given(amounts, savings, st.integers(0, 10**9))
def test_what_is_shaped_like_another_loses_no_penny(paid, saving, pence):
    like = reckon(paid, MONTHS_2025, YEAR_2025, saving).expected
    found = shaped(pence, like)
    assert sum(one.pence for one in found) == pence
    assert [one.month for one in found] == [one.month for one in like]
