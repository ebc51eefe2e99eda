"""What follows from the answers so far: what is relevant, how many rounds, what is calculated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from spinney.diagnostics.engine.definition import Choice, Instrument, Kind, Question, Section
from spinney.diagnostics.engine.expressions import (
    Scope,
    Value,
    evaluate,
    number_of,
    parse,
    text_of,
    truth_of,
)
from spinney.diagnostics.engine.ordering import order_of
from spinney.diagnostics.engine.places import Answer, Answers, Place, rounds_key, split


@dataclass(frozen=True)
class State:
    """An instrument with answers, worked out for one day.

    `relevant` holds the keys of places and sections that are asked now; `texts` every relevant
    place's answer as expressions see it (money in pounds); `calculated` what calculations come
    to; `rounds` how many rounds each repeat has; `troubles` the expressions, by key, that could
    not be worked out: there a question is asked, an answer accepted, and nothing calculated.
    """

    instrument: Instrument
    answers: Answers
    today: date
    now: datetime | None = None
    relevant: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    calculated: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    questions: Mapping[str, tuple[Question, Section]] = field(default_factory=dict)

    def worth(self, expression: str, place: Place, this: str = "") -> Value | None:
        """What an expression comes to at a place; None where it cannot be worked out."""
        try:
            return evaluate(parse(expression), self.scope(place, this))
        except ValueError as error:
            self.troubles[place.key or place.section] = str(error)
            return None

    def says(self, expression: str, place: Place, this: str = "") -> bool:
        """Whether a condition holds; so does one that is empty or cannot be worked out."""
        worth = self.worth(expression, place, this) if expression else None
        return worth is None or truth_of(worth)

    def scope(self, place: Place, this: str = "") -> Scope:
        """What an expression sees from a place."""
        return Scope(
            today=self.today,
            now=self.now,
            this=this,
            position=place.round,
            nodes=lambda key: self._nodes(key, place),
            every=lambda key: self._every(key),
            label=self._label,
        )

    def places(self, question: Question, section: Section) -> tuple[Place, ...]:
        """Where a question stands now: once, or in every round."""
        if not section.repeats:
            return (Place(section.key, question.key),)
        rounds = self.rounds.get(section.key, 0)
        return tuple(Place(section.key, question.key, at) for at in range(1, rounds + 1))

    def choices(self, question: Question, place: Place) -> tuple[Choice, ...]:
        """The choices offered at a place, after the question's filter."""
        every = self.instrument.choices_of(question)
        if not question.choice_filter:
            return every
        scope = self.scope(place)
        try:
            expression = parse(question.choice_filter, columns=True)
            return tuple(
                choice for choice in every if truth_of(evaluate(expression, _seeing(scope, choice)))
            )
        except ValueError as error:
            self.troubles[place.key] = str(error)
            return every

    def _nodes(self, key: str, place: Place) -> tuple[str, ...]:
        if key in self.sections:
            return tuple(str(at) for at in range(1, self.rounds.get(key, 0) + 1))
        found = self.questions.get(key)
        if found is None or not found[1].repeats:
            return (self.texts.get(key, ""),)
        if found[1].key == place.section and place.round:
            return (self.texts.get(Place(place.section, key, place.round).key, ""),)
        keys = (at.key for at in self.places(*found))
        return tuple(self.texts.get(one, "") for one in keys if one in self.relevant)

    def _every(self, key: str) -> tuple[str, ...]:
        found = self.questions.get(key)
        if found is None or not found[1].repeats:
            return self._nodes(key, Place("", ""))
        return tuple(self.texts.get(place.key, "") for place in self.places(*found))

    def _label(self, key: str, name: str) -> str:
        found = self.questions.get(key)
        choices = self.instrument.choices_of(found[0]) if found else ()
        return next((one.label for one in choices if one.name == name), "")


def work_out(
    instrument: Instrument, answers: Answers, *, today: date, now: datetime | None = None
) -> State:
    """Everything that follows from the answers. Raises Circular."""
    sections = {one.key: one for one in instrument.sections}
    questions = {
        one.key: (one, section) for section in sections.values() for one in section.questions
    }
    state = State(instrument, answers, today, now, sections=sections, questions=questions)
    for key in order_of(instrument):
        if key in sections:
            _section(state, sections[key])
        else:
            _question(state, *questions[key])
    return state


def expression_text(question: Question, answer: Answer) -> str:
    """An answer as expressions see it: names of several choices with spaces between, money in
    pounds, nothing as "".

    >>> expression_text(Question("c", Kind.MONEY, "Cost"), 120050)
    '1200.5'
    """
    if answer is None:
        return ""
    if isinstance(answer, list):
        return " ".join(answer)
    if question.kind is Kind.MONEY and isinstance(answer, int):
        return text_of(answer / 100)
    return str(answer)


def _section(state: State, section: Section) -> None:
    place = Place(section.key, "")
    if not state.says(section.relevant, place):
        state.rounds[section.key] = 0
        return
    state.relevant.add(section.key)
    if section.repeats:
        state.rounds[section.key] = min(_rounds(state, section), section.repeats)


def _rounds(state: State, section: Section) -> int:
    if section.times:
        number = number_of(state.worth(section.times, Place(section.key, "")) or 0.0)
        return int(number) if 0 <= number < 10_000 else 0
    said = state.answers.get(rounds_key(section.key))
    if isinstance(said, int):
        return max(said, 0)
    return max([1, *_answered_rounds(state.answers, section.key)])


def _answered_rounds(answers: Answers, section: str) -> Iterator[int]:
    for key, answer in answers.items():
        named, at, _ = split(key)
        if named == section and answer is not None:
            yield at


def _question(state: State, question: Question, section: Section) -> None:
    if section.key not in state.relevant:
        return
    for place in state.places(question, section):
        if not state.says(question.relevant, place):
            continue
        state.relevant.add(place.key)
        if question.kind is Kind.CALCULATED:
            state.texts[place.key] = state.calculated[place.key] = _calculate(
                state, question, place
            )
        elif question.kind is not Kind.NOTE:
            state.texts[place.key] = expression_text(question, state.answers.get(place.key))


def _calculate(state: State, question: Question, place: Place) -> str:
    before = expression_text(question, state.answers.get(place.key))
    worth = state.worth(question.calculation, place, before)
    text = "" if worth is None else text_of(worth)
    return "" if text in ("NaN", "Infinity", "-Infinity") else text


def _seeing(scope: Scope, choice: Choice) -> Scope:
    columns = {"name": choice.name, "label": choice.label} | dict(choice.columns)
    return replace(scope, columns=columns)
