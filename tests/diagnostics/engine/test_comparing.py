"""An instrument that changed after answers came in."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from spinney.diagnostics.engine.comparing import Likeness, compare
from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Kind,
    Measure,
    Question,
    Section,
)
from spinney.diagnostics.engine.walking import walk
from tests.diagnostics.engine.forms import TODAY, WHOLE_FORM, instrument
from tests.diagnostics.engine.making import instruments

SCALE = ChoiceList("scale", tuple(Choice(str(n), f"L{n}", level=n) for n in range(4)))
THREE = ChoiceList("scale", SCALE.choices[:3])
YES = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))


def form(question, *lists, repeats=0):
    return instrument(Section("s", "S", (question,), repeats=repeats), lists=lists)


def likeness(before, after, lists_before=(YES,), lists_after=(YES,)):
    one = compare(form(before, *lists_before), form(after, *lists_after)).of("q")
    return one.likeness, one.reasons


TEXT = Question("q", Kind.TEXT, "Who leads?")
ONE = Question("q", Kind.ONE, "Is it so?", choices="yes_no")
NEED = Question("q", Kind.SCALE, "How much?", choices="scale", measure=Measure.NEED)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (TEXT, (Likeness.SAME, ())),
        (replace(TEXT, label="who  LEADS?"), (Likeness.SAME, ())),
        (replace(TEXT, label="Who runs it?"), (Likeness.REWORDED, ("words",))),
        (replace(TEXT, kind=Kind.LONG_TEXT), (Likeness.SAME, ())),
        (replace(TEXT, constraint=". != ''", hint="H"), (Likeness.REWORDED, ("hint", "limits"))),
        (replace(TEXT, kind=Kind.WHOLE), (Likeness.CHANGED, ("kind",))),
        (replace(TEXT, measure=Measure.OFFER), (Likeness.CHANGED, ("measure",))),
    ],
)
def test_what_breaks_a_comparison_and_what_does_not(after, expected):
    assert likeness(TEXT, after) == expected


def test_choices_must_be_there_still():
    more = ChoiceList("yes_no", (*YES.choices, Choice("maybe", "Maybe")))
    fewer = ChoiceList("yes_no", YES.choices[:1])
    renamed = ChoiceList("yes_no", (Choice("y", "Yes"), Choice("n", "No")))
    reworded = ChoiceList("yes_no", (Choice("yes", "Yes, it is"), Choice("no", "No")))
    assert likeness(ONE, ONE, (YES,), (more,)) == (Likeness.REWORDED, ("choices_added",))
    assert likeness(ONE, ONE, (YES,), (fewer,)) == (Likeness.CHANGED, ("choices_gone",))
    assert likeness(ONE, ONE, (YES,), (renamed,)) == (Likeness.SAME, ())
    assert likeness(ONE, ONE, (YES,), (reworded,)) == (Likeness.REWORDED, ("choices_reworded",))


def test_a_scale_of_other_levels_is_another_scale():
    assert likeness(NEED, NEED, (SCALE,), (THREE,))[0] is Likeness.CHANGED
    longer = ChoiceList("scale", (*SCALE.choices, Choice("4", "L4", level=4)))
    assert likeness(NEED, NEED, (SCALE,), (longer,)) == (
        Likeness.CHANGED,
        ("levels", "choices_added"),
    )
    moved = ChoiceList("scale", tuple(replace(c, level=3 - c.level) for c in SCALE.choices))
    assert likeness(NEED, NEED, (SCALE,), (moved,)) == (Likeness.CHANGED, ("levels",))


def test_added_and_removed_and_moved_into_a_repeat():
    other = replace(TEXT, key="r")
    two = compare(form(TEXT), form(other))
    assert [(one.key, one.likeness) for one in two.questions] == [
        ("r", Likeness.ADDED),
        ("q", Likeness.REMOVED),
    ]
    inside = compare(form(TEXT), form(TEXT, repeats=3)).of("q")
    assert (inside.likeness, inside.reasons) == (Likeness.CHANGED, ("place",))


def carried(before, after, answer, lists_before=(YES,), lists_after=(YES,)):
    pair = compare(form(before, *lists_before), form(after, *lists_after))
    done = pair.carry({"q": answer}, today=TODAY)
    return done.answers.get("q"), [one.code for one in done.lost]


@pytest.mark.parametrize(
    ("before", "after", "answer", "expected"),
    [
        (TEXT, replace(TEXT, kind=Kind.LONG_TEXT), "Ada", ("Ada", [])),
        (
            replace(TEXT, kind=Kind.LONG_TEXT),
            TEXT,
            "x" * 501,
            (None, ["kind"]),
        ),
        (replace(TEXT, kind=Kind.WHOLE), replace(TEXT, kind=Kind.DECIMAL), 3, ("3", [])),
        (replace(TEXT, kind=Kind.WHOLE), replace(TEXT, kind=Kind.MONEY), 3, (None, ["kind"])),
        (ONE, replace(ONE, kind=Kind.SEVERAL), "yes", (["yes"], [])),
        (replace(ONE, kind=Kind.SEVERAL), ONE, ["yes"], ("yes", [])),
        (replace(ONE, kind=Kind.SEVERAL), ONE, ["yes", "no"], (None, ["kind"])),
        (TEXT, replace(TEXT, key="r"), "Ada", (None, ["removed"])),
        (TEXT, replace(TEXT, constraint=". = 'Bo'"), "Ada", (None, ["does_not_fit"])),
    ],
)
def test_answers_are_carried_or_told(before, after, answer, expected):
    assert carried(before, after, answer) == expected


def test_a_choice_that_is_gone_is_told_in_its_words():
    fewer = ChoiceList("yes_no", YES.choices[:1])
    pair = compare(form(ONE, YES), form(ONE, fewer))
    (lost,) = pair.carry({"q": "no"}, today=TODAY).lost
    assert (lost.code, lost.words) == ("choice", "“No” cannot be chosen any more.")


def test_renamed_choices_are_carried_by_their_words():
    renamed = ChoiceList("yes_no", (Choice("y", "Yes"), Choice("n", "No")))
    assert carried(ONE, ONE, "no", (YES,), (renamed,)) == ("n", [])


def test_rounds_are_carried_as_far_as_they_go():
    fewer = replace(
        WHOLE_FORM,
        sections=tuple(
            replace(s, repeats=1) if s.key == "computers" else s for s in WHOLE_FORM.sections
        ),
    )
    answers = {"computers[]": 2, "computers[1].make": "A", "computers[2].make": "B", "total": "1"}
    done = compare(WHOLE_FORM, fewer).carry(answers, today=TODAY)
    assert done.answers == {"computers[]": 2, "computers[1].make": "A"}
    assert [(one.key, one.code) for one in done.lost] == [("computers[2].make", "no_round")]
    flat = form(replace(TEXT, key="make"))
    lost = compare(WHOLE_FORM, flat).carry(answers, today=TODAY).lost
    assert {(one.key, one.code) for one in lost} == {
        ("computers[]", "removed"),
        ("computers[1].make", "no_round"),
        ("computers[2].make", "no_round"),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instruments(), instruments())
def test_no_answer_vanishes(old, new):
    answers = {}
    for _ in range(3):
        for page in walk(old, answers, today=TODAY).pages:
            for asked in page.asked:
                if asked.takes_answer:
                    answers[asked.key] = an_answer(asked)
    answers = {key: answer for key, answer in answers.items() if answer is not None}
    same = compare(old, old)
    assert {one.likeness for one in same.questions} <= {Likeness.SAME}
    done = compare(old, new).carry(answers, today=TODAY)
    assert set(done.answers) | {one.key for one in done.lost} == set(answers)
    assert not set(done.answers) & {one.key for one in done.lost}


def an_answer(asked):
    names = [one.name for one in asked.choices]
    if asked.question.kind is Kind.SEVERAL:
        return names[:1]
    if names:
        return names[0]
    return {
        Kind.WHOLE: 2,
        Kind.MONEY: 200,
        Kind.DECIMAL: "2.5",
        Kind.DATE: "2026-01-01",
        Kind.TEXT: "x",
        Kind.LONG_TEXT: "x",
    }[asked.question.kind]
