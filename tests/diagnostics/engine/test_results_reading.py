"""From what an instrument asks to what can be shown of it, and what ties questions together."""

import pytest

from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.disclosure import rules as disclosure
from spinney.diagnostics.engine.results.reading import UNKNOWN, read

Q = Question
LISTS = (
    ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No"))),
    ChoiceList(
        "who",
        (
            Choice("post", "A post", level=3),
            Choice("part", "Part of one", level=2),
            Choice("bought", "Bought in", level=1),
            Choice("nobody", "Nobody", level=0),
        ),
    ),
    ChoiceList("abc", (Choice("a", "A"), Choice("b", "B"), Choice("c", "C"))),
    ChoiceList("abn", (Choice("a", "A"), Choice("b", "B"), Choice("n", "None", exclusive=True))),
    ChoiceList("ordered", (Choice("x", "Low", level=5), Choice("y", "High", level=9))),
)


def of(*questions, **section):
    return read(Instrument("i", "I", sections=(Section("s", "S", questions, **section),),
                           lists=LISTS))  # fmt: skip


def coded(question, **section):
    return of(question, **section).codings[question.key]


@pytest.mark.parametrize(
    ("kind", "choices", "found", "levels"),
    [
        (Kind.ONE, "yes_no", disclosure.Kind.YES_NO, 2),
        (Kind.ONE, "abc", disclosure.Kind.CHOICE, 3),
        (Kind.SCALE, "ordered", disclosure.Kind.SCALE, 2),
        (Kind.SCALE, "who", disclosure.Kind.SCALE, 4),
        (Kind.SEVERAL, "abc", disclosure.Kind.SEVERAL, 3),
        (Kind.WHOLE, "", disclosure.Kind.AMOUNT, 7),
        (Kind.MONEY, "", disclosure.Kind.AMOUNT, 7),
    ],
)
def test_kinds(kind, choices, found, levels):
    question = coded(Q("q", kind, "Q?", choices=choices)).item.question
    assert (question.kind, question.levels) == (found, levels)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.NOTE])
def test_words_and_dates_are_not_computed(kind):
    assert not of(Q("q", kind, "Q?")).codings


def test_what_repeats_and_what_is_calculated_is_not_computed():
    assert not of(Q("q", Kind.WHOLE, "Q?"), repeats=3).codings
    assert not of(Q("q", Kind.CALCULATED, "Q?", calculation="1")).codings


def test_answers_become_levels():
    reading = of(
        Q("yes", Kind.ONE, "Q?", choices="yes_no"),
        Q("scale", Kind.SCALE, "Q?", choices="ordered"),
        Q("some", Kind.SEVERAL, "Q?", choices="abn"),
        Q("hours", Kind.DECIMAL, "Q?"),
        Q("rent", Kind.MONEY, "Q?"),
    )
    said = {"yes": "yes", "scale": "y", "some": ["b"], "hours": "37.5", "rent": 120050}
    assert reading.sheet(said) == {
        "yes": 1, "scale": 1, "some": frozenset({1}), "hours": 37, "rent": 120050,
    }  # fmt: skip
    assert reading.sheet({"some": ["n"]})["some"] == frozenset()
    assert reading.sheet({})["some"] == frozenset()
    assert reading.sheet({})["yes"] is None
    assert reading.sheet({"hours": "a lot"})["hours"] is None


def test_choosing_nothing_is_an_answer_only_where_it_can_be():
    required = Q("q", Kind.SEVERAL, "Q?", choices="abc", required=True)
    assert coded(required).item.question.least_chosen == 1
    assert of(required).sheet({})["q"] is None
    with_none = Q("q", Kind.SEVERAL, "Q?", choices="abn", required=True)
    assert coded(with_none).item.question.least_chosen == 0


def test_at_most_so_many_are_reckoned_with():
    limited = Q("q", Kind.SEVERAL, "Q?", choices="abc", constraint="count-selected(.) <= 2")
    assert coded(limited).item.question.at_most == 2
    tied = Q("q", Kind.SEVERAL, "Q?", choices="abc", constraint="not(selected(., 'a'))")
    assert coded(tied).item.question.asked_if == UNKNOWN


def test_who_does_it_counts_as_far_as_other_questions_need_it():
    post = Q("post", Kind.ONE, "Who?", choices="who", measure=Measure.POST)
    alone = coded(post)
    assert alone.item.question.kind is disclosure.Kind.YES_NO
    assert alone.labels[1] == "A post, or part of one"
    cost = Q("cost", Kind.MONEY, "Cost?", relevant="${post} != 'nobody' and ${post} != ''")
    reading = of(post, cost)
    assert [set(one) for one in reading.codings["post"].groups] == [
        {"post", "part"}, {"bought"}, {"nobody"},
    ]  # fmt: skip
    assert reading.codings["cost"].item.question.asked_if == ("post", frozenset({0, 1}))


def test_whoever_is_asked_and_says_nothing_stays_among_the_others():
    post = Q("post", Kind.ONE, "Who?", choices="who", measure=Measure.POST)
    cost = Q("cost", Kind.MONEY, "Cost?", relevant="${post} = 'bought'")
    reading = of(post, cost)
    assert reading.codings["cost"].labels[:2] == ("Did not say", "nothing")
    assert reading.sheet({"post": "bought"})["cost"] == 0
    assert reading.sheet({"post": "bought", "cost": 0})["cost"] == 1
    assert reading.sheet({"post": "nobody"})["cost"] is None


@pytest.mark.parametrize(
    "more",
    [
        {"relevant": "${staff} > 3"},  # a number: too many cases
        {"relevant": "${a} = 'yes' and ${b} = 'yes'"},  # two at once
        {"relevant": "${gone} = 'yes'"},
        {"choice_filter": "selected(${a}, name)"},
        {"constraint": ". != ${a}"},
        {"constraint": ". != 'no'"},
    ],
)
def test_a_tie_that_cannot_be_reckoned_with_keeps_a_question_out(more):
    reading = of(
        Q("staff", Kind.WHOLE, "?"),
        Q("a", Kind.ONE, "?", choices="yes_no"),
        Q("b", Kind.ONE, "?", choices="yes_no"),
        Q("q", Kind.ONE, "?", choices="yes_no", **more),
    )
    assert reading.codings["q"].item.question.asked_if == UNKNOWN


def test_a_section_s_own_condition_counts():
    first = Section("one", "One", (Q("a", Kind.ONE, "?", choices="yes_no"),))
    then = Section("two", "Two", (Q("b", Kind.ONE, "?", choices="yes_no", required=True),),
                   relevant="${a} = 'yes'")  # fmt: skip
    reading = read(Instrument("i", "I", sections=(first, then), lists=LISTS))
    assert reading.codings["b"].item.question.asked_if == ("a", frozenset({1}))


def test_only_what_the_group_may_see_is_shown():
    for shown in Shown:
        question = coded(Q("q", Kind.WHOLE, "?", shown=shown)).item.question
        assert question.shown is (shown is Shown.GROUP)


def test_bands_that_limits_rule_out_are_left_out():
    question = coded(Q("q", Kind.WHOLE, "?", constraint=". >= 1 and . <= 30")).item.question
    assert question.edges == (4, 10, 25)
    money = coded(Q("q", Kind.MONEY, "?", constraint=". < 1000")).item.question
    assert money.edges == (1, 500_00)
