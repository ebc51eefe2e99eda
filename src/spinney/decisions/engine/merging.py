"""Two people write into one text at the same time, and neither loses a line. Pure.

What each changed in the text that both began from is put together line by line. Where both changed
the same lines, both ways of saying it stay, one below the other, for somebody to choose.

    >>> merged("One\\nTwo", mine="One\\nTwo\\nThree", theirs="Nought\\nOne\\nTwo").text
    'Nought\\nOne\\nTwo\\nThree'
    >>> merged("One", mine="One or two", theirs="One or three")
    Merged(text='One or three\\nOne or two', both_kept=True)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]
MOST_PAIRS = 30_000
MOST_LINES = 1_000
"""So many pairs of lines that are alike, and so many lines, are weighed against each other: a
second or two at the most. Of longer texts both stand, one below the other.
"""


@dataclass(frozen=True)
class Merged:
    """The text that came of it; `both_kept` where two ways of saying one thing stand in it."""

    text: str
    both_kept: bool = False


def merged(base: str, *, mine: str, theirs: str) -> Merged:
    """Put together what two people made of a text: `base` is what both began from, `theirs` is kept
    already, `mine` is new. Line ends are those of Unix.
    """
    base, mine, theirs = (_plain(one) for one in (base, mine, theirs))
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    began, first, second = (_lines(one) for one in (base, theirs, mine))
    found: list[str] = []
    both_kept = False
    for was, one, other in _chunks(began, first, second):
        if other in (was, one):
            found += one
        elif one == was:
            found += other
        else:
            there = set(one)
            kept = [line for line in other if line not in there]
            both_kept = both_kept or bool(kept and one)
            found += [*one, *kept]
    return Merged("\n".join(found), both_kept)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _chunks(
    began: Lines, first: Lines, second: Lines
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut where all agree: (what it was, in the first, in the second)."""
    if max(len(began), len(first), len(second)) > MOST_LINES:
        yield list(began), list(first), list(second)
        return
    at = in_first = in_second = 0
    to_first, to_second = _places(began, first), _places(began, second)
    for place in range(len(began)):
        if place not in to_first or place not in to_second:
            continue
        one, other = to_first[place], to_second[place]
        yield (
            list(began[at:place]), list(first[in_first:one]), list(second[in_second:other]),
        )  # fmt: skip
        yield [began[place]], [began[place]], [began[place]]
        at, in_first, in_second = place + 1, one + 1, other + 1
    yield list(began[at:]), list(first[in_first:]), list(second[in_second:])


def _places(began: Lines, now: Lines) -> dict[int, int]:
    """Where each line of the first text that is still there stands in the second. Where very many
    lines are alike, each is told from the others by how many came before it: to weigh all against
    all would take minutes.
    """
    here, there = Counter(began), Counter(now)
    pairs = sum(many * there[line] for line, many in here.items())
    old: Sequence[Hashable]
    new: Sequence[Hashable]
    old, new = (_numbered(began), _numbered(now)) if pairs > MOST_PAIRS else (began, now)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {one.a + step: one.b + step for one in blocks for step in range(one.size)}


def _numbered(lines: Lines) -> list[tuple[str, int]]:
    """Each line, and how many like it came before."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        found.append((line, seen[line]))
        seen[line] += 1
    return found
