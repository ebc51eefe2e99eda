"""What differs between two states of an agreement: clauses added, left out, moved and changed word
by word; terms stated otherwise. Pure.

    >>> before = Content("", "", "Rules", (Clause("pay", "Pay", "The lead pays each month."),))
    >>> after = before.with_clause(Clause("pay", "Pay", "The host pays each month."))
    >>> found = differences(before, after)
    >>> [(one.kind.value, one.words) for one in found.clauses[0].text]
    [('same', 'The '), ('out', 'lead'), ('in', 'host'), ('same', ' pays each month.')]
    >>> found.applied_to(before) == after, found.taken_from(after) == before
    (True, True)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from spinney.agreements.engine.content import Clause, Content

Json = Any
_TOKENS = re.compile(r"\{\w+\}|\w+(?:[’'-]\w+)*|\s+|[^\w\s]")


class Kind(StrEnum):
    """What became of some words, or of a clause."""

    SAME = "same"
    IN = "in"
    OUT = "out"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came in, or went out."""

    kind: Kind
    words: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class ClauseDifference:
    """What became of one clause. `kind` SAME with `moved`: it only stands elsewhere. `heading` and
    `text` are its words piece by piece; `before` and `after` the rest of it (None: not there).
    """

    key: str
    kind: Kind
    moved: bool
    heading: Pieces
    text: Pieces
    before: Clause | None
    after: Clause | None


@dataclass(frozen=True)
class TermDifference:
    """A term stated otherwise; None: not stated."""

    key: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Differences:
    """Everything that differs. `clauses` stand in the order of the later state, each that was left
    out after the one that it followed. `frame` holds the rest (title, answers…) as it was and is.
    """

    title: Pieces
    clauses: tuple[ClauseDifference, ...]
    terms: tuple[TermDifference, ...]
    frame: tuple[Content, Content]
    order: tuple[str, ...]

    @property
    def changed_clauses(self) -> tuple[ClauseDifference, ...]:
        """Those that are not as they were, or not where they were."""
        return tuple(one for one in self.clauses if one.kind != Kind.SAME or one.moved)

    @property
    def are_none(self) -> bool:
        """Whether nothing differs that anybody would read."""
        return not (self.changed_clauses or self.terms or any_change(self.title))

    def applied_to(self, before: Content) -> Content:
        """The later state, from the earlier one."""
        kept = {one.key: one for one in before.clauses}
        clauses = tuple(
            kept[one.key] if one.after is None or one.kind == Kind.SAME else _rebuilt(one, Kind.IN)
            for one in self.clauses
            if one.kind != Kind.OUT
        )
        return self._framed(self.frame[1], before, clauses, {t.key: t.after for t in self.terms})

    def taken_from(self, after: Content) -> Content:
        """The earlier state, from the later one."""
        kept = {one.key: one for one in after.clauses}
        by_key = {one.key: one for one in self.clauses}
        clauses = tuple(
            kept[key] if by_key[key].kind == Kind.SAME else _rebuilt(by_key[key], Kind.OUT)
            for key in self.order
        )
        return self._framed(self.frame[0], after, clauses, {t.key: t.before for t in self.terms})

    def _framed(
        self,
        frame: Content,
        start: Content,
        clauses: tuple[Clause, ...],
        terms: Mapping[str, Json],
    ) -> Content:
        stated = dict(start.terms) | dict(terms)
        return replace(
            frame,
            clauses=clauses,
            terms={key: value for key, value in stated.items() if value is not None},
        )


def _rebuilt(one: ClauseDifference, side: Kind) -> Clause:
    rest = one.after if side == Kind.IN else one.before
    assert rest is not None  # noqa: S101  (there is a clause on the side that is asked for)
    return replace(rest, heading=said(one.heading, side), text=said(one.text, side))


def said(pieces: Iterable[Piece], side: Kind) -> str:
    """The words of one side: Kind.IN the later, Kind.OUT the earlier."""
    return "".join(one.words for one in pieces if one.kind in (Kind.SAME, side))


