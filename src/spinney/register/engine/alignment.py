"""Which words of one name stand for which words of another, and how well.

Pairs are made in the order in which a reader would: the same word; words run together or split;
initials for the words they begin; a cut-off word; a misspelt one. Each word is used once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import OSA

from spinney.base.kernel.name_words import SMALL_WORDS
from spinney.base.kernel.names import initials

How = Literal["same", "joined", "initials", "cut", "spelling"]

CREDIT: Final[dict[How, float]] = {"same": 1.0, "joined": 0.97, "initials": 0.85, "cut": 0.8}
"""What a pair is worth; a spelling is worth the square of its likeness."""

LEAST_LIKE: Final = 0.74
LONGEST_RUN: Final = 4
"""Words that may have been run together into one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions in the two names that say the same thing; `credit` 0..1 says how surely."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    how: How
    credit: float


def align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Pair, ...]:
    """Pairs of words of two readings, best kind first.

    >>> [(pair.how, pair.left, pair.right) for pair in align(
    ...     ("homestart", "bristl"), ("bristol", "home", "start"))]
    [('joined', (0,), (1, 2)), ('spelling', (1,), (0,))]
    """
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    pairs: list[Pair] = []
    for step in (_same, _joined, _initials, _close):
        if not free_left or not free_right:
            break
        for pair in step(left, right, free_left, free_right):
            pairs.append(pair)
            free_left.difference_update(pair.left)
            free_right.difference_update(pair.right)
    return tuple(pairs)


def _same(
    left: tuple[str, ...], right: tuple[str, ...], free_left: set[int], free_right: set[int]
) -> Iterator[Pair]:
    places: dict[str, list[int]] = {}
    for at in reversed(sorted(free_right)):
        places.setdefault(right[at], []).append(at)
    for at in sorted(free_left):
        if waiting := places.get(left[at]):
            yield Pair((at,), (waiting.pop(),), "same", CREDIT["same"])


def _joined(
    left: tuple[str, ...], right: tuple[str, ...], free_left: set[int], free_right: set[int]
) -> Iterator[Pair]:
    for run, at in _runs_that_make(right, free_right, left, free_left):
        yield Pair((at,), run, "joined", CREDIT["joined"])
    for run, at in _runs_that_make(left, free_left, right, free_right):
        yield Pair(run, (at,), "joined", CREDIT["joined"])


def _runs_that_make(
    words: tuple[str, ...], free: set[int], others: tuple[str, ...], free_others: set[int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Runs of free `words` that, written together, are one of the free `others`; with the s that
    the reading took off a word inside ("womens aid" was read "women aid").
    """
    wanted = {others[at]: at for at in sorted(free_others) if len(others[at]) > 4}
    for start in sorted(free) if wanted else ():
        texts = {words[start]}
        for size in range(2, LONGEST_RUN + 1):
            end = start + size - 1
            if end not in free or not free.issuperset(range(start, end)):
                break
            texts = {text + inside + words[end] for text in texts for inside in ("", "s")}
            found = [wanted[text] for text in sorted(texts) if text in wanted]
            if found and found[0] in free_others:
                yield tuple(range(start, end + 1)), found[0]
                break


def _initials(
    left: tuple[str, ...], right: tuple[str, ...], free_left: set[int], free_right: set[int]
) -> Iterator[Pair]:
    for run, at in _runs_begun_by(right, free_right, left, free_left):
        yield Pair((at,), run, "initials", CREDIT["initials"])
    for run, at in _runs_begun_by(left, free_left, right, free_right):
        yield Pair(run, (at,), "initials", CREDIT["initials"])


def _runs_begun_by(
    words: tuple[str, ...], free: set[int], others: tuple[str, ...], free_others: set[int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Runs of free `words` whose initials are one of the free `others` (three letters or more)."""
    wanted = [at for at in sorted(free_others) if 3 <= len(others[at]) <= 8]
    if len(free) < 3 or not wanted:
        return
    places = sorted(free)
    for at in wanted:
        run = _run_begun_by(others[at], words, places)
        if run and free.issuperset(run):
            yield run, at


def _run_begun_by(acronym: str, words: tuple[str, ...], places: list[int]) -> tuple[int, ...]:
    counting = [at for at in places if words[at] not in SMALL_WORDS]
    letters = initials(tuple(words[at] for at in counting))
    every_word = "".join(words[at][0] for at in places)
    for text, positions in ((letters, counting), (every_word, places)):
        found = text.find(acronym)
        if found >= 0:
            return tuple(positions[found : found + len(acronym)])
    return ()


def _close(
    left: tuple[str, ...], right: tuple[str, ...], free_left: set[int], free_right: set[int]
) -> Iterator[Pair]:
    """Cut-off and misspelt words, the closest pairs first."""
    scored: list[tuple[float, int, int, How]] = []
    for a in free_left:
        for b in free_right:
            how, credit = _likeness(left[a], right[b])
            if credit > 0:
                scored.append((-credit, a, b, how))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for negative, a, b, how in sorted(scored):
        if a not in used_left and b not in used_right:
            used_left.add(a)
            used_right.add(b)
            yield Pair((a,), (b,), how, -negative)


def _likeness(one: str, other: str) -> tuple[How, float]:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or any(letter.isdigit() for letter in shorter):
        return "spelling", 0.0
    if longer.startswith(shorter) and len(longer) - len(shorter) > 1:
        return "cut", CREDIT["cut"] if len(shorter) > 3 else CREDIT["cut"] / 2
    if len(shorter) < 4:
        return "spelling", 0.0
    like = OSA.normalized_similarity(one, other, score_cutoff=LEAST_LIKE)
    return "spelling", like * like
