"""What is due for coming to meetings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.attendance import Came, Rate, accrue, due_for

DAY = date(2026, 3, 12)
SMALL = Came(1, 10, DAY, 90, income_pence=9_000_000)
UNKNOWN = Came(1, 10, DAY, 9)


@pytest.mark.parametrize(
    ("came", "rates", "pence", "why"),
    [
        (SMALL, [Rate(1, 4000, "meeting", DAY)], 4000, ""),
        (SMALL, [Rate(1, 2000, "hour", DAY)], 3000, ""),
        (Came(1, 10, DAY, 0), [Rate(1, 2000, "hour", DAY)], 0, "no_minutes"),
        (Came(1, 10, DAY, 0, came=False), [Rate(1, 4000, "meeting", DAY)], 0, "away"),
        (SMALL, [], 0, "no_rate"),
        (SMALL, [Rate(1, 4000, "meeting", date(2026, 3, 13))], 0, "no_rate"),
        (SMALL, [Rate(1, 4000, "meeting", date(2026, 1, 1), date(2026, 3, 11))], 0, "no_rate"),
        (SMALL, [Rate(1, 4000, "meeting", DAY, income_at_most=9_000_000)], 4000, ""),
        (SMALL, [Rate(1, 4000, "meeting", DAY, income_at_most=8_999_999)], 0, "income"),
        (UNKNOWN, [Rate(1, 5, "meeting", DAY, income_at_most=1)], 0, "income_not_known"),
        (SMALL, [Rate(1, 4000, "meeting", DAY, chosen=frozenset({11}))], 0, "not_chosen"),
        (SMALL, [Rate(1, 40, "meeting", DAY, income_at_most=1, chosen=frozenset({10}))], 40, ""),
        (SMALL, [Rate(1, 4000, "meeting", DAY), Rate(2, 3000, "hour", DAY)], 4500, ""),
    ],
)  # fmt: skip
def test_what_one_organisation_is_due(came, rates, pence, why):
    due = due_for(came, rates)
    assert (due.pence, due.why) == (pence, why)


def test_what_is_left_is_never_exceeded_and_each_is_counted_once():
    rates = [Rate(1, 4000, "meeting", DAY)]
    coming = [Came(2, 10, date(2026, 3, 20), 60), Came(1, 11, DAY, 60), Came(1, 10, DAY, 60)]
    found = accrue(coming, rates, left=9000, done=frozenset({(1, 11)}))
    assert [(one.came.meeting, one.pence, one.why) for one in found] == [
        (1, 4000, ""), (2, 4000, ""),
    ]  # fmt: skip
    short = accrue(coming, rates, left=9000, done=frozenset())
    assert [(one.pence, one.why) for one in short] == [
        (4000, ""), (4000, ""), (3000, "nothing_left"),
    ]  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 300)), max_size=20),
    st.integers(0, 20_000), st.integers(1, 5_000), st.sampled_from(["meeting", "hour"]),
)  # fmt: skip
def test_whatever_comes_no_more_is_due_than_is_left(drawn, left, pence, per):
    coming = [Came(meeting, who, DAY, minutes) for meeting, who, minutes in drawn]
    found = accrue(coming, [Rate(1, pence, per, DAY)], left=left, done=frozenset())
    assert sum(one.pence for one in found if not one.why) <= left
