"""The likely pairs of nodes, as arrays: millions of them take some tens of bytes each.

>>> pairs = Likely.of_pairs(3, {(0, 1): 0.9, (1, 2): 0.4})
>>> pairs.known(0, 1), pairs.known(0, 2)
(0.9, None)
>>> list(pairs.from_likeliest(0.5))
[(0, 1, 0.9)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from spinney.purchasing.engine.matching.belonging import NO_LINK
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.scoring import probability

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spinney.purchasing.engine.matching.arrays import NodeArrays

DOUBTFUL: Final = 0.85
"""As how likely a pair is shown, at most, that a person should look at; less than
`clustering.SETTLED`.
"""

AT_ONCE: Final = 100_000
"""Pairs that are taken out of the arrays at once."""

MOST_REMEMBERED: Final = 1_000_000
"""Answers that an `Asker` keeps."""


@dataclass(frozen=True)
class Likely:
    """Pairs of `nodes` nodes, each once, its lower node first, in order; `like` is how likely they
    are one supplier (0..1), `doubted` whether a person should look all the same.
    `keys` is one * nodes + other.
    """

    nodes: int
    one: NDArray[Any]
    other: NDArray[Any]
    like: NDArray[Any]
    doubted: NDArray[Any]
    keys: NDArray[Any]

    @classmethod
    def of(
        cls,
        nodes: int,
        one: NDArray[Any],
        other: NDArray[Any],
        like: NDArray[Any],
        doubted: NDArray[Any],
    ) -> Likely:
        """Pairs in any order."""
        import numpy as np

        keys = one.astype(np.int64) * nodes + other
        if not (keys[1:] > keys[:-1]).all():
            order = np.argsort(keys)
            one, other, like, keys = one[order], other[order], like[order], keys[order]
            doubted = doubted[order]
        return cls(nodes, one, other, like, doubted, keys)

    @classmethod
    def of_pairs(cls, nodes: int, pairs: Mapping[tuple[int, int], float]) -> Likely:
        """Pairs of a mapping."""
        import numpy as np

        both = np.array(list(pairs), np.int64).reshape(-1, 2)
        like = np.array(list(pairs.values()), np.float64)
        return cls.of(nodes, both[:, 0], both[:, 1], like, np.zeros(len(like), bool))

    def known(self, one: int, other: int) -> float | None:
        """How likely a pair is (its lower node first); None when it is not among the likely."""
        key = one * self.nodes + other
        at = int(self.keys.searchsorted(key))
        return float(self.like[at]) if at < len(self.keys) and self.keys[at] == key else None

    def from_likeliest(self, least: float) -> Iterator[tuple[int, int, float]]:
        """The pairs that are no less likely, the likeliest first, of equals in their order; with
        how likely, but no more than `DOUBTFUL` where a person should look.
        """
        import numpy as np

        places = np.flatnonzero(self.like >= least)
        places = places[np.argsort(-self.like[places], kind="stable")]
        for start in range(0, len(places), AT_ONCE):
            part = places[start : start + AT_ONCE]
            like = np.where(
                self.doubted[part], np.minimum(self.like[part], DOUBTFUL), self.like[part]
            )
            columns = (self.one[part], self.other[part], like)
            yield from zip(*(column.tolist() for column in columns), strict=True)

    def best_links(self, clusters: Sequence[int]) -> list[float]:
        """For each node the likelihood of its likeliest partner in its own cluster; `NO_LINK` where
        it has none.
        """
        import numpy as np

        of = np.asarray(clusters)
        within = of[self.one] == of[self.other]
        best = np.full(self.nodes, -1.0)
        for side in (self.one, self.other):
            np.maximum.at(best, side[within], self.like[within])
        found: list[float] = np.where(best < 0, NO_LINK, best).tolist()
        return found

    def between(self, clusters: Sequence[int], least: float) -> Likely:
        """The likeliest pair (of equals the first) of each two clusters that any joins, if it is no
        less likely than `least`.
        """
        import numpy as np

        of = np.asarray(clusters)
        mine, theirs = of[self.one], of[self.other]
        some = np.flatnonzero((mine != theirs) & (self.like >= least))
        mine, theirs = mine[some], theirs[some]
        both = np.minimum(mine, theirs) * self.nodes + np.maximum(mine, theirs)
        order = np.lexsort((self.keys[some], -self.like[some], both))
        ordered = both[order]
        first = (
            some[order[np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])]]
            if len(some)
            else some
        )
        return Likely.of(
            self.nodes, self.one[first], self.other[first], self.like[first], self.doubted[first]
        )


class Asker:
    """How likely any two nodes are one supplier; what is known already is not worked out anew."""

    def __init__(self, nodes: NodeArrays, likely: Likely, lexicon: Lexicon) -> None:
        self._node = lru_cache(maxsize=MOST_REMEMBERED // 10)(nodes.node)
        self._likely = likely
        self._lexicon = lexicon
        self._answers: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        low, high = (one, other) if one < other else (other, one)
        like = self._answers.get((low, high))
        if like is None:
            like = self._likely.known(low, high)
            if like is None:
                like = probability(self._node(low), self._node(high), self._lexicon)
            if len(self._answers) > MOST_REMEMBERED:
                self._answers.clear()
            self._answers[low, high] = like
        return like
