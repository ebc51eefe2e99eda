"""The review queue: few questions, the most telling first.

A pair is asked when it is neither sure nor hopeless and its answer would change the suppliers: a
*yes* joins two, a *no* parts what was joined weakly. Of the many pairs between two suppliers the
likeliest one stands for all; of those within one, the pair that joined its parts. A supplier is
asked about at most `MOST_EACH` times.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.clustering import Found

LEAST: Final = 0.25
"""Pairs less likely are not worth anybody's time."""

MOST_EACH: Final = 3


class Asked(NamedTuple):
    """A question about two nodes, how likely a *yes* is, and whether they are joined for now."""

    one: int
    other: int
    like: float
    joined: bool = False


def questions_between(
    likely: Mapping[tuple[int, int], float],
    found: Found,
    times: Sequence[int],
    may_meet: Callable[[int, int], bool],
) -> list[Asked]:
    """Questions between clusters, and about weak joins within them, the most telling first.

    `times` says how often the names of each node were seen, `may_meet` whether an answer could
    join two clusters.
    """
    offers = [Asked(one, other, like, joined=True) for (one, other), like in found.weak.items()]
    offers += _between(likely, found.of)
    offers.sort(key=lambda asked: (-_telling(asked, times), asked))
    counts: Counter[int] = Counter()
    questions = []
    for asked in offers:
        about = {found.of[asked.one], found.of[asked.other]}
        if max(counts[one] for one in about) < MOST_EACH and (asked.joined or may_meet(*about)):
            counts.update(about)
            questions.append(asked)
    return questions


def _between(likely: Mapping[tuple[int, int], float], clusters: Sequence[int]) -> list[Asked]:
    """The likeliest pair of each two clusters that any joins."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (one, other), like in likely.items():
        mine, theirs = clusters[one], clusters[other]
        if like < LEAST or mine == theirs:
            continue
        between = (mine, theirs) if mine < theirs else (theirs, mine)
        offer = (like, -one, -other)
        if between not in best or offer > best[between]:
            best[between] = offer
    return [Asked(-one, -other, like) for like, one, other in best.values()]


def _telling(asked: Asked, times: Sequence[int]) -> float:
    """How much a person's answer is worth: unsure, and about names that are paid often."""
    seen = times[asked.one] + times[asked.other]
    return round(asked.like * (1 - asked.like) * math.log1p(seen), 9)
