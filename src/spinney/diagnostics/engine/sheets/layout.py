"""What stands where in the spreadsheet: the columns, and one row for each place of a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spinney.diagnostics.engine.definition import Instrument, Kind, Question, Section
from spinney.diagnostics.engine.places import Place

COLUMNS = ("Code", "Question", "Hint", "Allowed answers", "Answer", "Comment")
CODE, QUESTION, HINT, ALLOWED, ANSWER, COMMENT = range(6)
HEADING_ROW = 4
STAMP = "Form"
USUAL_ROUNDS = 5
_ALLOWED = {
    Kind.TEXT: "A few words",
    Kind.LONG_TEXT: "Your own words",
    Kind.WHOLE: "A whole number, like 12",
    Kind.DECIMAL: "A number, like 2.5",
    Kind.MONEY: "An amount in pounds, like 15,000 or 12.50",
    Kind.DATE: "A date, like 12 March 2026",
}


@dataclass(frozen=True)
class Line:
    """One row to fill."""

    place: Place
    question: Question
    section: Section

    @property
    def words(self) -> str:
        """The question, with which thing it is about inside a repeat."""
        if not self.place.round:
            return self.question.label
        thing = self.section.each or self.section.title
        return f"{thing[:1].upper()}{thing[1:]} {self.place.round}: {self.question.label}"


def lines(instrument: Instrument, rounds: Mapping[str, int]) -> Iterator[Line | Section]:
    """The rows in order: each section, then its questions, for every round of a repeat.

    `rounds` says how many of each repeat; five, or as many as there may be, where it does not.
    """
    for section in instrument.sections:
        asked = [q for q in section.questions if q.kind not in (Kind.NOTE, Kind.CALCULATED)]
        if not asked:
            continue
        yield section
        usual = rounds.get(section.key, USUAL_ROUNDS)
        numbers = range(1, min(section.repeats, usual) + 1) if section.repeats else (0,)
        for number in numbers:
            for question in asked:
                yield Line(Place(section.key, question.key, number), question, section)


def allowed(instrument: Instrument, question: Question) -> str:
    """In words, what can be answered."""
    labels = "; ".join(one.label for one in instrument.choices_of(question))
    if question.kind is Kind.SEVERAL:
        return f"One or more, with ; between: {labels}"
    return f"One of: {labels}" if labels else _ALLOWED.get(question.kind, "")
