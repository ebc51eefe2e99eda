"""Answers that do not fit, and the words that say so."""

import pytest

from spinney.diagnostics.engine.checking import check_all, check_answer, check_page
from spinney.diagnostics.engine.definition import Kind, Question, Section
from tests.diagnostics.engine.forms import TODAY, WHOLE_FORM, instrument

EVERY = instrument(
    Section(
        "s",
        "S",
        (
            Question("text", Kind.TEXT, "T"),
            Question("long", Kind.LONG_TEXT, "T"),
            Question("whole", Kind.WHOLE, "T"),
            Question("decimal", Kind.DECIMAL, "T"),
            Question("money", Kind.MONEY, "T"),
            Question("date", Kind.DATE, "T"),
            Question("one", Kind.ONE, "T", choices="yes_no"),
            Question("several", Kind.SEVERAL, "T", choices="areas"),
            Question("scale", Kind.SCALE, "T", choices="help"),
            Question("note", Kind.NOTE, "T"),
        ),
    )
)


def codes(key, answer, form=EVERY, answers=None):
    found = check_answer(form, answers or {}, key, answer, today=TODAY)
    return [wrong.code for wrong in found]


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("text", "a"),
        ("long", "a\nb"),
        ("whole", -3),
        ("decimal", "-2.50"),
        ("money", 0),
        ("date", "2024-02-29"),
        ("one", "yes"),
        ("several", ["hr", "ict"]),
        ("several", ["none"]),
        ("scale", "n3"),
        ("text", None),
        ("several", []),
    ],
)
def test_right_answers_pass(key, answer):
    assert codes(key, answer) == []


@pytest.mark.parametrize(
    ("key", "answer", "code"),
    [
        ("text", 3, "not_text"),
        ("text", "a\0b", "not_text"),
        ("text", "a" * 501, "too_long"),
        ("long", "a" * 10_001, "too_long"),
        ("whole", "3", "not_whole"),
        ("whole", True, "not_whole"),
        ("whole", 10**15, "not_whole"),
        ("decimal", 2.5, "not_a_number"),
        ("decimal", "two", "not_a_number"),
        ("money", -1, "negative"),
        ("money", "1", "not_money"),
        ("date", "2026-02-30", "not_a_date"),
        ("date", "20260101", "not_a_date"),
        ("one", "maybe", "not_a_choice"),
        ("several", "hr", "not_a_choice"),
        ("several", ["hr", "hr"], "twice"),
        ("several", ["hr", "none"], "exclusive"),
        ("several", ["zzz"], "not_a_choice"),
        ("scale", 2, "not_a_choice"),
        ("note", "x", "not_asked"),
        ("nothing", "x", "unknown_question"),
        ("text[1].a", "x", "unknown_question"),
    ],
)
def test_wrong_answers_have_a_code(key, answer, code):
    assert codes(key, answer) == [code]


def test_limits_are_said_in_words():
    (wrong,) = check_answer(WHOLE_FORM, {}, "staff", 501, today=TODAY)
    assert (wrong.code, wrong.words) == ("constraint", "This must be at least 0 and at most 500.")


@pytest.mark.parametrize(
    ("kind", "constraint", "answer", "words"),
    [
        (Kind.MONEY, ". <= 1000", 100_001, "This must be at most £1,000."),
        (Kind.DATE, ". <= today()", "2026-03-13", "This must be no later than today."),
        (Kind.WHOLE, ". > -5", -5, "This must be more than -5."),
        (Kind.WHOLE, ". mod 2 = 0", 3, "This answer does not fit. Look at the question again."),
    ],
)
def test_limits_speak_of_money_and_days_as_people_do(kind, constraint, answer, words):
    q = Question("q", kind, "Q", constraint=constraint)
    (wrong,) = check_answer(instrument(Section("s", "S", (q,))), {}, "q", answer, today=TODAY)
    assert wrong.words == words


def test_the_words_of_the_form_come_first():
    q = Question("q", Kind.WHOLE, "Q", constraint=". mod 2 = 0", constraint_message="Even, please.")
    (wrong,) = check_answer(instrument(Section("s", "S", (q,))), {}, "q", 3, today=TODAY)
    assert wrong.words == "Even, please."


def test_what_is_not_asked_now_cannot_be_answered():
    assert codes("leader", "Ada", WHOLE_FORM, {"staff": 1}) == ["not_asked"]
    assert codes("leader", "Ada", WHOLE_FORM, {"staff": 2}) == []


def test_a_round_beyond_the_last_is_unknown():
    assert codes("computers[4].make", "X", WHOLE_FORM) == ["unknown_question"]
    assert codes("computers[2].make", "X", WHOLE_FORM) == []


def test_a_page_is_checked_as_a_whole():
    found = check_page(WHOLE_FORM, {"computers[1].age": "x"}, "computers[1]", today=TODAY)
    assert [(one.key, one.code) for one in found] == [
        ("computers[1].make", "required"),
        ("computers[1].age", "not_whole"),
    ]
    with pytest.raises(KeyError):
        check_page(WHOLE_FORM, {}, "leader", today=TODAY)


def test_blanks_may_be_let_be():
    answers = {"staff": 600}
    codes_now = [one.code for one in check_all(WHOLE_FORM, answers, today=TODAY)]
    assert codes_now == ["constraint", "required", "required"]
    found = check_all(WHOLE_FORM, answers, today=TODAY, required=False)
    assert [one.code for one in found] == ["constraint"]
