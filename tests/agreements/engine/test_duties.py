"""Duties are read from the terms that speak of dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.duties import READERS, due, repeated
from spinney.agreements.engine.terms import CATALOGUE

SINCE = date(2026, 3, 20)
UNTIL = date(2028, 3, 31)
BIRCH, MAPLE = "uid-birch", "uid-maple"


def said(terms, until=None):
    return [
        (one.kind, one.title, one.due_on, one.every_months, one.organisation)
        for one in due(terms, since=SINCE, until=until)
    ]


def test_a_review_comes_again_and_again():
    assert said({"review": {"every_months": 6}}) == [
        ("review", "Look at the agreement again", date(2026, 9, 20), 6, "")
    ]


def test_the_first_review_is_on_the_day_that_was_set():
    term = {"review": {"every_months": 12, "first_on": "2026-06-01"}}
    assert said(term)[0][2] == date(2026, 6, 1)


def test_a_first_review_long_past_counts_on_from_its_day():
    term = {"review": {"every_months": 12, "first_on": "2024-06-01"}}
    assert said(term)[0][2] == date(2026, 6, 1)


def test_no_review_after_the_end():
    assert said({"review": {"every_months": 36}}, UNTIL) == []


def test_the_end_is_known_and_asked_about_in_good_time():
    assert said({"ends": "2028-03-31"}, UNTIL) == [
        ("notice", "Say whether the agreement is renewed", date(2028, 1, 1), None, ""),
        ("end", "The last day of the agreement", UNTIL, None, ""),
    ]


def test_reports_and_deliveries_are_each_one_s_own():
    outputs = [
        {"organisation": BIRCH, "what": "advice sessions", "how_many": 1200, "by": "2027-03-31"},
        {"organisation": MAPLE, "what": "A drop-in"},
    ]
    found = said({"outputs": {"outputs": outputs, "report_every_months": 3}})
    assert found == [
        ("report", "Report on what was delivered", date(2026, 6, 20), 3, BIRCH),
        ("report", "Report on what was delivered", date(2026, 6, 20), 3, MAPLE),
        ("other", "Deliver 1,200 advice sessions", date(2027, 3, 31), None, BIRCH),
    ]


def test_records_are_destroyed_so_many_years_after_the_end():
    assert said({"records_kept": {"years": 6}}) == []
    assert said({"records_kept": {"years": 6}}, UNTIL)[0][:3] == (
        "retention", "Destroy the records that were kept for 6 years", date(2034, 3, 31),
    )  # fmt: skip


def test_what_was_shared_is_deleted_so_long_after_the_end():
    item = {
        "purpose": "referrals", "fields": ["register.name"], "givers": "parties",
        "recipients": "parties", "lawful_basis": "consent", "retention_months": 6,
    }  # fmt: skip
    title = "Delete what was shared for “Referring people to one another”"
    assert said({"data_shared": [item]}, UNTIL) == [
        ("retention", title, date(2028, 9, 30), None, "")
    ]
    assert said({"data_shared": [item]}) == []


def test_staff_who_move_are_taken_over_by_the_new_employer():
    moves = [
        {"staff": "Outreach team", "from_": BIRCH, "to": MAPLE, "on": "2026-07-01", "tupe": True}
    ]
    assert said({"staff_transfer": moves}) == [
        ("other", "Take over as employer: Outreach team", date(2026, 7, 1), None, MAPLE)
    ]


def test_what_cannot_be_read_says_nothing():
    assert said({"review": {"every_months": 9000}, "ends": "soon"}) == []


def test_every_reader_reads_a_term_that_there_is():
    assert set(READERS) <= set(CATALOGUE)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_what_a_term_says_if_nothing_is_agreed_makes_nothing_due_before_its_day(key):
    from spinney.agreements.engine.terms import write

    json = write(key, CATALOGUE[key].default)
    assert all(one.due_on >= SINCE for one in due({key: json}, since=SINCE, until=UNTIL))


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 60),
    st.integers(0, 2000),
)
def test_what_comes_again_keeps_its_day_of_the_month(first, every, days):
    after = date.fromordinal(first.toordinal() + days)
    following = repeated(first, every, after=after)
    assert following > after
    assert (following.year * 12 + following.month - first.year * 12 - first.month) % every == 0
    assert following.day == first.day or (first.day > 28 and following.day >= 28)
