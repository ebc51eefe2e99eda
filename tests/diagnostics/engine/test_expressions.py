"""The expression language: what it reads, what things come to, what it refuses."""

import math
from datetime import UTC, date, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.diagnostics.engine.expressions import (
    Malformed,
    Scope,
    UnknownFunction,
    evaluate,
    parse,
    text_of,
)
from spinney.diagnostics.engine.expressions.patterns import PatternRefused
from spinney.diagnostics.engine.expressions.values import date_of, number_of
from spinney.diagnostics.engine.wording import slots

TODAY = date(2026, 3, 12)
ANSWERS = {
    "staff": ("7",),
    "areas": ("hr ict",),
    "none": ("",),
    "age": ("3", "5", "10"),
    "gap": ("3", "", "1"),
    "computers": ("1", "2", "3"),
    "nobody": (),
    "ends": ("2026-03-20",),
    "cost": ("10.1",),
}


def comes_to(text, **scope):
    look = ANSWERS.get
    seen = {"today": TODAY, "nodes": lambda k: look(k, ("",)), "every": lambda k: look(k, ())}
    return evaluate(parse(text), Scope(**{**seen, **scope}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("-2 - -3", 1.0),
        ("7 div 2", 3.5),
        ("7 mod 3", 1.0),
        ("-7 mod 3", -1.0),
        ("1 div 0", math.inf),
        ("0.1 + 0.2 = 0.3", True),
        ("10.1 + 20.2 = 30.3", True),
        ("2 < 3 and 3 < 2 or true()", True),
        ("not(${staff} > 4)", False),
        ("${staff} > 4 and selected(${areas}, 'hr')", True),
        ("selected(${areas}, 'h')", False),
        ("count-selected(${areas})", 2.0),
        ("selected-at(${areas}, 1)", "ict"),
        ("selected-at(${areas}, 2)", ""),
        ("if(${staff} >= 7, 'many', 'few')", "many"),
        ("coalesce(${none}, ${staff})", "7"),
        ("count(${computers})", 3.0),
        ("count(${nobody})", 0.0),
        ("count-non-empty(${gap})", 2.0),
        ("sum(${age})", 18.0),
        ("min(${age})", 3.0),
        ("max(${age})", 10.0),
        ("max(${staff}, 20)", 20.0),
        ("sum(${nobody})", 0.0),
        ("${age} > 9", True),
        ("${age} > 10", False),
        ("int(7.9)", 7.0),
        ("int(-7.9)", -7.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(2.345, 2)", 2.35),
        ("round(1250, -2)", 1300.0),
        ("string-length('abc')", 3.0),
        ("regex('AB12', '[A-Z]+[0-9]{2}')", True),
        ("regex('AB12x', '[A-Z]+[0-9]{2}')", False),
        ("concat('a', 1, ${staff})", "a17"),
        ("join('-', ${age})", "3-5-10"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring-before('a=b', '=')", "a"),
        ("substring-after('a=b', '=')", "b"),
        ("substring-before('ab', '')", ""),
        ("substring-after('ab', '')", "ab"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("contains('collaborate', 'labor')", True),
        ("starts-with('collaborate', 'coll')", True),
        ("normalize-space('  a   b ')", "a b"),
        ("today()", "2026-03-12"),
        ("${ends} - today()", 8.0),
        ("${ends} > today()", True),
        ("date(today() + 30)", "2026-04-11"),
        ("format-date(${ends}, '%e %b %Y')", "20 Mar 2026"),
        ("decimal-date-time('1970-01-02T12:00')", 1.5),
        ("indexed-repeat(${age}, ${computers}, 2)", "5"),
        ("indexed-repeat(${age}, ${computers}, 9)", ""),
        ("true() = 1", True),
        ("true() = 'x'", True),
        ("true() > 0", True),
        ("('' div 1) <= false()", False),
        ("'a' = \"a\"", True),
        ("“a” = ‘a’", True),
        ("number('12')", 12.0),
        ("string(3.0)", "3"),
        ("boolean-from-string('1')", True),
        ("abs(-3)", 3.0),
        ("pow(2, 10)", 1024.0),
        ("sqrt(16)", 4.0),
        ("checklist(1, 2, ${staff} > 1, ${none} = '', false())", True),
        ("checklist(-1, 1, true(), true())", False),
    ],
)
def test_what_an_expression_comes_to(text, expected):
    assert comes_to(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${none} > 17", False),
        ("${none} < 17", False),
        ("${none} = ''", True),
        ("${none} != 3", True),
        ("${none} = 0", False),
        ("not(${none})", True),
        ("count-selected(${none})", 0.0),
        ("selected(${none}, 'a')", False),
        ("coalesce(${none}, '')", ""),
        ("${nobody} = ${nobody}", False),
    ],
)
def test_an_empty_answer_is_no_number_and_an_empty_text(text, expected):
    assert comes_to(text) == expected


@pytest.mark.parametrize(
    "text", ["${none} + 1", "number('')", "sum(${gap})", "min(${gap})", "sqrt(-1)"]
)
def test_arithmetic_with_an_empty_answer_is_no_number(text):
    assert math.isnan(comes_to(text))


def test_a_dot_is_the_answer_that_is_checked():
    assert comes_to(". >= 18 and . < 30", this="21") is True
    assert comes_to("string-length(.) = 2", this="21") is True
    assert comes_to("string-length() = 3", this="21") is False


def test_once_keeps_what_was_there_first():
    assert comes_to("once(today())", this="2020-01-01") == "2020-01-01"
    assert comes_to("once(today())") == "2026-03-12"


def test_position_is_the_round():
    assert comes_to("position(..) + 1", position=3) == 4.0


def test_now_has_the_time_of_day():
    moment = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
    assert comes_to("now()", now=moment).startswith("2026-03-12T09:30")


def test_words_of_a_choice():
    labels = {("areas", "hr"): "People"}
    label = lambda key, name: labels.get((key, name), "")  # noqa: E731
    assert comes_to("jr:choice-name('hr', '${areas}')", label=label) == "People"
    assert "areas" in parse("jr:choice-name('hr', '${areas}')").refs


def test_a_filter_looks_at_columns_of_the_choices():
    expression = parse("county = ${county}", columns=True)
    scope = Scope(TODAY, nodes=lambda key: ("kent",), columns={"county": "kent"})
    assert evaluate(expression, scope) is True
    assert expression.columns == {"county"}


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("${staff} >", 11, "a question, number, text in quotes or function"),
        ("${staff} > 3)", 13, "“and”, “or”, a sign such as = or +, or the end"),
        ("${staff} == 3", 11, "a question, number, text in quotes or function"),
        ("(1 + 2", 7, "a closing bracket"),
        ("'abc", 1, "a closing '"),
        ("$staff", 1, "a question like ${name}"),
        ("/data/staff", 1, "a question like ${name} (paths are not read)"),
        ("staff > 3", 1, "${staff}, 'staff' in quotes, or a bracket after"),
        ("selected(${a})", 1, "2 in the brackets of selected()"),
        ("if(1, 2)", 1, "3 in the brackets of if()"),
        ("${}", 1, "the name of a question between ${ and }"),
        ("max(1 2)", 7, "a comma or a closing bracket"),
        ("", 1, "a question, number, text in quotes or function"),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_expected(text, position, expected):
    with pytest.raises(Malformed) as refused:
        parse(text)
    assert (refused.value.position, refused.value.expected) == (position, expected)


def test_unknown_functions_are_listed_not_guessed():
    expression = parse("pulldata('x', 'y') = weird(1) or uuid() = 2")
    assert expression.unknown == ("pulldata", "uuid", "weird")
    with pytest.raises(UnknownFunction):
        comes_to("weird(1) = 1")


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + "1" + ")" * 5000, "-" * 3000 + "1", "not(" * 900, "1" + "+1" * 1900, "1" * 9000],
)
def test_deep_or_long_expressions_are_refused(text):
    with pytest.raises(Malformed):
        parse(text)


