"""The review queue: few questions, the most telling first.

A pair is asked when it is neither sure nor hopeless and its answer would change the suppliers. Of
the many pairs between two suppliers the likeliest one stands for all; a supplier is asked about
at most `MOST_EACH` times.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from spinney.purchasing.engine.matching.assembling import Gathered, display_name
from spinney.purchasing.engine.matching.explaining import explain_names
from spinney.purchasing.engine.matching.seen import DoubtfulPair, Reason

LEAST: Final = 0.25
"""Pairs less likely are not worth anybody's time."""

MOST_EACH: Final = 3


def doubtful(
    gathered: Gathered,
    clusters: Sequence[int],
    may_meet: Callable[[int, int], bool],
    answered: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[DoubtfulPair, ...]:
    """Questions between different clusters. `may_meet` says whether an answer could join two."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (one, other), like in gathered.likely.items():
        mine, theirs = clusters[one], clusters[other]
        if like < LEAST or mine == theirs:
            continue
        between = (mine, theirs) if mine < theirs else (theirs, mine)
        offer = (like, -one, -other)
        if between not in best or offer > best[between]:
            best[between] = offer
    ranked = sorted(
        ((-_telling(gathered, like, -one, -other), -one, -other, like)
         for (like, one, other) in best.values()),
    )  # fmt: skip
    asked: Counter[int] = Counter()
    pairs = []
    for _telling_most, one, other, like in ranked:
        mine, theirs = clusters[one], clusters[other]
        if max(asked[mine], asked[theirs]) >= MOST_EACH or not may_meet(mine, theirs):
            continue
        pair = _pair(gathered, one, other, like)
        if tuple(sorted((pair.one, pair.other))) in answered:
            continue
        asked.update((mine, theirs))
        pairs.append(pair)
    return tuple(pairs)


def _telling(gathered: Gathered, like: float, one: int, other: int) -> float:
    """How much a person's answer is worth: unsure, and about names that are paid often."""
    times = sum(
        gathered.items[at].times for node in (one, other) for at in gathered.nodes[node].members
    )
    return round(like * (1 - like) * math.log1p(times), 9)


def _pair(gathered: Gathered, one: int, other: int, like: float) -> DoubtfulPair:
    mine, theirs = (
        display_name([gathered.items[at] for at in gathered.nodes[node].members])
        for node in (one, other)
    )
    reason: Reason = explain_names(mine.name, theirs.name, gathered.lexicon)
    first, second = sorted((mine.name, theirs.name))
    return DoubtfulPair(first, second, round(like, 3), reason)
