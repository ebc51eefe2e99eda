"""The review queue: few questions, the most telling first.

A pair is asked when it is neither sure nor hopeless and its answer would change the suppliers: a
*yes* joins two, a *no* parts what was joined weakly. Of the many pairs between two suppliers the
likeliest one stands for all; of those within one, the pair that joined its parts. A supplier is
asked about at most `MOST_EACH` times.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.clustering import Found
from spinney.purchasing.engine.matching.likely import Likely

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
    likely: Likely,
    found: Found,
    times: Sequence[int],
    may_meet: Callable[[int, int], bool],
) -> list[Asked]:
    """Questions between clusters, and about weak joins within them, the most telling first.

    `times` says how often the names of each node were seen, `may_meet` whether an answer could
    join two clusters.
    """
    counts: Counter[int] = Counter()
    questions = []
    for asked in _offers(likely, found, times):
        about = {found.of[asked.one], found.of[asked.other]}
        if max(counts[one] for one in about) < MOST_EACH and (asked.joined or may_meet(*about)):
            counts.update(about)
            questions.append(asked)
    return questions


def _offers(likely: Likely, found: Found, times: Sequence[int]) -> Iterator[Asked]:
    """What could be asked, by how much a person's answer is worth: unsure, and about names that are
    paid often.
    """
    import numpy as np

    weak = Likely.of_pairs(likely.nodes, found.weak)
    between = likely.between(found.of, LEAST)
    one, other, like = (
        np.concatenate([getattr(pairs, field) for pairs in (weak, between)])
        for field in ("one", "other", "like")
    )
    joined = np.arange(len(one)) < len(weak.one)
    seen = np.asarray(times)[one] + np.asarray(times)[other]
    telling = np.round(like * (1 - like) * np.log1p(seen), 9)
    order = np.lexsort((joined, like, other, one, -telling))
    columns = (column[order].tolist() for column in (one, other, like, joined))
    return map(Asked, *columns)
