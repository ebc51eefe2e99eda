"""Answers that a program gives, held to what the pages hold people to; and what it is asked.

They come as they are kept (`Kind`), so nothing is read out of them: what does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import rounds_key
from spinney.diagnostics.engine.walking import is_blank
from spinney.diagnostics.queries.answers import Desk, walk_again


@dataclass(frozen=True)
class AskedNow:
    """A question that is asked, given the answers so far; `choices` are names and labels."""

    key: str
    section: str
    kind: str
    label: str
    hint: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    answer: Value


def asked_now(desk: Desk) -> list[AskedNow]:
    """Everything that takes an answer, in the order of the survey."""
    return [
        AskedNow(
            one.key,
            page.section.title,
            str(one.question.kind),
            one.label,
            one.hint,
            one.question.required,
            tuple((choice.name, choice.label) for choice in one.choices),
            one.answer,
        )
        for page in desk.way.pages
        for one in page.asked
        if one.takes_answer
    ]


def given_for(desk: Desk, answers: Mapping[str, Value], *, today: date) -> Given:
    """Answers as they can be saved: all of them, or BadInput that names what does not fit. Which
    questions are asked is worked out with all of them, whatever their order.
    """
    if not answers:
        raise BadInput("There is no answer in it.", {"answers": ["Send at least one answer."]})
    repeats = {rounds_key(one.key): one.repeats for one in desk.instrument.sections if one.repeats}
    rounds = {key: answers[key] for key in answers if key in repeats}
    wrong = {
        key: [f"Give a whole number from 0 to {repeats[key]}."]
        for key, value in rounds.items()
        if not isinstance(value, int) or not 0 <= value <= repeats[key]
    }
    if not wrong:
        wrong = _wrong(desk, answers, set(rounds), today)
    if wrong:
        raise BadInput("Some of the answers do not fit. Nothing was saved.", wrong)
    return Given({key: None if is_blank(value) else value for key, value in answers.items()})


def _wrong(
    desk: Desk, answers: Mapping[str, Value], rounds: set[str], today: date
) -> dict[str, list[str]]:
    way = walk_again(desk, dict(answers), today=today)
    asked = {one.key for page in way.pages for one in page.asked if one.takes_answer}
    known = {one.key for one in desk.instrument.questions() if one.kind is not Kind.NOTE}
    wrong = {}
    not_now = "This is not asked, given the other answers."
    for key in answers.keys() - asked - rounds:
        plain = key.rpartition(".")[2]
        wrong[key] = [not_now if plain in known else "The survey has no such question."]
    unfit = wrongs_of(way, required=False)
    return wrong | {one.key: [one.words] for one in unfit if one.key in answers}


def in_the_way(desk: Desk) -> dict[str, list[str]]:
    """What still needs an answer, or another one, before anything can be sent."""
    return {one.key: [one.words] for one in wrongs_of(desk.way)}
