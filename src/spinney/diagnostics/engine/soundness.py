"""Whether an instrument can be used: every fault, with where it is and how to mend it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import (
    ChoiceList,
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
)
from spinney.diagnostics.engine.expressions import Expression, Malformed, parse
from spinney.diagnostics.engine.expressions.patterns import PatternRefused, check_pattern
from spinney.diagnostics.engine.expressions.tree import Call, Text, nodes_in
from spinney.diagnostics.engine.ordering import Circular, order_of
from spinney.diagnostics.engine.wording import slots

CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL, Kind.SCALE})
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}")
CHOICE_NAME = re.compile(r"[^\s,\[\]]{1,100}")
MOST_QUESTIONS, MOST_CHOICES, MOST_ROUNDS = 1000, 5000, 200
_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter")


@dataclass(frozen=True)
class Fault:
    """What is wrong: a code, where (the key of a section, question or list; the field), words."""

    code: str
    key: str
    words: str
    field: str = ""


def faults(instrument: Instrument) -> tuple[Fault, ...]:
    """Everything that keeps an instrument from being used; nothing for a sound one."""
    found = [*_keys(instrument), *_lists(instrument), *_sizes(instrument)]
    for section in instrument.sections:
        found += _section(instrument, section)
        for question in section.questions:
            found += _question(instrument, question)
    return tuple(found) if found else tuple(_circles(instrument))


def _keys(instrument: Instrument) -> Iterator[Fault]:
    keys = [one.key for one in instrument.sections] + [one.key for one in instrument.questions()]
    for key, times in Counter(keys).items():
        if times > 1:
            yield Fault("key_twice", key, f"“{key}” is used {times} times. Each key stands once.")
        if not KEY.fullmatch(key):
            words = (
                f"“{key}” is no key: begin with a letter; letters, digits, _ . and - may follow."
            )
            yield Fault("bad_key", key, words)
    if not any(True for _ in instrument.questions()):
        yield Fault("empty", instrument.key, "There is no question yet.")


def _sizes(instrument: Instrument) -> Iterator[Fault]:
    count = sum(1 for _ in instrument.questions())
    if count > MOST_QUESTIONS:
        words = f"There are {count:,} questions; {MOST_QUESTIONS:,} is the most."
        yield Fault("too_many", instrument.key, words)
    for section in instrument.sections:
        if not 0 <= section.repeats <= MOST_ROUNDS:
            words = f"A part can be asked at most {MOST_ROUNDS} times."
            yield Fault("too_many_rounds", section.key, words, "repeats")


def _lists(instrument: Instrument) -> Iterator[Fault]:
    for name, times in Counter(one.name for one in instrument.lists).items():
        if times > 1:
            yield Fault("list_twice", name, f"There are {times} lists called “{name}”.")
    for one in instrument.lists:
        if not CHOICE_NAME.fullmatch(one.name):
            words = f"“{one.name}” is no name for a list: it must have no spaces or commas."
            yield Fault("bad_list", one.name, words)
        yield from _choices(one)


def _choices(one: ChoiceList) -> Iterator[Fault]:
    if not 0 < len(one.choices) <= MOST_CHOICES:
        words = f"The list “{one.name}” needs between 1 and {MOST_CHOICES:,} answers."
        yield Fault("list_size", one.name, words)
    for name, times in Counter(choice.name for choice in one.choices).items():
        if times > 1:
            words = f"The list “{one.name}” has “{name}” {times} times."
            yield Fault("choice_twice", one.name, words)
        if not CHOICE_NAME.fullmatch(name):
            words = (
                f"“{name}” in the list “{one.name}” is no name: it must have no spaces or commas."
            )
            yield Fault("bad_choice", one.name, words)


def _section(instrument: Instrument, section: Section) -> Iterator[Fault]:
    yield from _expression(instrument, section.key, "relevant", section.relevant)
    yield from _expression(instrument, section.key, "times", section.times)
    yield from _slots(instrument, section.key, "intro", section.intro)
    if section.times and not section.repeats:
        words = "It says how many times, but not that it repeats."
        yield Fault("times_without_repeat", section.key, words, "times")


def _question(instrument: Instrument, question: Question) -> Iterator[Fault]:
    for name in _EXPRESSIONS:
        yield from _expression(instrument, question.key, name, getattr(question, name))
    for name in ("label", "hint"):
        yield from _slots(instrument, question.key, name, getattr(question, name))
    yield from _measured(instrument, question)
    if question.kind is Kind.CALCULATED and not question.calculation:
        yield Fault("no_calculation", question.key, "It has nothing to work out.", "calculation")
    elif question.kind is not Kind.CALCULATED and not question.label.strip():
        yield Fault("no_label", question.key, "It has no words: write the question.", "label")
    yield from _chosen(instrument, question)


def _chosen(instrument: Instrument, question: Question) -> Iterator[Fault]:
    choices = instrument.choices_of(question)
    if question.kind in CHOSEN and not choices:
        words = f"There is no list “{question.choices}” to choose from."
        yield Fault("no_list", question.key, words, "choices")
    levels = [one.level for one in choices if one.level is not None]
    if question.kind is Kind.SCALE and choices and len(set(levels)) < 2:
        words = "A scale needs answers with at least two levels."
        yield Fault("no_levels", question.key, words, "choices")
    if question.default:
        refusal = clean(question, question.default, choices).refusal
        if refusal:
            yield Fault("bad_default", question.key, refusal.words, "default")


def _measured(instrument: Instrument, question: Question) -> Iterator[Fault]:
    if question.area and question.area not in instrument.areas:
        words = f"There is no area “{question.area}” in this instrument."
        yield Fault("no_area", question.key, words, "area")
    kinds = MEASURED.get(question.measure)
    if kinds and question.kind not in kinds:
        words = f"A question of the kind “{question.kind}” cannot measure “{question.measure}”."
        yield Fault("bad_measure", question.key, words, "measure")
    if question.per and question.per not in {one.key for one in instrument.questions()}:
        yield Fault("no_such_question", question.key, f"There is no “{question.per}”.", "per")


def _expression(instrument: Instrument, key: str, field: str, text: str) -> Iterator[Fault]:
    if not text:
        return
    try:
        expression = parse(text, columns=field == "choice_filter")
    except Malformed as error:
        yield Fault("malformed", key, str(error), field)
        return
    for name in expression.unknown:
        yield Fault("unknown_function", key, f"The function {name}() is not known here.", field)
    for ref in sorted(expression.refs - _known(instrument)):
        yield Fault("no_such_question", key, f"It speaks of “{ref}”, which is not there.", field)
    yield from _patterns(expression, key, field)


def _patterns(expression: Expression, key: str, field: str) -> Iterator[Fault]:
    for node in nodes_in(expression.root):
        if isinstance(node, Call) and node.name == "regex" and isinstance(node.given[1], Text):
            try:
                check_pattern(node.given[1].value)
            except PatternRefused as error:
                yield Fault("bad_pattern", key, str(error), field)


def _slots(instrument: Instrument, key: str, field: str, text: str) -> Iterator[Fault]:
    for name in sorted(slots(text) - _known(instrument)):
        yield Fault("no_such_question", key, f"It quotes “{name}”, which is not there.", field)


def _known(instrument: Instrument) -> set[str]:
    repeats = {one.key for one in instrument.sections if one.repeats}
    return repeats | {one.key for one in instrument.questions()}


def _circles(instrument: Instrument) -> Iterator[Fault]:
    try:
        order_of(instrument)
    except Circular as error:
        yield Fault("circular", error.keys[0], str(error))


MEASURED: dict[Measure, frozenset[Kind]] = {
    Measure.NEED: frozenset({Kind.SCALE}),
    Measure.STRENGTH: frozenset({Kind.SCALE}),
    Measure.POST: frozenset({Kind.ONE, Kind.SCALE}),
    Measure.COST: frozenset({Kind.MONEY}),
    Measure.SATISFACTION: frozenset({Kind.SCALE}),
    Measure.INTEREST: frozenset({Kind.ONE, Kind.SCALE}),
    Measure.OFFER: frozenset({Kind.SEVERAL, Kind.TEXT}),
    Measure.BASELINE: frozenset({Kind.ONE}),
    Measure.RENEWAL: frozenset({Kind.DATE}),
    Measure.SIZE: frozenset({Kind.WHOLE}),
    Measure.HOPE: frozenset({Kind.LONG_TEXT}),
    Measure.FEAR: frozenset({Kind.LONG_TEXT}),
}
