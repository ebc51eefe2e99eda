"""Whether answers fit what was asked: their shape, the choices offered, and constraints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.money import Money
from spinney.diagnostics.engine.cleaning import LONG, SHORT
from spinney.diagnostics.engine.definition import Choice, Instrument, Kind, Question
from spinney.diagnostics.engine.expressions import Malformed, parse
from spinney.diagnostics.engine.expressions.tree import Call, Itself, Negative, Node, Number, Two
from spinney.diagnostics.engine.expressions.values import text_of
from spinney.diagnostics.engine.places import Answer, Answers, find
from spinney.diagnostics.engine.walking import Asked, Walk, is_blank, walk
from spinney.diagnostics.engine.working import expression_text

_DECIMAL = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?")
_MOST = 10**13


@dataclass(frozen=True)
class Wrong:
    """What is wrong with the answer under a key: a code for programs, words for people."""

    key: str
    code: str
    words: str


def check_answer(
    instrument: Instrument, answers: Answers, key: str, answer: Answer, *, today: date
) -> tuple[Wrong, ...]:
    """What is wrong with one answer beside the others; nothing for a right one.

    A key that the instrument has not, or that is not asked now, is wrong too. Raises Circular.
    """
    try:
        find(instrument, key)
    except KeyError:
        return (Wrong(key, "unknown_question", "This form has no such question."),)
    way = walk(instrument, {**answers, key: answer}, today=today)
    asked = next((one for page in way.pages for one in page.asked if one.key == key), None)
    if asked is None or not asked.takes_answer:
        return (Wrong(key, "not_asked", "This is not asked, given your other answers."),)
    return tuple(_wrongs(way, asked))


def check_page(
    instrument: Instrument, answers: Answers, page: str, *, today: date
) -> tuple[Wrong, ...]:
    """What is wrong on one page, with the answers of the page among `answers`.

    Raises KeyError for a page that is not on the way, Circular.
    """
    way = walk(instrument, answers, today=today)
    found = way.page(page)
    if found is None:
        raise KeyError(page)
    return tuple(wrong for one in found.asked for wrong in _wrongs(way, one))


def check_all(
    instrument: Instrument, answers: Answers, *, today: date, required: bool = True
) -> tuple[Wrong, ...]:
    """What is wrong anywhere on the way; without `required`, blanks are let be."""
    return wrongs_of(walk(instrument, answers, today=today), required=required)


def wrongs_of(way: Walk, *, required: bool = True) -> tuple[Wrong, ...]:
    """What is wrong anywhere on a way that has been walked."""
    asked = (one for page in way.pages for one in page.asked)
    found = (wrong for one in asked for wrong in _wrongs(way, one))
    return tuple(wrong for wrong in found if required or wrong.code != "required")


def _wrongs(way: Walk, asked: Asked) -> Iterator[Wrong]:
    question, answer = asked.question, asked.answer
    if not asked.takes_answer:
        return
    if is_blank(answer):
        if question.required:
            yield Wrong(asked.key, "required", _wanted(question))
        return
    said = shape(question, answer, asked.choices)
    if said is not None:
        yield Wrong(asked.key, *said)
        return
    this = expression_text(question, answer)
    if question.constraint and not way.state.says(question.constraint, asked.place, this):
        yield Wrong(asked.key, "constraint", question.constraint_message or _limits(question))


def shape(question: Question, answer: Answer, choices: Iterable[Choice]) -> tuple[str, str] | None:
    """A code and words when an answer cannot be one of this kind of question, else None."""
    return _SHAPES[question.kind](answer, tuple(choices))


def _text(most: int) -> Callable[[Answer, tuple[Choice, ...]], tuple[str, str] | None]:
    def of(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
        if not isinstance(answer, str) or "\0" in answer:
            return "not_text", "Write this in words."
        return ("too_long", f"Keep this to {most:,} characters.") if len(answer) > most else None

    return of


def _whole(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    right = isinstance(answer, int) and not isinstance(answer, bool) and abs(answer) < _MOST
    return None if right else ("not_whole", "Write a whole number, like 12.")


def _decimal(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    right = isinstance(answer, str) and _DECIMAL.fullmatch(answer)
    return None if right else ("not_a_number", "Write a number, like 2.5.")


def _money(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    if _whole(answer, choices):
        return "not_money", "Write an amount in pounds, like 15,000 or 12.50."
    small = isinstance(answer, int) and answer < 0
    return ("negative", "An amount cannot be less than nought.") if small else None


def _date(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    try:
        right = isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        right = False
    return None if right else ("not_a_date", "Write a date, like 12 March 2026.")


def _one(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    if any(one.name == answer for one in choices):
        return None
    return "not_a_choice", "Choose one of the answers."


def _several(answer: Answer, choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    named = {one.name: one for one in choices}
    if not isinstance(answer, list) or not all(isinstance(n, str) and n in named for n in answer):
        return "not_a_choice", "Choose from the answers."
    if len(set(answer)) < len(answer):
        return "twice", "Each answer can be chosen once."
    alone = next((named[name] for name in answer if named[name].exclusive), None)
    if alone is not None and len(answer) > 1:
        return "exclusive", f"“{alone.label}” cannot stand beside other answers. Choose again."
    return None


_SHAPES: dict[Kind, Callable[[Answer, tuple[Choice, ...]], tuple[str, str] | None]] = {
    Kind.TEXT: _text(SHORT),
    Kind.LONG_TEXT: _text(LONG),
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.ONE: _one,
    Kind.SCALE: _one,
    Kind.SEVERAL: _several,
    Kind.NOTE: lambda answer, choices: ("not_asked", "This takes no answer."),
    Kind.CALCULATED: lambda answer, choices: ("not_asked", "This is worked out, not answered."),
}
_WANTED = {
    Kind.ONE: "Choose one of the answers.",
    Kind.SCALE: "Choose one of the answers.",
    Kind.SEVERAL: "Choose at least one of the answers.",
    Kind.DATE: "Give a date, like 12 March 2026.",
    Kind.MONEY: "Give an amount, like 15,000. If it is nothing, write 0.",
    Kind.WHOLE: "Give a number. If there are none, write 0.",
}


def _wanted(question: Question) -> str:
    return _WANTED.get(question.kind, "Answer this question before you go on.")


def _limits(question: Question) -> str:
    """Words for a constraint that is made of limits; plain ones for any other."""
    try:
        found = list(_bounds(parse(question.constraint).root, question.kind))
    except Malformed:
        found = []
    if not found or "" in found:
        return "This answer does not fit. Look at the question again."
    return f"This must be {' and '.join(found)}."


_SIGNS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}
_DATE_SIGNS = {">=": "no earlier than", ">": "after", "<=": "no later than", "<": "before"}


def _bounds(node: Node, kind: Kind) -> Iterator[str]:
    """Each limit of a chain of `. >= 0 and . <= 9` in words; "" for each part that is none."""
    if isinstance(node, Two) and node.sign == "and":
        yield from _bounds(node.left, kind)
        yield from _bounds(node.right, kind)
        return
    limit = ""
    if isinstance(node, Two) and node.sign in _SIGNS and isinstance(node.left, Itself):
        limit = _limit(node.right, kind)
    signs = _DATE_SIGNS if kind is Kind.DATE else _SIGNS
    yield f"{signs[node.sign]} {limit}" if limit and isinstance(node, Two) else ""


def _limit(node: Node, kind: Kind) -> str:
    if kind is Kind.DATE:
        is_today = isinstance(node, Call) and node.name == "today"
        return "today" if is_today else ""
    number = _constant(node)
    if number is None:
        return ""
    return str(Money(round(number * 100))) if kind is Kind.MONEY else text_of(number)


def _constant(node: Node) -> float | None:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negative) and isinstance(node.of, Number):
        return -node.of.value
    return None
