"""What somebody typed, into a form or a cell, made into an answer, or refused with the reason.

Nothing is guessed: "3/26" is no date, "1.200,50" no amount, "Y" no choice of a list without it.

    >>> clean(Question("c", Kind.MONEY, "Cost"), "£1,200.50").answer
    120050
    >>> clean(Question("d", Kind.DATE, "When"), "12/3/2026").answer
    '2026-03-12'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money
from spinney.diagnostics.engine.definition import Choice, Kind, Question
from spinney.diagnostics.engine.places import Answer

SHORT, LONG = 500, 10_000
"""Most characters of a TEXT and of a LONG_TEXT."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_WHOLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.0+)?")
_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,9})?|-?\.\d{1,9}")
_NUMBERS = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{4})")
_MOST_PENCE = 10**13


@dataclass(frozen=True)
class Refusal:
    """Why something typed is no answer: a code for programs, words for people."""

    code: str
    words: str


@dataclass(frozen=True)
class Cleaned:
    """An answer, None for a blank, or else why there is none."""

    answer: Answer = None
    refusal: Refusal | None = None


class _Refused(Exception):
    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def clean(
    question: Question, typed: str | Sequence[str], choices: Sequence[Choice] = ()
) -> Cleaned:
    """Make an answer of what was typed (or ticked: several texts) for a question.

    `choices` are those offered; a choice is known by its name or its words, whatever the case.
    Blank is an answer of None: whether it may stay blank is for `checking` to say.
    """
    texts = [typed] if isinstance(typed, str) else list(typed)
    texts = [text for one in texts if (text := _tidy(one))]
    if not texts or question.kind not in _READ:
        return Cleaned()
    try:
        if question.kind is Kind.SEVERAL:
            return Cleaned(_several(texts, choices))
        if len(texts) > 1:
            raise _Refused("one_only", "Give one answer.")
        return Cleaned(_READ[question.kind](texts[0], choices))
    except _Refused as refused:
        return Cleaned(None, Refusal(refused.code, refused.words))


def _tidy(text: str) -> str:
    """Without what nobody sees: NULs and other control characters, spaces round it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    kept = (c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _text(text: str, choices: Sequence[Choice]) -> str:
    line = " ".join(text.split())
    if len(line) > SHORT:
        raise _Refused("too_long", f"Keep this to {SHORT} characters: you wrote {len(line):,}.")
    return line


def _long_text(text: str, choices: Sequence[Choice]) -> str:
    if len(text) > LONG:
        raise _Refused("too_long", f"Keep this to {LONG:,} characters: you wrote {len(text):,}.")
    return text


def _whole(text: str, choices: Sequence[Choice]) -> int:
    if not _WHOLE.fullmatch(text):
        raise _Refused("not_whole", f"“{_short(text)}” is not a whole number. Write it like 12.")
    return int(text.partition(".")[0].replace(",", ""))


def _decimal(text: str, choices: Sequence[Choice]) -> str:
    if not _DECIMAL.fullmatch(text):
        raise _Refused("not_a_number", f"“{_short(text)}” is not a number. Write it like 2.5.")
    whole, _, part = text.replace(",", "").partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    number = f"{whole.lstrip('0') or '0'}.{part.rstrip('0')}".rstrip(".")
    return number if number == "0" else sign + number


def _money(text: str, choices: Sequence[Choice]) -> int:
    try:
        pence = Money.parse(text).pence
    except BadInput as error:
        said = f"“{_short(text)}” is not an amount in pounds. Write it like 15,000 or 12.50."
        raise _Refused("not_money", said) from error
    if pence < 0:
        raise _Refused("negative", "An amount cannot be less than nought.")
    if pence > _MOST_PENCE:
        raise _Refused("too_big", "That is more than £100,000,000,000. Check the noughts.")
    return pence


def _date(text: str, choices: Sequence[Choice]) -> str:
    plain = " ".join(text.lower().split())
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMBERS, (4, 3, 1)), (_IN_WORDS, (3, 2, 1))):
        match = pattern.fullmatch(plain)
        if match:
            return _day(text, *(match[at] for at in order))
    raise _Refused(
        "not_a_date",
        f"“{_short(text)}” is not a date we can be sure of. Write day, month and the year in"
        " full, like 12 March 2026 or 12/3/2026.",
    )


def _day(text: str, year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError as error:
        said = f"There is no day “{_short(text)}”. Write the day first, then the month."
        raise _Refused("no_such_day", said) from error


def _choice(text: str, choices: Sequence[Choice]) -> str:
    name = _named(text, choices)
    if name is None:
        raise _Refused("not_a_choice", _one_of(text, choices))
    return name


def _several(texts: Sequence[str], choices: Sequence[Choice]) -> Answer:
    chosen: list[str] = []
    for text in texts:
        name = _named(text, choices)
        chosen += [name] if name is not None else _listed(text, choices)
    order = {one.name: at for at, one in enumerate(choices)}
    return sorted(set(chosen), key=lambda name: order[name])


def _listed(text: str, choices: Sequence[Choice]) -> list[str]:
    """Several choices in one text, with semicolons, new lines or else commas between them."""
    for mark in (r"[;\n|]", ","):
        parts = [part.strip() for part in re.split(mark, text) if part.strip()]
        names = [_named(part, choices) for part in parts]
        found = [name for name in names if name is not None]
        if len(found) == len(parts) and parts:
            return found
    semicolons = [part.strip() for part in re.split(r"[;\n|]", text) if part.strip()]
    wrong = next((one for one in semicolons if _named(one, choices) is None), text)
    raise _Refused("not_a_choice", _one_of(wrong, choices))


def _named(text: str, choices: Sequence[Choice]) -> str | None:
    """The choice that is meant: its name as it stands, else its name or words in any case."""
    if any(one.name == text for one in choices):
        return text
    said = _plain(text)
    for words in (
        {one.name: one.label for one in choices},
        {one.name: one.name for one in choices},
    ):
        found = {name for name, label in words.items() if _plain(label) == said}
        if len(found) == 1:
            return found.pop()
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).rstrip(".")


def _one_of(text: str, choices: Sequence[Choice]) -> str:
    labels = [one.label for one in choices]
    shown = "; ".join(labels[:12]) + ("; …" if len(labels) > 12 else "")
    return f"“{_short(text)}” is not one of the answers. Choose from: {shown}."


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_READ: dict[Kind, Callable[[str, Sequence[Choice]], Answer]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.ONE: _choice,
    Kind.SCALE: _choice,
    Kind.SEVERAL: _choice,
}
