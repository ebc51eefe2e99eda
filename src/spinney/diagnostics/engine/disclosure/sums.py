"""Whole numbers known to lie in ranges, tied together by sums: what follows for each of them.

A *sum* says that one number is the total of others. Ranges are narrowed until nothing changes. When
no two sums are connected in more than one way (`in_one_way`), the narrowed ranges are exact: every
value left in a range occurs in some solution in whole numbers. Proof: the whole numbers of a sum of
ranges are again a range, so narrowing makes each sum consistent by itself (every value has partners
in it); in a net without loops, partners chosen sum by sum, outward from any number, never meet
again and so never contradict one another (Freuder 1982; Beeri and others 1983). With loops the
ranges are only an outer bound: right, but perhaps wider than what can happen.

>>> nest(3, [frozenset({0, 1}), frozenset({0, 1, 2})])
(((3, (0, 1)), (4, (2, 3))), {frozenset({0}): 0, frozenset({1}): 1, frozenset({2}): 2, \
frozenset({0, 1}): 3, frozenset({0, 1, 2}): 4})
>>> low, high = [0, 0, 0, 0, 5], [2, 2, 2, 4, 5]
>>> tighten(((3, (0, 1)), (4, (2, 3))), low, high), low, high
(True, [1, 1, 1, 3, 5], [2, 2, 2, 4, 5])
"""

from collections.abc import Iterable

type Sum = tuple[int, tuple[int, ...]]
"""A number and the numbers whose total it is, by their places."""


def nest(
    leaves: int, sets: Iterable[frozenset[int]]
) -> tuple[tuple[Sum, ...], dict[frozenset[int], int]]:
    """Sums that tie sets of leaves to the leaves and to the smaller sets they are made of.

    Leaves are numbered 0..leaves-1; each further distinct set gets the next number.
    """
    places = {frozenset({leaf}): leaf for leaf in range(leaves)}
    sums: list[Sum] = []
    for one in sorted(set(sets), key=lambda some: (len(some), sorted(some))):
        if one in places or not one:
            continue
        rest, parts = set(one), []
        for known in sorted(places, key=lambda some: (-len(some), sorted(some))):
            if known <= rest:
                rest -= known
                parts.append(places[known])
        places[one] = len(places)
        sums.append((places[one], tuple(sorted(parts))))
    return tuple(sums), places


def in_one_way(sums: Iterable[Sum]) -> bool:
    """Whether no two numbers are connected through sums in more than one way."""
    roots: dict[int, int] = {}

    def root(number: int) -> int:
        while roots.setdefault(number, number) != number:
            number = roots[number]
        return number

    for at, (total, parts) in enumerate(sums):
        here = root(-1 - at)
        for number in (total, *parts):
            there = root(number)
            if there == here:
                return False
            roots[there] = here
    return True


def tighten(sums: tuple[Sum, ...], low: list[int], high: list[int]) -> bool:
    """Narrow the ranges in place; False when no solution is left."""
    changed = True
    while changed:
        changed = False
        for total, parts in sums:
            narrowed = _tighten_one(total, parts, low, high)
            if narrowed is None:
                return False
            changed = changed or narrowed
    return all(bottom <= top for bottom, top in zip(low, high, strict=True))


def _tighten_one(
    total: int, parts: tuple[int, ...], low: list[int], high: list[int]
) -> bool | None:
    """Narrow the numbers of one sum: whether anything changed; None when it cannot be met."""
    lows, highs = sum(low[part] for part in parts), sum(high[part] for part in parts)
    changed = False
    if lows > low[total]:
        low[total], changed = lows, True
    if highs < high[total]:
        high[total], changed = highs, True
    if low[total] > high[total]:
        return None
    for part in parts:
        bottom = low[total] - (highs - high[part])
        top = high[total] - (lows - low[part])
        if bottom > low[part] or top < high[part]:
            changed = True
            lows, highs = _narrow(part, bottom, top, low, high, lows, highs)
            if low[part] > high[part]:
                return None
    return changed


def _narrow(
    part: int, bottom: int, top: int, low: list[int], high: list[int], lows: int, highs: int
) -> tuple[int, int]:
    """Narrow one part; the totals of all parts' ends after it."""
    was_low, was_high = low[part], high[part]
    low[part], high[part] = max(was_low, bottom), min(was_high, top)
    return lows + low[part] - was_low, highs + high[part] - was_high
