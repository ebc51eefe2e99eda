"""Where an answer belongs: a question, and its round inside a repeat.

>>> Place("computers", "age", 2).key
'computers[2].age'
>>> split("computers[2].age"), split("staff"), split("computers[2]")
(('computers', 2, 'age'), ('', 0, 'staff'), ('computers', 2, ''))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spinney.diagnostics.engine.definition import Instrument, Question, Section

Answer = str | int | list[str] | None
Answers = Mapping[str, Answer]
"""Answers by key: "staff", "computers[2].age" (rounds count from 1), and "computers[]" for how
many rounds there are of a repeat that people add to."""

_KEY = re.compile(r"(?P<section>[^\[\]]+)\[(?P<round>[1-9]\d{0,3})\](?:\.(?P<question>[^\[\]]+))?")


@dataclass(frozen=True)
class Place:
    """A question where it is asked; `round` is 0 outside repeats."""

    section: str
    question: str
    round: int = 0

    @property
    def key(self) -> str:
        return f"{self.section}[{self.round}].{self.question}" if self.round else self.question


def split(key: str) -> tuple[str, int, str]:
    """A key taken apart: section, round, question; section "" and round 0 outside repeats."""
    match = _KEY.fullmatch(key)
    if match is None:
        return "", 0, key
    return match["section"], int(match["round"]), match["question"] or ""


def rounds_key(section: str) -> str:
    """The key under which answers keep how many rounds of a repeat there are."""
    return f"{section}[]"


def place_of(instrument: Instrument, key: str) -> Place:
    """The place of an answer's key. Raises KeyError for a key that the instrument has not."""
    named, at, question = split(key)
    section = instrument.section_of(question)
    if bool(section.repeats) != bool(at) or (named and named != section.key):
        raise KeyError(key)
    if at > section.repeats:
        raise KeyError(key)
    return Place(section.key, question, at)


@dataclass(frozen=True)
class Found:
    """A question with its section and place."""

    place: Place
    question: Question
    section: Section


def find(instrument: Instrument, key: str) -> Found:
    """What is asked under a key. Raises KeyError."""
    place = place_of(instrument, key)
    return Found(place, instrument.question(place.question), instrument.section_of(place.question))
