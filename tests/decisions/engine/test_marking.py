"""What is wrong with a vote is told at its field; what is right comes out tidy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.marking import check_marks, tidy_marks
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS

KEYS = ("1", "2", "3")


@pytest.mark.parametrize(
    ("way", "setup", "marks", "says", "reason", "fields"),
    [
        ("choose", {}, {"1": 1}, "", "", []),
        ("choose", {}, {}, "", "", []),
        ("choose", {"least_marks": 1}, {}, "", "", ["marks"]),
        ("choose", {}, {"1": 1, "2": 1}, "", "", ["marks"]),
        ("choose", {"most_marks": 2}, {"1": 1, "2": 1}, "", "", []),
        ("approve", {}, {"1": 2}, "", "", ["mark_1"]),
        ("approve", {"most_marks": 1}, {"1": 1, "2": 1, "3": 0}, "", "", ["marks"]),
        ("score", {"top_mark": 9}, {"1": 9, "2": 0}, "", "", []),
        ("score", {}, {"1": -1, "2": 6}, "", "", ["mark_1", "mark_2"]),
        ("rank", {}, {"1": 1, "2": 1, "3": 3}, "", "", []),
        ("rank", {}, {"1": 4}, "", "", ["mark_1"]),
        ("allocate", {"points": 5}, {"1": 3, "2": 2}, "", "", []),
        ("allocate", {"points": 5}, {"1": 3, "2": 3}, "", "", ["marks"]),
        ("allocate", {"points": 5}, {"1": -3, "2": 6}, "", "", ["mark_1", "mark_2"]),
        ("times", {}, {"1": 2, "2": 1, "3": 0}, "", "", []),
        ("times", {}, {"1": 3}, "", "", ["mark_1"]),
        ("score", {}, {"9": 1}, "", "", ["marks"]),
        ("score", {}, {"1": 1}, "agree", "", ["says"]),
        ("motion", {}, {}, "agree", "", []),
        ("motion", {}, {"1": 1}, "agree", "", ["marks"]),
        ("motion", {}, {}, "perhaps", "", ["says"]),
        ("motion", {"reasons": "needed"}, {}, "agree", " ", ["reason"]),
        ("motion", {"reasons": "none"}, {}, "agree", "Because", ["reason"]),
        ("consent", {"reasons": "none"}, {}, "object", "Because", []),
        ("consent", {}, {}, "object", "", ["reason"]),
        ("motion", {}, {}, "agree", "x" * 2001, ["reason"]),
    ],
)
def test_faults(way, setup, marks, says, reason, fields):
    found = check_marks(WAYS[way], Settings(**setup), KEYS, marks, says, reason)
    assert [one.field for one in found] == fields


def test_in_secret_nobody_says_why():
    asked = WAYS["consent"], Settings(reasons="needed"), KEYS, {}, "object"
    assert check_marks(*asked, "", secret=True) == ()
    assert check_marks(*asked, "Because", secret=True)[0].field == "reason"


def test_over_the_points_it_says_by_how_many():
    found = check_marks(WAYS["allocate"], Settings(), KEYS, {"1": 9, "2": 4})
    assert found[0].words == "You gave 13 points, and have 10. Take away 3."


@given(st.dictionaries(st.sampled_from(KEYS), st.integers(-9, 9)), st.sampled_from(sorted(WAYS)))
def test_tidying_twice_is_tidying_once_and_places_have_no_gaps(marks, key):
    way = WAYS[key]
    tidy = tidy_marks(way, marks)
    assert tidy_marks(way, tidy) == tidy
    if way.kind is Kind.RANK:
        places = sorted(set(tidy.values()))
        assert places == list(range(1, len(places) + 1))
        ordered = sorted(tidy, key=lambda one: marks[one])
        assert [tidy[one] for one in ordered] == sorted(tidy.values())
