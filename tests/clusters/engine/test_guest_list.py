"""Reading a pasted list: whatever people paste, nothing is thrown away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.clusters.engine.guest_list import MOST_LINES, Problem, read_guests, too_many


@pytest.mark.parametrize(
    "line",
    [
        "Birch House, birch@example.org, B. Birch",
        "Birch House\tbirch@example.org\tB. Birch",
        "Birch House; B. Birch; BIRCH@example.org",
        '"Birch House", "birch@example.org", "B. Birch"',
        "birch@example.org, Birch House, B. Birch",
        "Birch House, B. Birch <birch@example.org>",
        "  Birch   House , mailto:birch@example.org, B. Birch ",
    ],
)
def test_the_ways_in_which_people_write_it(line):
    (row,) = read_guests(line)
    assert (row.organisation, row.email, row.person) == (
        "Birch House",
        "birch@example.org",
        "B. Birch",
    )
    assert row.problem is None


def test_a_comma_inside_quotes_belongs_to_the_name():
    (row,) = read_guests('"Birch, Beech and Company", birch@example.org')
    assert row.organisation == "Birch, Beech and Company"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Birch House", Problem.NO_ADDRESS),
        ("birch@example.org", Problem.NO_NAME),
        ("Birch House, birch@", Problem.BAD_ADDRESS),
        ("Birch House, birch@example", Problem.BAD_ADDRESS),
        ("Birch House, a@example.org, b@example.org", Problem.TWO_ADDRESSES),
        ("https://x.example.org, a@example.org", Problem.HAS_LINK),
        ("B" * 301 + ", a@example.org", Problem.TOO_LONG),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line, problem):
    assert read_guests(line)[0].problem is problem


def test_headings_are_known_by_having_no_address():
    rows = read_guests("Organisation, E-mail\nBirch House, birch@example.org")
    assert [(r.line, r.organisation) for r in rows] == [(2, "Birch House")]


def test_at_most_so_many_lines():
    text = "Oak, oak@example.org\n" * (MOST_LINES + 5)
    assert too_many(text)
    assert len(read_guests(text)) == MOST_LINES


@given(st.text(max_size=400))
def test_any_text_is_read_without_fail_and_line_by_line(text):
    rows = read_guests(text)
    assert len({row.line for row in rows}) == len(rows)
    for row in rows:
        usable = row.problem is None
        assert not usable or (row.organisation and "@" in row.email)
        assert "\n" not in row.organisation + row.email + row.person


WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@given(WORD, WORD, st.sampled_from("\t;,"))
def test_what_is_written_plainly_comes_back(name, person, separator):
    line = separator.join([name, "someone@example.org", person])
    (row,) = read_guests(line)
    assert (row.organisation, row.email, row.person) == (name, "someone@example.org", person)
