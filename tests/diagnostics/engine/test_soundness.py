"""Faults that keep an instrument from being used."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
)
from spinney.diagnostics.engine.ordering import order_of
from spinney.diagnostics.engine.soundness import faults
from tests.diagnostics.engine.forms import WHOLE_FORM, YES_NO, instrument
from tests.diagnostics.engine.making import instruments

Q = Question("q", Kind.TEXT, "Q")


def codes(*questions, lists=(YES_NO,), **section):
    made = instrument(Section("s", "S", questions, **section), lists=lists)
    return [(one.code, one.field) for one in faults(made)]


def test_a_sound_one_has_none():
    assert faults(WHOLE_FORM) == ()


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        (replace(Q, key="two words"), "bad_key", ""),
        (replace(Q, key="s"), "key_twice", ""),
        (replace(Q, label=" "), "no_label", "label"),
        (replace(Q, relevant="${q"), "malformed", "relevant"),
        (replace(Q, relevant="${nobody} = 1"), "no_such_question", "relevant"),
        (replace(Q, constraint="weird(.)"), "unknown_function", "constraint"),
        (replace(Q, constraint="regex(., '(?=x)')"), "bad_pattern", "constraint"),
        (replace(Q, label="Hello ${nobody}"), "no_such_question", "label"),
        (replace(Q, per="nobody"), "no_such_question", "per"),
        (replace(Q, area="nowhere"), "no_area", "area"),
        (replace(Q, measure=Measure.NEED), "bad_measure", "measure"),
        (replace(Q, kind=Kind.ONE, choices="no_list"), "no_list", "choices"),
        (replace(Q, kind=Kind.SCALE, choices="yes_no"), "no_levels", "choices"),
        (replace(Q, kind=Kind.CALCULATED), "no_calculation", "calculation"),
        (replace(Q, kind=Kind.DATE, default="soon"), "bad_default", "default"),
        (replace(Q, relevant="${q} = 1"), "circular", ""),
    ],
)
def test_each_fault_is_found(question, code, field):
    assert codes(question) == [(code, field)]


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (ChoiceList("a", ()), "list_size"),
        (ChoiceList("a", (Choice("x", "X"), Choice("x", "Y"))), "choice_twice"),
        (ChoiceList("a", (Choice("x y", "X"),)), "bad_choice"),
        (ChoiceList("yes_no", (Choice("x", "X"),)), "list_twice"),
        (ChoiceList("a b", (Choice("x", "X"),)), "bad_list"),
    ],
)
def test_lists_are_looked_at(one, code):
    assert codes(Q, lists=(YES_NO, one)) == [(code, "")]


def test_rounds_and_emptiness():
    assert codes(Q, repeats=999) == [("too_many_rounds", "repeats")]
    assert codes(Q, times="3") == [("times_without_repeat", "times")]
    assert [one.code for one in faults(Instrument("x", "X"))] == ["empty"]


def test_a_circle_through_a_section_and_a_calculation_is_found():
    total = Question("total", Kind.CALCULATED, "T", calculation="${inner} + 1")
    made = instrument(
        Section("a", "A", (total,)),
        Section("b", "B", (replace(Q, key="inner"),), relevant="${total} > 1"),
    )
    (fault,) = faults(made)
    assert fault.code == "circular"
    assert "total" in fault.words
    assert "b" in fault.words


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(instruments())
def test_sound_ones_survive_json_and_have_an_order(made):
    assert faults(made) == ()
    assert Instrument.from_json(made.to_json()) == made
    order = order_of(made)
    assert set(order) == {s.key for s in made.sections} | {q.key for q in made.questions()}
    for question in made.questions():
        assert order.index(made.section_of(question.key).key) < order.index(question.key)
