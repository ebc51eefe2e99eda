"""What people type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.diagnostics.engine.checking import shape
from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import Choice, Kind, Question
from spinney.diagnostics.engine.wording import day_words

CHOICES = (
    Choice("hr", "People, pay and policies"),
    Choice("ict", "Computers"),
    Choice("other", "Something else"),
)


def cleaned(kind, typed):
    done = clean(Question("q", kind, "Q"), typed, CHOICES)
    return done.refusal.code if done.refusal else done.answer


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        (Kind.MONEY, "£1,200.50", 120050),
        (Kind.MONEY, " 15 000 ", 1500000),
        (Kind.MONEY, "0", 0),
        (Kind.MONEY, "12.5", 1250),
        (Kind.MONEY, "1.200,50", "not_money"),
        (Kind.MONEY, "15k", "not_money"),
        (Kind.MONEY, "-3", "negative"),
        (Kind.MONEY, "1.234", "not_money"),
        (Kind.WHOLE, "1,200", 1200),
        (Kind.WHOLE, "12.0", 12),
        (Kind.WHOLE, "12.5", "not_whole"),
        (Kind.WHOLE, "about 3", "not_whole"),
        (Kind.DECIMAL, "2.50", "2.5"),
        (Kind.DECIMAL, ".5", "0.5"),
        (Kind.DECIMAL, "-0.0", "0"),
        (Kind.DECIMAL, "2,5", "not_a_number"),
        (Kind.DATE, "12/3/2026", "2026-03-12"),
        (Kind.DATE, "12.03.2026", "2026-03-12"),
        (Kind.DATE, "12 March 2026", "2026-03-12"),
        (Kind.DATE, "Thursday 12th Mar 2026", "2026-03-12"),
        (Kind.DATE, "2026-03-12", "2026-03-12"),
        (Kind.DATE, "3/13/2026", "no_such_day"),
        (Kind.DATE, "29/2/2026", "no_such_day"),
        (Kind.DATE, "12/3/26", "not_a_date"),
        (Kind.DATE, "3/2026", "not_a_date"),
        (Kind.DATE, "soon", "not_a_date"),
        (Kind.ONE, "hr", "hr"),
        (Kind.ONE, "  COMPUTERS ", "ict"),
        (Kind.ONE, "People", "not_a_choice"),
        (Kind.SEVERAL, ["ict", "hr"], ["hr", "ict"]),
        (Kind.SEVERAL, "Computers; People, pay and policies", ["hr", "ict"]),
        (Kind.SEVERAL, "hr, ict", ["hr", "ict"]),
        (Kind.SEVERAL, "People, pay and policies", ["hr"]),
        (Kind.SEVERAL, "hr; zzz", "not_a_choice"),
        (Kind.TEXT, "a\n b\0", "a b"),
        (Kind.LONG_TEXT, "a\r\nb", "a\nb"),
        (Kind.TEXT, "   ", None),
        (Kind.SEVERAL, [], None),
        (Kind.NOTE, "x", None),
        (Kind.ONE, ["hr", "ict"], "one_only"),
    ],
)
def test_what_was_typed_becomes_an_answer_or_is_refused(kind, typed, answer):
    assert cleaned(kind, typed) == answer


def test_two_choices_with_the_same_words_are_not_guessed():
    twins = (Choice("a", "Same"), Choice("b", "same"))
    done = clean(Question("q", Kind.ONE, "Q"), "Same", twins)
    assert done.refusal.code == "not_a_choice"


@given(st.dates())
def test_dates_in_words_are_read_back(day):
    assert cleaned(Kind.DATE, day_words(day)) == (
        day.isoformat() if day.year > 999 else "not_a_date"
    )


@given(st.sampled_from([k for k in Kind if k is not Kind.NOTE]), st.text(max_size=30))
def test_whatever_is_typed_an_answer_fits_its_kind(kind, typed):
    question = Question("q", kind, "Q")
    done = clean(question, typed, CHOICES)
    assert done.answer is None or shape(question, done.answer, CHOICES) is None


@given(st.integers(0, 10**11))
def test_pence_survive(pence):
    pounds, rest = divmod(pence, 100)
    assert cleaned(Kind.MONEY, f"£{pounds:,}.{rest:02}") == pence


def test_today_is_no_part_of_reading_a_date():
    assert cleaned(Kind.DATE, date(1999, 12, 31).isoformat()) == "1999-12-31"
