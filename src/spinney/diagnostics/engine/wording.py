"""The words of a question and of its answer, as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from spinney.base.kernel.money import Money
from spinney.diagnostics.engine.definition import Choice, Instrument, Kind, Question
from spinney.diagnostics.engine.places import Answer, Place
from spinney.diagnostics.engine.working import State

_SLOT = re.compile(r"\$\{([^{}$]+)\}")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date) -> str:
    """
    >>> day_words(date(2026, 3, 12))
    '12 March 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def slots(text: str) -> frozenset[str]:
    """The questions whose answers a label, hint or intro quotes as `${key}`."""
    return frozenset(key.strip() for key in _SLOT.findall(text))


def filled(state: State, text: str, place: Place) -> str:
    """A label with the answers that it quotes; "…" where nothing is answered yet."""
    return _SLOT.sub(lambda match: _quoted(state, match[1].strip(), place), text)


def with_names(instrument: Instrument, text: str) -> str:
    """A text with the questions named whose answers it quotes, for whoever reads the questions
    before there are answers.

    >>> from spinney.diagnostics.engine.definition import Section
    >>> staff = Question("staff", Kind.WHOLE, "How many staff?")
    >>> with_names(Instrument("i", "I", sections=(Section("s", "S", (staff,)),)), "Of ${staff}?")
    'Of “How many staff?”?'
    """
    if "${" not in text:
        return text
    labels = {one.key: one.label for one in instrument.questions()}

    def name(match: re.Match[str]) -> str:
        key = match[1].strip()
        return f"“{_SLOT.sub('…', labels.get(key, '')) or key}”"

    return _SLOT.sub(name, text)


def without_slot(text: str, key: str) -> str:
    """A text that quotes "…" where it quoted the answer to `key`."""
    return _SLOT.sub(lambda match: "…" if match[1].strip() == key else match[0], text)


def _quoted(state: State, key: str, place: Place) -> str:
    found = state.questions.get(key)
    if found is None:
        return str(state.rounds[key]) if key in state.rounds else "…"
    question, section = found
    same = section.repeats and section.key == place.section
    at = Place(section.key, key, place.round if same else 0).key
    if question.kind is Kind.CALCULATED:
        return state.calculated.get(at, "") or "…"
    answer = state.answers.get(at) if at in state.relevant else None
    return answer_words(question, answer, state.instrument.choices_of(question)) or "…"


def answer_words(question: Question, answer: Answer, choices: Iterable[Choice]) -> str:
    """An answer in words; "" for none.

    >>> answer_words(Question("c", Kind.MONEY, "Cost"), 120050, ())
    '£1,200.50'
    """
    if answer is None or answer == "" or answer == []:
        return ""
    labels = {one.name: one.label for one in choices}
    if isinstance(answer, list):
        return ", ".join(labels.get(one, one) for one in answer)
    if question.kind is Kind.MONEY and isinstance(answer, int):
        return str(Money(answer))
    if question.kind is Kind.WHOLE and isinstance(answer, int):
        return f"{answer:,}"
    if question.kind is Kind.DATE:
        return _day(str(answer))
    return labels.get(str(answer), str(answer)) if labels else str(answer)


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text
