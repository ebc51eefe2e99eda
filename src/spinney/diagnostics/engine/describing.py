"""An instrument as people read it: each question in plain words, who sees it, and when it is asked.

>>> from spinney.diagnostics.engine.definition import Section
>>> has = Question("staff", Kind.WHOLE, "How many staff?", required=True)
>>> described(Instrument("i", "I", sections=(Section("s", "S", (has,)),)))[0].questions[0].answer
'A whole number'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spinney.diagnostics.engine.choice_lines import lines_of_choices
from spinney.diagnostics.engine.comparing import Comparison, Likeness
from spinney.diagnostics.engine.definition import (
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.ordering import refs_of
from spinney.diagnostics.engine.saying import condition_words
from spinney.diagnostics.engine.wording import with_names

KINDS: dict[Kind, str] = {
    Kind.TEXT: "A few words",
    Kind.LONG_TEXT: "Some sentences",
    Kind.WHOLE: "A whole number",
    Kind.DECIMAL: "A number, perhaps with a decimal",
    Kind.MONEY: "An amount in pounds",
    Kind.DATE: "A date",
    Kind.ONE: "One answer from a list",
    Kind.SEVERAL: "One or more answers from a list",
    Kind.SCALE: "One answer on a scale",
    Kind.NOTE: "Words to read, with nothing to answer",
    Kind.CALCULATED: "Worked out from other answers",
}
MEASURES: dict[Measure, str] = {
    Measure.NONE: "Nothing in particular",
    Measure.NEED: "How much help is needed",
    Measure.STRENGTH: "How strong it is",
    Measure.POST: "Whether somebody is employed for it",
    Measure.COST: "What it costs in a year",
    Measure.SATISFACTION: "How satisfied it is with what it has",
    Measure.INTEREST: "Whether it would share",
    Measure.OFFER: "What it could offer others",
    Measure.BASELINE: "Whether a thing that everybody should have is there",
    Measure.RENEWAL: "When a contract or licence ends",
    Measure.SIZE: "How big it is",
    Measure.HOPE: "A hope",
    Measure.FEAR: "A fear",
}
SHOWN: dict[Shown, str] = {
    Shown.GROUP: "The group sees what is put together from it",
    Shown.FACILITATOR: "Only the facilitator sees it",
    Shown.OWN: "Nobody else sees it: it only steers what is asked next",
}


@dataclass(frozen=True)
class DescribedQuestion:
    """One question in words, other questions by their labels. `number` counts through the
    instrument; 0 for words to read.
    """

    question: Question
    number: int
    answer: str
    choices: tuple[str, ...] = ()
    shown: str = ""
    measure: str = ""
    area: str = ""
    only_if: str = ""
    limits: str = ""
    worked_out: str = ""
    label: str = ""
    hint: str = ""

    @property
    def key(self) -> str:
        return self.question.key


@dataclass(frozen=True)
class DescribedSection:
    """A section in words."""

    section: Section
    only_if: str = ""
    repeats: str = ""
    questions: tuple[DescribedQuestion, ...] = field(default=())
    intro: str = ""

    @property
    def key(self) -> str:
        return self.section.key


def described(instrument: Instrument) -> tuple[DescribedSection, ...]:
    """Every section with its questions, in order."""
    number = 0
    found = []
    for section in instrument.sections:
        questions = []
        for question in section.questions:
            asks = question.kind not in (Kind.NOTE, Kind.CALCULATED)
            number += asks
            questions.append(_question(instrument, question, number if asks else 0))
        only_if = with_names(instrument, condition_words(instrument, section.relevant))
        repeats = _repeats(instrument, section)
        intro = with_names(instrument, section.intro)
        found.append(DescribedSection(section, only_if, repeats, tuple(questions), intro))
    return tuple(found)


def _repeats(instrument: Instrument, section: Section) -> str:
    if not section.repeats:
        return ""
    thing = section.each or section.title.lower()
    return f"Asked again for each {thing}, up to {section.repeats} times"


def _question(instrument: Instrument, question: Question, number: int) -> DescribedQuestion:
    choices = instrument.choices_of(question)
    unmeasured = question.measure is Measure.NONE
    typed = question.kind not in (Kind.NOTE, Kind.CALCULATED)
    return DescribedQuestion(
        question,
        number,
        KINDS[question.kind],
        tuple(with_names(instrument, one.label) for one in choices),
        SHOWN[question.shown] if typed or question.shown is not Shown.GROUP else "",
        "" if unmeasured else MEASURES[question.measure],
        instrument.areas.get(question.area, question.area),
        with_names(instrument, condition_words(instrument, question.relevant)),
        with_names(instrument, limit_words(instrument, question)),
        with_names(instrument, _worked_out(instrument, question)),
        with_names(instrument, question.label),
        with_names(instrument, question.hint),
    )


def _worked_out(instrument: Instrument, question: Question) -> str:
    """From which answers something is worked out; the expression, where it speaks of none."""
    refs = refs_of(question.calculation)
    asked = [one for one in instrument.questions() if one.key in refs]
    if not asked:
        return question.calculation
    return "from " + ", ".join(f"“{one.label or one.key}”" for one in asked)


_LIMITS = re.compile(
    r"(?:\.\s*>=\s*(?P<least>-?\d+(?:\.\d+)?))?\s*(?:and)?\s*"
    r"(?:\.\s*<=\s*(?P<most>-?\d+(?:\.\d+)?))?"
)


def limits_of(constraint: str) -> tuple[str, str] | None:
    """The least and the most that a constraint allows; None where it is more than that.

    >>> limits_of(". >= 0 and . <= 500"), limits_of(". != 3")
    (('0', '500'), None)
    """
    found = _LIMITS.fullmatch(constraint.strip())
    return (found["least"] or "", found["most"] or "") if found else None


_IN_STEPS = re.compile(
    r"(?P<limits>.+)\s+and\s+\(\.\s*-\s*(?P<start>-?[\d.]+)\)\s*mod\s*(?P<step>[\d.]+)\s*=\s*0"
)


def _steps_of(constraint: str) -> tuple[str, str]:
    """A slider's rule as its limits and its steps; the rule itself and "" for any other.

    >>> _steps_of(". >= 0 and . <= 100 and (. - 0) mod 10 = 0")
    ('. >= 0 and . <= 100', '10')
    """
    found = _IN_STEPS.fullmatch(constraint.strip())
    limits = limits_of(found["limits"]) if found else None
    if not found or not limits or limits[0] != found["start"]:
        return constraint, ""
    return found["limits"], found["step"]


def limit_words(instrument: Instrument, question: Question) -> str:
    """What the answer to a question must be, in words; "" for anything.

    >>> limit_words(Instrument("i", "I"), Question("q", Kind.WHOLE, "Q", constraint=". <= 5000"))
    'at most 5,000'
    >>> rule = ". >= 0 and . <= 9 and (. - 0) mod 3 = 0"
    >>> limit_words(Instrument("i", "I"), Question("q", Kind.WHOLE, "Q", constraint=rule))
    'from 0 to 9 in steps of 3'
    """
    if question.constraint_message:
        return question.constraint_message
    constraint, step = _steps_of(question.constraint)
    limits = limits_of(constraint)
    if limits is None:
        return condition_words(instrument, question.constraint)
    least, most = (f"{float(one):,.10g}" if one else "" for one in limits)
    if least and most:
        words = f" in steps of {float(step):,.10g}" if step else ""
        return f"from {least} to {most}{words}"
    return f"at least {least}" if least else f"at most {most}" if most else ""


# What changed ----------------------------------------------------------------------------------

_REASONS = {
    "kind": "another kind of answer",
    "place": "asked in another part",
    "measure": "it measures something else",
    "calculation": "worked out in another way",
    "choices_gone": "some answers can no longer be chosen",
    "levels": "the levels of its answers changed",
    "words": "other words",
    "hint": "another hint",
    "choices_added": "more answers to choose from",
    "choices_reworded": "answers in other words",
    "condition": "asked under another condition",
    "limits": "other limits",
}


@dataclass(frozen=True)
class Difference:
    """What became of one question from one version to the next, in words."""

    label: str
    what: str
    comparable: bool


def differences(pair: Comparison) -> tuple[Difference, ...]:
    """All questions that are not as they were, in words."""
    found = []
    for one in pair.questions:
        if one.likeness is Likeness.SAME:
            continue
        side = pair.old if one.likeness is Likeness.REMOVED else pair.new
        question = side.question(one.key)
        reasons = ", ".join(_REASONS[reason] for reason in one.reasons)
        what = {
            Likeness.ADDED: "New",
            Likeness.REMOVED: "No longer asked",
            Likeness.REWORDED: f"Changed: {reasons}. Answers can still be compared",
            Likeness.CHANGED: f"Changed: {reasons}. Answers cannot be compared with earlier ones",
        }[one.likeness]
        found.append(Difference(question.label or question.key, what, one.comparable))
    return tuple(found)


def summary_of(found: tuple[Difference, ...]) -> str:
    """The differences in one line, as a first proposal of what changed.

    >>> summary_of((Difference("Staff?", "New", False),))
    '1 new'
    """
    new = sum(one.what == "New" for one in found)
    gone = sum(one.what == "No longer asked" for one in found)
    parts = [(new, "new"), (gone, "no longer asked"), (len(found) - new - gone, "changed")]
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def choice_lines(instrument: Instrument, question: Question) -> str:
    """The choices of a question as its author types them."""
    return lines_of_choices(instrument.choices_of(question))
