"""Which entry of the ledger a line of the bank is: proposals with their reasons. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

MOST_DAYS = 14
"""How far apart a line and its entry may lie: a cheque can wait for two weeks."""
MOST_PROPOSED = 3
NEAR_DAYS, MOST_ADDED = 5, 16
"""Lines that are proposed to be one entry together lie so near it, and are chosen from so many."""
_NOISE = frozenset((
    "the", "and", "of", "for", "to", "from", "in", "on", "ltd", "limited", "cio", "plc", "ref",
    "dd", "fpi", "fpo", "bgc", "bacs", "chq", "card", "payment", "paid", "payments", "invoice",
    "inv",     "transfer", "faster", "standing", "order", "direct", "debit", "credit",
))  # fmt: skip
_WORD = re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True)
class OpenLine:
    """A line of the bank that is no entry yet: `pence` above nought came in."""

    id: int
    day: date
    words: str
    pence: int


@dataclass(frozen=True)
class OpenEntry:
    """An entry that no line of the bank is yet: what it did to the bank, and all its words."""

    id: int
    day: date
    words: str
    pence: int


@dataclass(frozen=True)
class Proposal:
    """A line that may be an entry. The amount is always the same; `days` is how far apart they lie
    (above nought: the bank's is later), `shared` which words both have, `alone` whether no other
    line and no other entry comes into question, `best` whether each is the other's first choice.
    """

    line: int
    entry: int
    days: int
    shared: tuple[str, ...]
    alone: bool
    best: bool

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken without being looked at one by one: each other's first choice,
        and either the same words or nothing else that it could be.
        """
        return self.best and abs(self.days) <= 5 and (bool(self.shared) or self.alone)


def words_of(text: str) -> frozenset[str]:
    """The words by which two texts are compared.

    >>> sorted(words_of("FPO Hall hire LTD 12"))
    ['12', 'hall', 'hire']
    """
    return frozenset(_WORD.findall(text.casefold())) - _NOISE


def proposals(
    lines: Iterable[OpenLine], entries: Iterable[OpenEntry]
) -> Mapping[int, Sequence[Proposal]]:
    """For each line what it may be, the likeliest first, `MOST_PROPOSED` at the most."""
    by_pence: defaultdict[int, list[tuple[OpenEntry, frozenset[str]]]] = defaultdict(list)
    for one in entries:
        by_pence[one.pence].append((one, words_of(one.words)))
    found: dict[int, list[tuple[OpenEntry, int, tuple[str, ...]]]] = {}
    wanted: Counter[int] = Counter()
    firsts: dict[int, tuple[tuple[int, int, int], int]] = {}
    for line in lines:
        near = _near(line, by_pence.get(line.pence, ()))
        found[line.id] = near
        wanted.update(entry.id for entry, _, _ in near)
        for entry, days, shared in near:
            rank = (-len(shared), abs(days), line.id)
            if entry.id not in firsts or rank < firsts[entry.id][0]:
                firsts[entry.id] = rank, line.id
    return {
        line: [
            Proposal(
                line, entry.id, days, shared, len(near) == 1 and wanted[entry.id] == 1,
                place == 0 and firsts[entry.id][1] == line,
            )
            for place, (entry, days, shared) in enumerate(near[:MOST_PROPOSED])
        ]
        for line, near in found.items()
    }  # fmt: skip


def _near(
    line: OpenLine, entries: Sequence[tuple[OpenEntry, frozenset[str]]]
) -> list[tuple[OpenEntry, int, tuple[str, ...]]]:
    """The entries of the same amount near a line's day, those with most words in common first."""
    said = words_of(line.words)
    near = [
        (entry, days, tuple(sorted(said & words)))
        for entry, words in entries
        if abs(days := (line.day - entry.day).days) <= MOST_DAYS
    ]
    return sorted(near, key=lambda one: (-len(one[2]), abs(one[1]), one[0].id))


def adding_up(entry: OpenEntry, lines: Iterable[OpenLine]) -> tuple[int, ...]:
    """Two or more lines that came to what an entry did to the bank, from near its day and the same
    way; the fewest and the nearest. Nothing where none add up.

    >>> day = date(2026, 3, 12)
    >>> forties = [OpenLine(at, day, "Coming", -4_000) for at in (1, 2, 3)]
    >>> adding_up(OpenEntry(1, day, "Payments for attendance (3)", -12_000), forties)
    (1, 2, 3)
    """
    near = sorted(
        (
            one for one in lines
            if abs((one.day - entry.day).days) <= NEAR_DAYS and one.pence * entry.pence > 0
        ),
        key=lambda one: (abs((one.day - entry.day).days), one.id),
    )  # fmt: skip
    wanted = abs(entry.pence)
    ways: dict[int, tuple[int, ...]] = {0: ()}
    for one in near[:MOST_ADDED]:
        for sum_, ids in list(ways.items()):
            together = sum_ + abs(one.pence)
            known = ways.get(together)
            if together <= wanted and (known is None or len(ids) + 1 < len(known)):
                ways[together] = (*ids, one.id)
    found = ways.get(wanted, ())
    return found if len(found) > 1 else ()
