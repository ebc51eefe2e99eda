"""The review queue: few questions, the most telling first.

A pair is asked when it is neither sure nor hopeless and its answer would change the suppliers. Of
the many pairs between two suppliers the likeliest one stands for all; a supplier is asked about
at most `MOST_EACH` times.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

LEAST: Final = 0.25
"""Pairs less likely are not worth anybody's time."""

MOST_EACH: Final = 3


class Asked(NamedTuple):
    """A question about two nodes, and how likely a *yes* is."""

    one: int
    other: int
    like: float


def questions_between(
    likely: Mapping[tuple[int, int], float],
    clusters: Sequence[int],
    times: Sequence[int],
    may_meet: Callable[[int, int], bool],
) -> list[Asked]:
    """Questions between different clusters, the most telling first.

    `times` says how often the names of each node were seen, `may_meet` whether an answer could
    join two clusters.
    """
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (one, other), like in likely.items():
        mine, theirs = clusters[one], clusters[other]
        if like < LEAST or mine == theirs:
            continue
        between = (mine, theirs) if mine < theirs else (theirs, mine)
        offer = (like, -one, -other)
        if between not in best or offer > best[between]:
            best[between] = offer
    offers = [Asked(-one, -other, like) for like, one, other in best.values()]
    offers.sort(key=lambda asked: (-_telling(asked, times), asked))
    counts: Counter[int] = Counter()
    questions = []
    for asked in offers:
        mine, theirs = clusters[asked.one], clusters[asked.other]
        if max(counts[mine], counts[theirs]) < MOST_EACH and may_meet(mine, theirs):
            counts.update((mine, theirs))
            questions.append(asked)
    return questions


def _telling(asked: Asked, times: Sequence[int]) -> float:
    """How much a person's answer is worth: unsure, and about names that are paid often."""
    seen = times[asked.one] + times[asked.other]
    return round(asked.like * (1 - asked.like) * math.log1p(seen), 9)
