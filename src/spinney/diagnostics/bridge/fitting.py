"""From answers to needs and offers, and the words that a need and an offer have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spinney.diagnostics.engine.definition import Instrument, Kind, Measure
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.states import Area, ItemKind

#: From this step of a scale on, an answer is a need worth showing.
MUCH = 2

_WORD = re.compile(r"[a-z][a-z'’-]{3,}")
_PLAIN = frozenset(
    [
        "about",
        "also",
        "from",
        "have",
        "help",
        "help's",
        "ours",
        "over",
        "some",
        "that",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "what",
        "when",
        "where",
        "which",
        "with",
        "would",
        "your",
        "need",
        "needs",
        "offer",
        "offers",
        "someone",
        "somebody",
        "anything",
    ]
)


def in_common(one: str, other: str) -> list[str]:
    """The telling words that two texts share, plural or not, in the order of the first.

    >>> in_common("A van on Fridays", "Two vans, most Fridays, with a driver")
    ['fridays']
    >>> in_common("Help with payroll", "Payroll for up to 20 staff")
    ['payroll']
    """
    known = {_stem(word) for word in _words(other)}
    found = [word for word in _words(one) if _stem(word) in known]
    return list(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _PLAIN]


def _stem(word: str) -> str:
    return word.rstrip("s") if len(word) > 4 else word


@dataclass(frozen=True)
class Suggestion:
    """A need or an offer that an organisation's own answers speak of. `key` is the question's."""

    key: str
    kind: str
    area: str
    title: str
    level: int


def suggested(instrument: Instrument, values: Mapping[str, Value]) -> Iterator[Suggestion]:
    """What an organisation could show its cluster of what it answered: areas in which it needs
    much help, and what it wrote that it could offer.
    """
    for question in instrument.questions():
        value = values.get(question.key)
        area = question.area if question.area in Area.values else Area.OTHER.value
        if question.measure == Measure.NEED and question.kind == Kind.SCALE:
            level = {one.name: one.level or 0 for one in instrument.choices_of(question)}
            if (much := level.get(str(value), 0)) >= MUCH:
                title = f"Help with {Area(area).label[:1].lower()}{Area(area).label[1:]}"
                yield Suggestion(question.key, ItemKind.NEED, area, title, min(3, much))
        if question.measure == Measure.OFFER and question.kind in (Kind.TEXT, Kind.LONG_TEXT):
            if isinstance(value, str) and value.strip():
                title = " ".join(value.split())[:200]
                yield Suggestion(question.key, ItemKind.OFFER, area, title, 2)
