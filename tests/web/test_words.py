"""Amounts, dates and counts as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spinney.base.kernel.money import Money
from spinney.base.web.components import words


@pytest.mark.parametrize(
    ("pence", "said", "short"),
    [
        (1_500_000, "£15,000", "£15k"),
        (1_250, "£12.50", "£13"),
        (0, "£0", "£0"),
        (-5_000, "−£50", "−£50"),
        (123_456_789, "£1,234,567.89", "£1.2m"),
        (34_000_000, "£340,000", "£340k"),
        (None, "–", "–"),
        (Money(99), "£0.99", "£1"),
    ],
)
def test_money(pence, said, short):
    assert words.money(pence) == said
    assert words.short_money(pence) == short


def test_dates():
    assert words.day(date(2026, 3, 12)) == "12 March 2026"
    assert words.weekday(date(2026, 3, 12)) == "Thursday 12 March 2026"
    assert words.day(None) == "–"


def test_moments_are_told_in_the_time_of_the_place():
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert words.day_and_time(summer) == "2 July 2026, 00:30"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 3), date(2026, 3, 12), "3 to 12 March 2026"),
        (date(2026, 3, 3), date(2026, 4, 1), "3 March to 1 April 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 March 2026"),
        (date(2026, 3, 3), None, "from 3 March 2026"),
        (None, date(2026, 3, 3), "until 3 March 2026"),
        (None, None, "–"),
    ],
)
def test_spans_do_not_repeat_themselves(first, last, said):
    assert words.span(first, last) == said


@pytest.mark.parametrize(
    ("off", "said"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-3, "3 days ago")],
)
def test_how_far_off(off, said):
    today = date(2026, 3, 12)
    assert words.days_away(today + timedelta(days=off), today) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (95 * 60, "95 minutes"),
        (3600, "1 hour"),
        (5 * 3600, "5 hours"),
        (3 * 86_400, "3 days"),
        (35 * 86_400, "5 weeks"),
        (0.2, "about a second"),
    ],
)
def test_lengths_of_time(seconds, said):
    assert words.lasting(seconds) == said
    assert words.lasting(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (5.0, "3.1 miles"),
        (1.609344, "1 mile"),
        (32.18688, "20 miles"),
        (0.05, "less than 0.1 miles"),
    ],
)
def test_distances(km, said):
    assert words.distance(km) == said


def test_counts_and_lists():
    assert words.counted(1, "member") == "1 member"
    assert words.counted(1_200, "person", "people") == "1,200 people"
    assert words.listed(["Ash"]) == "Ash"
    assert words.listed(["Ash", "Birch", "Cedar"]) == "Ash, Birch and Cedar"
    assert words.listed([]) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("The Bond Board", "BB"),
        ("Friends of Moss Bank", "FM"),
        ("Age-Well", "AW"),
        ("Z", "Z"),
        ("…", "?"),
        ("The The", "T"),
    ],
)
def test_initials(name, letters):
    assert words.initials(name) == letters
