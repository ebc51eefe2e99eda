"""No two versions hold on one day; gaps only where one ran out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.spans import Span, ended_by, first_day, follow

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
DAY = timedelta(days=1)


def test_a_version_begins_on_the_day_of_the_last_signature():
    assert first_day(signed=date(2026, 3, 20), wanted=None) == date(2026, 3, 20)


def test_a_day_wanted_that_has_passed_is_not_taken():
    wanted = date(2026, 3, 1)
    assert first_day(signed=date(2026, 3, 20), wanted=wanted) == date(2026, 3, 20)


def test_what_was_signed_before_it_came_here_holds_from_its_past_day():
    wanted = date(2024, 3, 1)
    assert first_day(signed=date(2026, 3, 20), wanted=wanted, may_be_past=True) == wanted


def test_two_versions_signed_on_one_day_have_a_day_each():
    before, new = follow(Span(date(2026, 3, 20)), signed=date(2026, 3, 20))
    assert (before.last, new.first) == (date(2026, 3, 20), date(2026, 3, 21))


def test_what_had_run_out_keeps_its_end():
    before, new = follow(Span(date(2026, 1, 1), date(2026, 1, 31)), signed=date(2026, 3, 1))
    assert before.last == date(2026, 1, 31)
    assert new.first == date(2026, 3, 1)


def test_an_end_before_the_beginning_is_refused():
    with pytest.raises(ValueError, match="2026-01-31"):
        follow(None, signed=date(2026, 3, 1), ends=date(2026, 1, 31))


def test_what_is_ended_before_it_begins_holds_on_no_day():
    ended = ended_by(Span(date(2026, 5, 1)), date(2026, 4, 1))
    assert not any(date(2026, 4, 1) + DAY * n in ended for n in range(90))


def test_ending_what_ran_out_changes_nothing():
    over = Span(date(2026, 1, 1), date(2026, 1, 31))
    assert ended_by(over, date(2026, 4, 1)) == over


@given(
    st.lists(
        st.tuples(DAYS, st.none() | DAYS, st.none() | st.integers(0, 400)), min_size=1, max_size=8
    )
)
def test_versions_follow_each_other_without_overlap_and_without_gap(asked):
    signings = sorted(asked, key=lambda one: one[0])
    spans: list[Span] = []
    ran_out: set[int] = set()
    for signed, wanted, lasts in signings:
        begins = first_day(signed=signed, wanted=wanted, before=spans[-1] if spans else None)
        ends = None if lasts is None else begins + DAY * lasts
        closed, new = follow(spans[-1] if spans else None, signed=signed, wanted=wanted, ends=ends)
        if closed is not None:
            if closed == spans[-1]:
                ran_out.add(len(spans) - 1)
            spans[-1] = closed
        spans.append(new)
    for place, (one, other) in enumerate(pairwise(spans)):
        assert one.last is not None
        assert one.last < other.first
        assert one.last + DAY == other.first or place in ran_out
