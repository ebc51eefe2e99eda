"""How long an instrument takes to answer, by a stated rule rather than by hope.

Each kind of question takes so many seconds, the words to read included; one that is asked only
under a condition counts half, and a repeat three rounds; each section's words take five seconds.
"""

from __future__ import annotations

import math

from spinney.diagnostics.engine.definition import Instrument, Kind, Question, Section

SECONDS: dict[Kind, int] = {
    Kind.ONE: 9,
    Kind.SCALE: 7,
    Kind.SEVERAL: 15,
    Kind.WHOLE: 12,
    Kind.DECIMAL: 15,
    Kind.DATE: 25,
    Kind.MONEY: 25,
    Kind.TEXT: 25,
    Kind.LONG_TEXT: 60,
    Kind.NOTE: 6,
    Kind.CALCULATED: 0,
}
INTRO_SECONDS, USUAL_ROUNDS = 5, 3


def minutes(instrument: Instrument) -> int:
    """Whole minutes that it takes, rounded up; at least one.

    >>> ask = Question("q", Kind.LONG_TEXT, "Why?")
    >>> minutes(Instrument("i", "I", sections=(Section("s", "S", (ask, ask)),)))
    3
    """
    seconds = sum(_section(section) for section in instrument.sections)
    return max(1, math.ceil(seconds / 60))


def _section(section: Section) -> float:
    each = sum(_question(question) for question in section.questions)
    rounds = min(USUAL_ROUNDS, section.repeats) if section.repeats else 1
    return (INTRO_SECONDS + rounds * each) * (0.5 if section.relevant else 1)


def _question(question: Question) -> float:
    return SECONDS[question.kind] * (0.5 if question.relevant else 1)
