"""From likely pairs to suppliers, without chains.

The surest pairs join first. Before two clusters become one, those names of each that the most
spellings stand behind are asked too: A like B and B like C is no reason to join A and C. Different
registration numbers of one register never meet, nor do names that a person parted.

    >>> likely = Likely.of_pairs(3, {(0, 1): 0.9, (0, 2): 0.01, (1, 2): 0.8})
    >>> cluster([3, 1, 3], likely, lambda one, other: likely.known(*sorted((one, other)))).of
    [0, 0, 2]

What is joined on less than `SETTLED` stands for now, and is told (`Found.weak`): a person should
look at it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.likely import DOUBTFUL, Likely
from spinney.purchasing.engine.matching.numbers import register_of

SURE: Final = 0.5
"""The least likelihood of the pair that joins two clusters."""

SETTLED: Final = 0.9
"""From this likelihood on a join needs no person: some 0.98 of the pairs that such joins make are
right where the truth is beyond doubt (benchmarks, `supplier_matching`).
"""

AGREED: Final = 0.3
"""The least mean likelihood between the best supported names of both."""

SPOKESMEN: Final = 3
"""Names of a cluster that are asked."""


class Found(NamedTuple):
    """The cluster of each node, named by its lowest node; and the pairs that clusters were joined
    by though they are less likely than `SETTLED`, the likeliest first.
    """

    of: list[int]
    weak: dict[tuple[int, int], float]


class Clusters:
    """Clusters of nodes 0..n-1 while they are joined. A cluster's id is its lowest node."""

    def __init__(
        self,
        support: Sequence[int],
        ask: Callable[[int, int], float],
        *,
        numbers: Sequence[str] = (),
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._of = list(range(len(support)))
        self._support = support
        self._ask = ask
        self._spokesmen: dict[int, list[int]] = {}
        self._numbers: dict[int, dict[str, str]] = {
            at: {register_of(number): number} for at, number in enumerate(numbers) if number
        }
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    @classmethod
    def of(
        cls,
        found: Sequence[int],
        *,
        numbers: Sequence[str] = (),
        apart: Iterable[tuple[int, int]] = (),
    ) -> "Clusters":
        """Clusters as they were found, to ask what could still join."""
        clusters = cls([1] * len(found), lambda _one, _other: 0.0, numbers=numbers, apart=apart)
        for node, cluster in enumerate(found):
            if clusters.find(node) != cluster:
                clusters.join(clusters.find(node), cluster)
        return clusters

    def find(self, node: int) -> int:
        """The cluster of a node."""
        of = self._of
        while of[node] != node:
            of[node] = of[of[node]]
            node = of[node]
        return node

    def may_meet(self, one: int, other: int) -> bool:
        """Whether nothing that is known for certain parts two clusters."""
        mine, theirs = self._numbers.get(one), self._numbers.get(other)
        if mine and theirs:
            if any(theirs.get(register, number) != number for register, number in mine.items()):
                return False
        parted = self._apart.get(one)
        return not parted or all(self.find(node) != other for node in parted)

    def agreed(self, one: int, other: int) -> bool:
        """Whether the mean likelihood between the spokesmen of two clusters, by their support, is
        no less than `AGREED`. Those with most support are asked first, and no more than it takes.
        """
        support = self._support
        pairs = [
            (support[mine] * support[theirs], mine, theirs)
            for mine in self._spokesmen.get(one, (one,))
            for theirs in self._spokesmen.get(other, (other,))
        ]
        left = sum(pair[0] for pair in pairs)
        wanted = AGREED * left
        for times, mine, theirs in sorted(pairs, key=_by_support):
            wanted -= times * self._ask(mine, theirs)
            left -= times
            if wanted <= 0.0 or wanted > left:
                break
        return wanted <= 0.0

    def join(self, one: int, other: int, *, speaking: int | None = None) -> None:
        """Make two clusters one; `speaking` is the only node that is asked for both, if given."""
        low, high = (one, other) if one < other else (other, one)
        self._of[high] = low
        both = [*self._spokesmen.pop(low, (low,)), *self._spokesmen.pop(high, (high,))]
        both.sort(key=lambda node: (-self._support[node], node))
        self._spokesmen[low] = both[:SPOKESMEN] if speaking is None else [speaking]
        if high in self._numbers:
            self._numbers[low] = self._numbers.pop(high) | self._numbers.get(low, {})
        if high in self._apart:
            self._apart.setdefault(low, set()).update(self._apart.pop(high))


def _by_support(pair: tuple[int, int, int]) -> tuple[int, int, int]:
    return (-pair[0], pair[1], pair[2])


def cluster(
    support: Sequence[int],
    likely: Likely,
    ask: Callable[[int, int], float],
    *,
    numbers: Sequence[str] = (),
    families: Sequence[int] = (),
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> Found:
    """The cluster of each node, and what was joined weakly.

    `support` says how many names stand behind each node, `likely` which pairs may be one, `ask`
    how likely any other pair is. `numbers` are settled registration numbers, `families` the family
    of each node (`nodes.Keys`), `together` and `apart` what people answered: the former always join
    (together with equal numbers), the latter never.
    """
    clusters = Clusters(_by_family(support, families), ask, numbers=numbers, apart=apart)
    for one, other in together:
        mine, theirs = clusters.find(one), clusters.find(other)
        if mine != theirs:
            clusters.join(mine, theirs)
    _join_numbers(clusters, numbers)
    weak = _join_families(clusters, families, support)
    for one, other, like in likely.from_likeliest(SURE):
        mine, theirs = clusters.find(one), clusters.find(other)
        if mine == theirs or like < SURE or not clusters.may_meet(mine, theirs):
            continue
        if clusters.agreed(mine, theirs):
            clusters.join(mine, theirs)
            if like < SETTLED:
                weak[one, other] = like
    return Found([clusters.find(node) for node in range(len(support))], weak)


def _by_family(support: Sequence[int], families: Sequence[int]) -> Sequence[int]:
    """The names that stand behind each node's family."""
    if not families:
        return support
    total: Counter[int] = Counter()
    for family, names in zip(families, support, strict=True):
        total[family] += names
    return [total[family] for family in families]


def _join_families(
    clusters: Clusters, families: Sequence[int], support: Sequence[int]
) -> dict[tuple[int, int], float]:
    """Make one what has the same words; whether it is one, a person should look. Its best supported
    node speaks for it.
    """
    weak: dict[tuple[int, int], float] = {}
    if DOUBTFUL < SURE or len(set(families)) == len(families):
        return weak
    first: dict[int, int] = {}
    for node in sorted(range(len(families)), key=lambda node: (-support[node], node)):
        best = first.setdefault(families[node], node)
        mine, theirs = clusters.find(best), clusters.find(node)
        if mine != theirs and clusters.may_meet(mine, theirs):
            clusters.join(mine, theirs, speaking=best)
            weak[min(best, node), max(best, node)] = DOUBTFUL
    return weak


def _join_numbers(clusters: Clusters, numbers: Sequence[str]) -> None:
    """Equal registration numbers are one supplier, unless a person said otherwise."""
    by_number: dict[str, int] = {}
    for node, number in enumerate(numbers):
        if number:
            mine, theirs = clusters.find(by_number.setdefault(number, node)), clusters.find(node)
            if mine != theirs and clusters.may_meet(mine, theirs):
                clusters.join(mine, theirs)