def any_change(pieces: Iterable[Piece]) -> bool:
    """Whether any words came in or went out."""
    return any(one.kind != Kind.SAME for one in pieces)


def word_differences(before: str, after: str) -> Pieces:
    """Two texts word by word. Words that stay between two changes, and are only spaces, count as
    changed with them, so that whole phrases are shown.

    >>> [one.words for one in word_differences("one two three", "one 2 3")]
    ['one ', 'two three', '2 3']
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(_joined((tag, "".join(old[a:b]), "".join(new[c:d])) for tag, a, b, c, d in steps))


def _joined(steps: Iterator[tuple[str, str, str]]) -> Iterator[Piece]:
    out = into = ""
    waiting = ""  # spaces after a change, which belong to it if another change follows
    for tag, old, new in steps:
        if tag == "equal" and (out or into) and old.isspace() and not waiting:
            waiting = old
            continue
        if tag == "equal":
            yield from _change(out, into)
            yield Piece(Kind.SAME, waiting + old)
            out = into = waiting = ""
            continue
        out, into, waiting = out + waiting + old, into + waiting + new, ""
    yield from _change(out, into)
    if waiting:
        yield Piece(Kind.SAME, waiting)


def _change(out: str, into: str) -> Iterator[Piece]:
    if out:
        yield Piece(Kind.OUT, out)
    if into:
        yield Piece(Kind.IN, into)


def clause_difference(
    before: Clause | None, after: Clause | None, *, moved: bool = False
) -> ClauseDifference:
    """What became of a clause. Raises ValueError when there is none on either side."""
    either = after or before
    if either is None:
        raise ValueError("There is no clause to compare.")
    if before is None:
        kind = Kind.IN
    elif after is None:
        kind = Kind.OUT
    else:
        kind = Kind.SAME if before == after else Kind.CHANGED
    heading = word_differences(before.heading if before else "", after.heading if after else "")
    text = word_differences(before.text if before else "", after.text if after else "")
    return ClauseDifference(either.key, kind, moved, heading, text, before, after)


def differences(before: Content, after: Content) -> Differences:
    """Everything that differs between two states of an agreement."""
    terms = sorted(before.terms.keys() | after.terms.keys())
    return Differences(
        title=word_differences(before.title, after.title),
        clauses=tuple(_clauses(before.clauses, after.clauses)),
        terms=tuple(
            TermDifference(key, before.terms.get(key), after.terms.get(key))
            for key in terms
            if before.terms.get(key) != after.terms.get(key)
        ),
        frame=(replace(before, clauses=()), replace(after, clauses=())),
        order=tuple(one.key for one in before.clauses),
    )


def _clauses(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[ClauseDifference]:
    was = {one.key: one for one in before}
    now = {one.key: one for one in after}
    moved = moved_keys([one.key for one in before], [one.key for one in after])
    gone = _left_out_after(before, now.keys())
    for one in gone.get("", ()):
        yield clause_difference(one, None)
    for clause in after:
        yield clause_difference(was.get(clause.key), clause, moved=clause.key in moved)
        for one in gone.get(clause.key, ()):
            yield clause_difference(one, None)


def _left_out_after(before: Sequence[Clause], kept: Iterable[str]) -> dict[str, list[Clause]]:
    """What was left out, by the key of the clause that stayed before it ("": none)."""
    stays, found, last = set(kept), dict[str, list[Clause]](), ""
    for clause in before:
        if clause.key in stays:
            last = clause.key
        else:
            found.setdefault(last, []).append(clause)
    return found


def moved_keys(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest keys that must have been moved to come from one order to the other.

    >>> sorted(moved_keys(["a", "b", "c", "d"], ["d", "a", "b", "c"]))
    ['d']
    """
    places = {key: at for at, key in enumerate(before)}
    common = [key for key in after if key in places]
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for number, key in enumerate(common):
        place = bisect_left(tails, places[key])
        links.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [places[key]]
        ends[place : place + 1] = [number]
    stayed = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        stayed.add(common[at])
        at = links[at]
    return frozenset(common) - stayed
