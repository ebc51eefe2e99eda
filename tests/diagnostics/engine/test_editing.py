"""Instruments changed step by step, choices as lines, and conditions in words and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.diagnostics.engine import editing
from spinney.diagnostics.engine.choice_lines import (
    choices_of_lines,
    lines_of_choices,
    name_from,
)
from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Kind,
    Question,
    Section,
)
from spinney.diagnostics.engine.describing import described
from spinney.diagnostics.engine.expressions import parse
from spinney.diagnostics.engine.saying import (
    HOW,
    NoCondition,
    Simple,
    condition_words,
    expression_of,
    simple_of,
)
from spinney.diagnostics.engine.soundness import CHOICE_NAME, KEY
from tests.diagnostics.engine.test_library import BUILT_IN

LISTS = (
    ChoiceList("yes_no", (Choice("y", "Yes"), Choice("n", "No"))),
    ChoiceList("areas", (Choice("hr", "Staff"), Choice("ict", "Computers"))),
)
IT = Instrument(
    "it",
    "It",
    lists=LISTS,
    sections=(
        Section(
            "first",
            "First",
            (
                Question("staff", Kind.WHOLE, "Staff?"),
                Question("rent", Kind.MONEY, "Rent?"),
                Question("copies", Kind.ONE, "Copies?", choices="yes_no"),
            ),
        ),
        Section(
            "second",
            "Second",
            (
                Question("needs", Kind.SEVERAL, "Needs?", choices="areas"),
                Question("name", Kind.TEXT, "Name?", relevant="${staff} > 1"),
            ),
        ),
    ),
)


def keys(instrument):
    return [[q.key for q in s.questions] for s in instrument.sections]


# Choices as lines


@pytest.mark.parametrize("instrument", BUILT_IN.values(), ids=BUILT_IN.keys())
def test_choices_of_what_comes_with_spinney_survive_their_lines(instrument):
    for question in instrument.questions():
        choices = instrument.choices_of(question)
        if choices:
            text = lines_of_choices(choices)
            assert choices_of_lines(text, question.kind, choices) == choices


def test_a_reworded_line_keeps_its_name_and_a_new_one_gets_its_own():
    before = (Choice("y", "Yes"), Choice("n", "No"))
    again = choices_of_lines("Yes, always\nNo", Kind.ONE, before)
    assert [one.name for one in again] == ["y", "n"]
    more = choices_of_lines("No\nPerhaps\nYes", Kind.ONE, before)
    assert [one.name for one in more] == ["n", "perhaps", "y"]
    turned = choices_of_lines("No\nYes", Kind.ONE, before)
    assert [one.name for one in turned] == ["n", "y"]


def test_marks_behind_a_line():
    made = choices_of_lines("Yes = meets\nNo = LACKS\nNone = alone\nA = b", Kind.ONE)
    assert [(c.label, c.meets, c.exclusive) for c in made] == [
        ("Yes", True, False), ("No", False, False), ("None", None, True), ("A = b", None, False),
    ]  # fmt: skip


@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from(list(Kind)))
def test_whatever_is_typed_gives_names_that_stand_once(lines, kind):
    made = choices_of_lines("\n".join(lines), kind)
    names = [one.name for one in made]
    assert len(set(names)) == len(names)
    assert all(CHOICE_NAME.fullmatch(name) for name in names)


@given(st.text(max_size=80), st.sets(st.text("ab_", min_size=1, max_size=3)))
def test_a_name_made_of_words_is_a_key_and_free(words, taken):
    name = name_from(words, taken)
    assert KEY.fullmatch(name)
    assert name not in taken


# Order


def test_questions_move_over_the_edges_of_sections_and_stop_at_the_ends():
    down = editing.move_question(IT, "copies", 1)
    assert keys(down) == [["staff", "rent"], ["copies", "needs", "name"]]
    assert keys(editing.move_question(down, "copies", -1)) == keys(IT)
    assert keys(editing.move_question(IT, "staff", -1)) == keys(IT)
    assert keys(editing.move_question(IT, "name", 1)) == keys(IT)


@given(st.lists(st.tuples(st.sampled_from(["staff", "rent", "copies", "needs", "name"]),
                          st.sampled_from([-1, 1])), max_size=20))  # fmt: skip
def test_moving_loses_and_doubles_nothing(moves):
    moved = IT
    for key, by in moves:
        moved = editing.move_question(moved, key, by)
    assert sorted(q.key for q in moved.questions()) == sorted(q.key for q in IT.questions())
    assert set(moved.questions()) == set(IT.questions())


def test_what_is_removed_takes_its_list_along_and_is_missed_where_it_was_spoken_of():
    assert editing.speaks_of(IT, "staff") == ["Name?"]
    without = editing.remove_question(IT, "copies")
    assert [one.name for one in without.lists] == ["areas"]
    assert keys(editing.remove_section(IT, "second")) == [["staff", "rent", "copies"]]


def test_areas_keep_their_keys():
    usual = {"hr": "Staff and pay (HR)"}
    one = editing.put_areas(IT, "Staff and pay (HR)\nOur garden\n\n", usual)
    assert dict(one.areas) == {"hr": "Staff and pay (HR)", "our_garden": "Our garden"}
    two = editing.put_areas(one, "Staff and pay (HR)\nOur big garden", usual)
    assert dict(two.areas) == {"hr": "Staff and pay (HR)", "our_garden": "Our big garden"}
    three = editing.put_areas(two, "Our big garden\nOur big garden", usual)
    assert list(three.areas.values()) == ["Our big garden", "Our big garden"]
    assert len(three.areas) == 2


# Conditions


@pytest.mark.parametrize(
    ("simple", "expression"),
    [
        (Simple("staff", "is", "4"), "${staff} = 4"),
        (Simple("staff", "at_least", "1,000"), "${staff} >= 1000"),
        (Simple("rent", "at_most", "£12.50"), "${rent} <= 12.50"),
        (Simple("rent", "is", "£123,456.78"), "${rent} = 123456.78"),
        (Simple("copies", "is", "yes"), "${copies} = 'y'"),
        (Simple("copies", "is_not", "Yes"), "${copies} != 'y'"),
        (Simple("needs", "is", "Staff"), "selected(${needs}, 'hr')"),
        (Simple("needs", "includes_not", "hr"), "not(selected(${needs}, 'hr'))"),
        (Simple("needs", "at_least", "2"), "count-selected(${needs}) >= 2"),
        (Simple("name", "answered"), "${name} != ''"),
        (Simple("name", "is", "Ada"), "${name} = 'Ada'"),
    ],
)
def test_a_condition_from_what_is_chosen(simple, expression):
    assert expression_of(IT, simple) == expression
    assert parse(expression)
    back = simple_of(IT, expression)
    if back is not None:
        assert expression_of(IT, back) == expression


@pytest.mark.parametrize(
    "simple",
    [
        Simple("copies", "is", "Perhaps"),
        Simple("staff", "at_least", "four"),
        Simple("staff", "at_least", "nan"),
        Simple("name", "at_least", "4"),
        Simple("name", "is", ""),
        Simple("name", "is", "O'Neill"),
    ],
)
def test_a_condition_that_makes_no_sense_is_told(simple):
    with pytest.raises(NoCondition):
        expression_of(IT, simple)


@given(st.sampled_from(["staff", "rent", "copies", "needs", "name"]), st.sampled_from(list(HOW)),
       st.text(max_size=12))  # fmt: skip
def test_whatever_is_chosen_is_an_expression_or_told(key, how, value):
    try:
        expression = expression_of(IT, Simple(key, how, value))
    except NoCondition:
        return
    assert parse(expression).refs == {key}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("${staff} > 4", "“Staff?” is more than 4"),
        ("4 < ${staff}", "“Staff?” is more than 4"),
        ("${rent} >= 1200", "“Rent?” is at least £1,200"),
        ("${copies} = 'y' and ${staff} > 1", "“Copies?” is “Yes”, and “Staff?” is more than 1"),
        ("not(selected(${needs}, 'ict'))", "“Needs?” does not include “Computers”"),
        ("not(${staff} > 4)", "“Staff?” is at most 4"),
        ("${name} = ''", "“Name?” has no answer"),
        ("count-selected(${needs}) >= 2", "the number chosen in “Needs?” is at least 2"),
        ("${staff} + ${rent} * 2 > 7", "${staff} + ${rent} * 2 > 7"),
        ("${staff} >", "${staff} >"),
        ("", ""),
    ],
)
def test_conditions_in_words(expression, words):
    assert condition_words(IT, expression) == words


def test_numbers_count_what_is_asked():
    note = Question("n", Kind.NOTE, "Hello")
    with_note = replace(IT, sections=(replace(IT.sections[0], questions=(note, *IT.sections[0].questions)),))  # fmt: skip  # noqa: E501
    assert [one.number for one in described(with_note)[0].questions] == [0, 1, 2, 3]


SLIDER = Section(
    "s",
    "S",
    (
        Question("staff", Kind.WHOLE, "How many staff?"),
        Question(
            "per_head", Kind.CALCULATED, "What each costs", calculation="${cost} div ${staff}"
        ),
        Question("perhead", Kind.CALCULATED, "", calculation="2"),
        Question("cost", Kind.MONEY, "What do ${staff} cost?", hint="${perhead} each"),
        Question("note", Kind.NOTE, "That is ${per_head} for each."),
    ),
    intro="Of ${staff}",
)


def test_other_questions_are_named_and_not_shown_as_keys():
    (section,) = described(Instrument("i", "I", sections=(SLIDER,)))
    found = {one.key: one for one in section.questions}
    assert found["note"].label == "That is “What each costs” for each."
    assert found["cost"].label == "What do “How many staff?” cost?"
    assert found["cost"].hint == "“perhead” each"
    assert section.intro == "Of “How many staff?”"
    assert "${" not in "".join(one.worked_out + one.limits for one in section.questions)


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (". >= 0 and . <= 100 and (. - 0) mod 10 = 0", "from 0 to 100 in steps of 10"),
        (". >= 0.5 and . <= 2 and (. - 0.5) mod 0.5 = 0", "from 0.5 to 2 in steps of 0.5"),
        (". >= -5 and . <= 5 and (. - -5) mod 5 = 0", "from -5 to 5 in steps of 5"),
        (
            "(. >= 0 and . <= 9 and (. - 1) mod 2 = 0) and (. != 3)",
            "the answer is at least 0, and the answer is at most 9, and the answer goes in steps"
            " of 2 from 1, and the answer is not 3",
        ),
        ("${staff} * 2 > .", "“How many staff?” * 2 > ."),
    ],
)
def test_a_sliders_rule_in_words(constraint, words):
    slider = Question("q", Kind.DECIMAL, "How much?", constraint=constraint)
    whole = replace(SLIDER, questions=(*SLIDER.questions, slider))
    (section,) = described(Instrument("i", "I", sections=(whole,)))
    assert section.questions[-1].limits == words
