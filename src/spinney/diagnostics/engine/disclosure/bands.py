"""The finest bands in which a figure may be shown.

Bands are found from both ends inwards: the narrowest safe band at the low end, the narrowest at the
high end, and so on until they meet; what is left over is joined to a neighbour. They depend only
on what is public, so that neither a band's edges nor a suppressed cell say anything about answers.

Where the range is long its middle is not tried figure by figure. Let a(s) be the number of answers
left open to a person when the figure s is shown exactly, to an attacker with given own answers.
The largest total a leaf can have is a concave function of s and the smallest is a convex one (they
are the optima of linear programmes in whose right-hand sides s stands, and in `Connected` linear
and whole-number optima agree), so a(s), the lesser of a concave function and a constant less the
greater of a convex one and a constant, is concave: what is left open at p and at q is left open
between them, *as long as those own answers are possible at p and at q*. `View.all_own` asks for
just that.

>>> from spinney.diagnostics.engine.disclosure.knowledge import Knowledge
>>> for people in (3, 4, 5, 6, 9):
...     one = finest(Knowledge((people,), 1, (), (((0, 1),),)), frozenset({0}))
...     print(people, one.all() if one else None)
3 ((0, 3),)
4 ((0, 4),)
5 ((0, 2), (3, 5))
6 ((0, 2), (3, 3), (4, 6))
9 ((0, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 9))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from spinney.diagnostics.engine.disclosure.knowledge import Knowledge, View, view

type Band = tuple[int, int]

LONG: Final = 48
"""Figures in a range above which its middle is settled by its ends."""

LONGEST: Final = 400
"""Figures that are tried one by one at most."""


@dataclass(frozen=True, slots=True)
class Bands:
    """A range cut into bands: those below, then figures shown exactly, then those above.

    `exact` is the first and last of the exact middle; None when there is none of its own.
    """

    below: tuple[Band, ...]
    exact: Band | None
    above: tuple[Band, ...]

    def find(self, figure: int) -> Band:
        """The band of a figure."""
        if self.exact and self.exact[0] <= figure <= self.exact[1]:
            return figure, figure
        for band in (*self.below, *self.above):
            if band[0] <= figure <= band[1]:
                return band
        raise ValueError(f"{figure} lies outside what can be")

    def all(self) -> tuple[Band, ...]:
        """Every band, in order."""
        first, last = self.exact or (0, -1)
        return (*self.below, *((at, at) for at in range(first, last + 1)), *self.above)

    @property
    def says_nothing(self) -> bool:
        """Whether there is one band only."""
        return not self.exact and len(self.below) + len(self.above) == 1


@lru_cache(maxsize=4096)
def finest(knowledge: Knowledge, group: frozenset[int], most_worlds: int = 3_000) -> Bands | None:
    """Safe bands for the total of `group` beside all that is known; None: too many cases."""
    seen = view(knowledge, group, most_worlds)
    if seen is None:
        return None
    if seen.low == seen.high:
        return Bands(((seen.low, seen.high),), None, ())
    core = _core(seen) if seen.high - seen.low > LONG else None
    if core is None:
        if seen.high - seen.low > LONGEST:
            return Bands(((seen.low, seen.high),), None, ())
        return _joined(seen, *_inwards(seen, seen.low, seen.high))
    return _around(seen, core) or Bands(((seen.low, seen.high),), None, ())


def coarsened(
    bands: Bands, supposed: Sequence[tuple[Knowledge, frozenset[int]]], most_worlds: int = 3_000
) -> Bands | None:
    """As many bands as can be, each made of these and safe too for those who suppose more (see
    `supposing`); None: too many cases. Bands that are safe by themselves are so joined.
    """
    return _coarsened(bands, tuple(supposed), most_worlds) if supposed else bands


@lru_cache(maxsize=4096)
def _coarsened(
    bands: Bands, supposed: tuple[tuple[Knowledge, frozenset[int]], ...], most_worlds: int
) -> Bands | None:
    views = [view(known, group, most_worlds) for known, group in supposed]
    found = [one for one in views if one is not None]
    if len(found) < len(views):
        return None
    cut = bands.all()

    def safe_to(number: int, low: int, high: int) -> bool:
        one = found[number]
        low, high = max(low, one.low), min(high, one.high)
        return low > high or within(number, low, high)

    @cache
    def within(number: int, low: int, high: int) -> bool:
        return found[number].safe(low, high)

    def safe(first: int, last: int) -> bool:
        low, high = cut[first][0], cut[last][1]
        return all(safe_to(number, low, high) for number in range(len(found)))

    ends = _most(len(cut), safe)
    return _with_exact([(cut[first][0], cut[last][1]) for first, last in ends])


def _most(number: int, safe: Callable[[int, int], bool]) -> list[Band]:
    """The most bands into which so many can be joined; all of them in one if none will do.

    From the last to the first: how many bands there can be from there on, and where the first of
    them ends. Ends that could not lead to more are not tried.
    """
    count: list[int] = [0] * number + [0]
    end = [number - 1] * number
    for first in reversed(range(number)):
        count[first] = -number
        for last in range(first, number):
            if number - last <= count[first]:
                break
            if count[last + 1] >= 0 and count[last + 1] + 1 > count[first] and safe(first, last):
                count[first], end[first] = count[last + 1] + 1, last
    if number and count[0] < 0:
        return [(0, number - 1)]
    found, first = [], 0
    while first < number:
        found.append((first, end[first]))
        first = end[first] + 1
    return found


def _with_exact(cut: Sequence[Band]) -> Bands:
    """Bands in order, the longest run of exact figures among them as the middle."""
    best = start = 0
    length = 0
    for at, (low, high) in enumerate(cut):
        if low < high:
            start = at + 1
        elif at + 1 - start > length:
            best, length = start, at + 1 - start
    if length < 2:
        return Bands(tuple(cut), None, ())
    exact = cut[best][0], cut[best + length - 1][0]
    return Bands(tuple(cut[:best]), exact, tuple(cut[best + length :]))


def _core(seen: View) -> Band | None:
    """The longest exact middle about a place that is fit to be in one."""
    length = seen.high - seen.low
    starts = [seen.low + length * part // 8 for part in (4, 3, 5, 2, 6)]
    start = next((at for at in starts if seen.all_own(at)), None)
    if start is None:
        return None
    low, high = start, start
    step = length
    while step:
        if low - step > seen.low and seen.all_own(low - step):
            low -= step
        elif high + step < seen.high and seen.all_own(high + step):
            high += step
        else:
            step //= 2
    return low, high


def _around(seen: View, core: Band) -> Bands | None:
    """Bands below and above an exact middle; figures left over are joined to the middle's ends."""
    below: list[Band] = []
    low, (first, last) = seen.low, core
    while low < first:
        end = next((at for at in range(low, min(last, first + LONG)) if seen.safe(low, at)), None)
        if end is None:
            return None
        below.append((low, end))
        low, first = end + 1, max(first, end + 1)
    above: list[Band] = []
    high = seen.high
    while high > last:
        lowest = max(first, last - LONG)
        start = next((at for at in range(high, lowest, -1) if seen.safe(at, high)), None)
        if start is None:
            return None
        above.insert(0, (start, high))
        high, last = start - 1, min(last, start - 1)
    return Bands(tuple(below), (first, last), tuple(above))


def _inwards(seen: View, low: int, high: int) -> tuple[list[Band], list[Band], Band | None]:
    """Bands from both ends in turn, and what is left between them."""
    below: list[Band] = []
    above: list[Band] = []
    while low <= high:
        end = next((at for at in range(low, high + 1) if seen.safe(low, at)), None)
        if end is None:
            break
        below.append((low, end))
        low = end + 1
        start = next((at for at in range(high, low - 1, -1) if seen.safe(at, high)), None)
        if start is None:
            break
        above.insert(0, (start, high))
        high = start - 1
    return below, above, (low, high) if low <= high else None


def _joined(seen: View, below: list[Band], above: list[Band], rest: Band | None) -> Bands:
    """What is left over joined to its neighbours until that is safe too.

    All of them together say nothing that was not known, so this ends.
    """
    while rest is not None and (below or above) and not seen.safe(*rest):
        if below and (not above or len(below) >= len(above)):
            rest = (below.pop()[0], rest[1])
        else:
            rest = (rest[0], above.pop(0)[1])
    middle = [rest] if rest is not None else []
    return Bands((*below, *middle, *above), None, ())
