"""Nothing counts twice, unlike things stay apart, and parts add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.periods import Period
from spinney.purchasing.engine.comparing.bands import Band, together
from spinney.purchasing.engine.savings.counting import (
    KINDS,
    Entry,
    apart,
    by_year,
    count_twice,
    totals,
    until,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NEXT = Period(date(2027, 1, 1), date(2027, 12, 31))


def saved(key="1", member=1, **changes):
    told = {
        "kind": "cashable", "state": "confirmed", "amount": Band.exact(10_000), "days": YEAR,
        "covers": "category:energy", "category": "energy",
    }  # fmt: skip
    return Entry(key, member, **(told | changes))


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        ({}, True),
        ({"member": 2}, False),
        ({"days": NEXT}, False),
        ({"covers": "supplier:x"}, True),
        ({"covers": "supplier:x", "category": "telecoms"}, False),
        ({"kind": "avoided"}, True),
        ({"kind": "capacity"}, False),
        ({"covers": "", "category": ""}, False),
        ({"covers": "supplier:x", "category": "telecoms", "origins": frozenset({"o:1"})}, True),
    ],
)
def test_the_same_money_on_the_same_days(other, twice):
    one = saved(origins=frozenset({"o:1"}))
    changed = {"key": "2", **other}
    assert count_twice(one, saved(**changed)) is twice
    assert count_twice(saved(**changed), one) is twice


def test_two_suppliers_of_one_category_stand_side_by_side():
    assert not count_twice(saved(covers="supplier:x"), saved("2", covers="supplier:y"))


def test_kinds_are_never_one_number_and_refused_ones_count_nowhere():
    found = totals(
        [
            saved(), saved("2", kind="capacity", hours=Decimal(12), covers="category:legal"),
            saved("3", state="refused", covers="category:water", category="water"),
            saved("4", state="claimed", covers="category:postage", category="postage"),
        ]
    )  # fmt: skip
    assert [(one.kind, one.sure.low, one.claimed.low, one.hours) for one in found] == [
        ("cashable", 10_000, 10_000, Decimal(0)), ("capacity", 10_000, 0, Decimal(12)),
    ]  # fmt: skip


entries = st.lists(
    st.builds(
        lambda member, kind, state, pence, first, days, covers: (
            member, kind, state, pence, Period(first, first + timedelta(days=days)), covers,
        ),
        st.integers(1, 3), st.sampled_from(KINDS),
        st.sampled_from(["claimed", "confirmed", "realised", "refused", "withdrawn"]),
        st.integers(-10_000, 10**7), st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.integers(0, 700),
        st.sampled_from(["category:energy", "supplier:x", "supplier:y", "category:legal"]),
    ),
    max_size=12,
).map(
    lambda rows: [
        saved(str(n), member, kind=kind, state=state, amount=Band.exact(pence), days=days,
              covers=covers, category="legal" if covers == "category:legal" else "energy")
        for n, (member, kind, state, pence, days, covers) in enumerate(rows)
    ]
)  # fmt: skip


@given(entries, st.randoms(use_true_random=False))
def test_nothing_counts_twice_whatever_the_order(rows, random: Random):
    counted, doubled = apart(rows)
    assert not any(count_twice(a, b) for a in counted for b in counted if a is not b)
    standing = [e for e in rows if e.state not in ("refused", "withdrawn")]
    assert len(counted) + len(doubled) == len(standing)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert apart(shuffled) == (counted, doubled)
    assert totals(shuffled) == totals(rows)


@given(entries, st.dates(date(2024, 1, 1), date(2029, 1, 1)))
def test_years_add_up_and_what_is_over_never_exceeds_the_whole(rows, day):
    for entry in rows:
        parts = by_year(entry)
        assert together(part.amount for _, part in parts) == entry.amount
        assert sum(part.days.days for _, part in parts) == entry.days.days
        so_far = until(entry, day)
        if so_far is not None:
            assert abs(so_far.amount.low) <= abs(entry.amount.low)
