"""Choices as lines of text, as people write them: one to a line, with a word behind " = ".

A number is the level of a scale ("A lot = 3"), `meets` and `lacks` say whether the answer meets a
baseline, `alone` that it cannot be chosen beside others. A scale whose lines state no number counts
them from 0, lowest first.

    >>> [one.name for one in choices_of_lines("Yes = meets\\nNo, not yet = lacks", Kind.ONE)]
    ['yes', 'no_not_yet']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spinney.diagnostics.engine.definition import Choice, Kind

_MARKED = re.compile(r"(?P<label>.*\S)\s+=\s*(?P<mark>\d{1,3}|meets|lacks|alone)\s*", re.IGNORECASE)
_WORDS = {"meets": {"meets": True}, "lacks": {"meets": False}, "alone": {"exclusive": True}}


def lines_of_choices(choices: Iterable[Choice]) -> str:
    """The lines that give these choices back."""
    return "\n".join(one.label + _mark(one) for one in choices)


def _mark(choice: Choice) -> str:
    if choice.level is not None:
        return f" = {choice.level}"
    if choice.exclusive:
        return " = alone"
    return {True: " = meets", False: " = lacks", None: ""}[choice.meets]


def choices_of_lines(text: str, kind: Kind, before: Sequence[Choice] = ()) -> tuple[Choice, ...]:
    """The choices that lines give; empty lines are passed over.

    Names stay what they were `before` where the words are the same, or where a line of a list that
    is as long as it was has new words: so answers given under the older words stay comparable.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [_read(line) for line in lines]
    if kind is Kind.SCALE and all(one.level is None for one in read):
        read = [replace(one, level=at) for at, one in enumerate(read)]
    kept = {_plain(one.label): one for one in before}
    again = {_plain(one.label) for one in read}
    taken: set[str] = set()
    made = []
    for at, one in enumerate(read):
        old = kept.get(_plain(one.label))
        if old is None and len(before) == len(read) and _plain(before[at].label) not in again:
            old = before[at]
        name = old.name if old and old.name not in taken else name_from(one.label, taken)
        taken.add(name)
        one = replace(one, name=name, columns=old.columns if old else {})
        # Lines have room for one mark; what else the choice had stays as it was.
        if old is not None and one.level is not None:
            one = replace(one, meets=old.meets, exclusive=old.exclusive)
        made.append(one)
    return tuple(made)


def _read(line: str) -> Choice:
    found = _MARKED.fullmatch(line)
    if found is None:
        return Choice("", line)
    mark = found["mark"].lower()
    if mark.isdecimal():
        return Choice("", found["label"], level=int(mark))
    return Choice("", found["label"], **_WORDS[mark])  # type: ignore[arg-type]


def name_from(words: str, taken: Iterable[str], *, longest: int = 40) -> str:
    """A name made of words, that is not taken yet: letters, digits and _.

    >>> name_from("Staff & pay (HR)", {"staff_pay_hr"})
    'staff_pay_hr_2'
    """
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:longest].strip("_") or "one"
    if not plain[0].isalpha():
        plain = f"n_{plain}"
    used, name, at = set(taken), plain, 2
    while name in used:
        name, at = f"{plain}_{at}", at + 1
    return name


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