@pytest.mark.parametrize("text", ["${" + " " * 3990, "${" + " a" * 1900, "'" + "\\'" * 1900])
def test_texts_that_tempt_a_reader_to_try_everything_take_no_time(text):
    before = process_time()
    with pytest.raises(Malformed):
        parse(text)
    assert slots(text * 8) == frozenset()
    assert process_time() - before < 1


def test_a_pattern_that_explodes_elsewhere_takes_no_time_here():
    assert comes_to("regex(., '(a*)*(a|a)*b')", this="a" * 20_000) is False


@pytest.mark.parametrize("pattern", ["(?=a)a", "(a)\\1", "[", "a" * 501])
def test_patterns_that_cannot_be_matched_safely_are_refused(pattern):
    with pytest.raises(PatternRefused):
        comes_to(f"regex('a', '{pattern}')")


@given(st.text(alphabet="${}() .,+-*<>=!'\"andivormqx19/@[]", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text):
    try:
        expression = parse(text)
    except Malformed as refused:
        expression, position = None, refused.position
    else:
        position = 1
    assert 1 <= position <= len(text) + 1
    if expression is not None and not expression.unknown:
        comes_to(text)


NUMBERS = st.integers(-999, 999)
SUMS = st.recursive(
    NUMBERS.map(lambda n: (f"({n})", float(n))),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(
        lambda t: (
            f"({t[0][0]} {t[1]} {t[2][0]})",
            {"+": t[0][1] + t[2][1], "-": t[0][1] - t[2][1], "*": t[0][1] * t[2][1]}[t[1]],
        )
    ),
    max_leaves=4,
)


@given(SUMS)
def test_sums_come_to_what_they_come_to(made):
    text, expected = made
    assert comes_to(text) == pytest.approx(expected, rel=1e-12)


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(-3000, 3000))
def test_days_can_be_added_to_dates(day, more):
    text = f"date('{day.isoformat()}') + {more}"
    expected = day.toordinal() + more
    assert date_of(comes_to(text)).toordinal() == expected


@given(st.floats(allow_nan=False, allow_infinity=False, width=32).filter(lambda x: abs(x) < 1e12))
def test_numbers_survive_being_written(value):
    assert number_of(text_of(float(value))) == pytest.approx(value, rel=1e-14, abs=1e-300)
