"""Differences between two states of an agreement: applied, they give the other."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.differing import (
    Kind,
    any_change,
    differences,
    moved_keys,
    said,
    word_differences,
)

#: How long a busy machine takes to draw examples says nothing about the code.
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(
    st.sampled_from("ab {}\n-.,’é") | st.characters(codec="utf-8", exclude_categories=["Cs"]),
    max_size=30,
)
KEYS = ("pay", "aims", "host", "exit", "data")


@st.composite
def contents(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    clauses = tuple(
        Clause(
            key, draw(WORDS), draw(WORDS),
            draw(st.sampled_from([(), ("lead_body",)])), draw(st.booleans()),
        )
        for key in keys
    )  # fmt: skip
    terms = draw(
        st.dictionaries(
            st.sampled_from(["quorum", "host", "ends"]),
            st.integers(0, 3) | st.booleans() | st.lists(st.text(max_size=3), max_size=2),
        )
    )
    answers = draw(st.dictionaries(st.sampled_from(["place"]), WORDS))
    instead = draw(st.sampled_from([(), ("quorum",)]))
    return Content("memorandum", "1", draw(WORDS), clauses, terms, answers, instead)


@calmly
@given(contents(), contents())
def test_applied_they_give_the_other_and_taken_from_it_the_first(before, after):
    found = differences(before, after)
    assert found.applied_to(before) == after
    assert found.taken_from(after) == before


@calmly
@given(contents())
def test_nothing_differs_from_itself(content):
    found = differences(content, content)
    assert found.are_none
    assert found.changed_clauses == ()


@calmly
@given(WORDS, WORDS)
def test_the_pieces_of_each_side_are_its_words(before, after):
    pieces = word_differences(before, after)
    assert (said(pieces, Kind.OUT), said(pieces, Kind.IN)) == (before, after)
    assert any_change(pieces) == (before != after)
    kinds = [one.kind for one in pieces]
    assert all(one != two for one, two in zip(kinds, kinds[1:], strict=False))


@calmly
@given(st.permutations(range(6)))
def test_the_rest_stays_in_order_when_the_moved_are_taken_out(order):
    before, after = [str(n) for n in range(6)], [str(n) for n in order]
    moved = moved_keys(before, after)
    assert [k for k in after if k not in moved] == [k for k in before if k not in moved]


def test_a_clause_left_out_stands_where_it_was():
    one, two, three = (Clause(key, key.title(), "Words.") for key in ("one", "two", "three"))
    before = Content("", "", "Rules", (one, two, three))
    after = Content("", "", "Rules", (one, three, Clause("four", "Four", "New.")))
    told = [(d.key, str(d.kind), d.moved) for d in differences(before, after).clauses]
    assert told == [
        ("one", "same", False), ("two", "out", False), ("three", "same", False),
        ("four", "in", False),
    ]  # fmt: skip


def test_a_clause_that_only_moved_says_so():
    one, two, three = (Clause(key, key.title(), "Words.") for key in ("one", "two", "three"))
    found = differences(
        Content("", "", "Rules", (one, two, three)), Content("", "", "Rules", (three, one, two))
    )
    assert [(d.key, d.kind, d.moved) for d in found.changed_clauses] == [("three", Kind.SAME, True)]


def test_phrases_are_told_whole():
    found = word_differences(
        "The lead body pays within 30 days.", "The host organisation pays within 14 days."
    )
    assert [(str(one.kind), one.words) for one in found] == [
        ("same", "The "), ("out", "lead body"), ("in", "host organisation"),
        ("same", " pays within "), ("out", "30"), ("in", "14"), ("same", " days."),
    ]  # fmt: skip
