"""Likely pairs become suppliers: the one step of `tables` that needs everything in one place.

It holds arrays of nodes and of likely pairs: for a million nodes some hundreds of megabytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from spinney.purchasing.engine.matching.arrays import NodeArrays
from spinney.purchasing.engine.matching.assembling import centre_of, commonest_number
from spinney.purchasing.engine.matching.belonging import content_of, key_of
from spinney.purchasing.engine.matching.clustering import Clusters, cluster
from spinney.purchasing.engine.matching.doubting import Asked, questions_between
from spinney.purchasing.engine.matching.judging import Answers
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likely import Asker, Likely

if TYPE_CHECKING:
    import pyarrow as pa

Pairs = list[tuple[int, int]]


@dataclass
class Joined:
    """The cluster of each node, what each cluster is called by, and the questions left."""

    of: list[int]
    likely: Likely
    centres: dict[int, int]
    supplier_ids: dict[int, str]
    numbers: dict[int, str]
    names: dict[int, int]
    asked: list[Asked]
    answered: frozenset[tuple[str, str]]

    def nodes(self) -> pa.Table:
        """(node, cluster, link): a link of 1 for the node that its cluster is called by."""
        import pyarrow as pa

        best = self.likely.best_links(self.of)
        links = [
            1.0 if self.centres[mine] == node else best[node] for node, mine in enumerate(self.of)
        ]
        return pa.table(
            {
                "node": pa.array(range(len(self.of)), pa.int64()),
                "cluster": pa.array(self.of, pa.int64()),
                "link": pa.array(links, pa.float64()),
            }
        )

    def clusters(self) -> pa.Table:
        """(cluster, centre, supplier_id, cluster_number, names)."""
        import pyarrow as pa

        every = sorted(self.centres)
        return pa.table(
            {
                "cluster": pa.array(every, pa.int64()),
                "centre": pa.array([self.centres[one] for one in every], pa.int64()),
                "supplier_id": pa.array([self.supplier_ids[one] for one in every], pa.string()),
                "cluster_number": pa.array([self.numbers[one] for one in every], pa.string()),
                "names": pa.array([self.names[one] for one in every], pa.int64()),
            }
        )

    def asked_nodes(self) -> list[int]:
        """Nodes that a question is about."""
        return sorted({node for asked in self.asked for node in (asked.one, asked.other)})

    def questions(self, shown: Mapping[int, str]) -> pa.Table:
        """(place, one, other, confidence, joined), the most telling first; not what is answered."""
        import pyarrow as pa

        rows: list[tuple[Any, ...]] = []
        for asked in self.asked:
            one, other = sorted((shown[asked.one], shown[asked.other]))
            if one != other and (one, other) not in self.answered:
                rows.append((len(rows), one, other, round(asked.like, 3), asked.joined))
        schema = pa.schema(
            {
                "place": pa.int64(), "one": pa.string(), "other": pa.string(),
                "confidence": pa.float64(), "joined": pa.bool_(),
            }
        )  # fmt: skip
        columns = zip(*rows, strict=True) if rows else ([] for _field in schema)
        return pa.table([list(column) for column in columns], schema=schema)


class Standing(NamedTuple):
    """What joining asks of each node besides its words: names behind it, how often they were seen,
    how fit the fittest is to be shown, its registration number.
    """

    support: list[int]
    times: list[int]
    fitness: list[int]
    numbers: list[str]


def join_likely(
    nodes: NodeArrays,
    standing: Standing,
    likely: Likely,
    lexicon: Lexicon,
    answered: tuple[Answers, Mapping[str, list[int]]],
) -> Joined:
    """Clusters of nodes from likely pairs. `answered` is what people said, and the nodes of the
    names they spoke of.
    """
    answers, places = answered
    together, apart = pairs_of(answers.together, places), pairs_of(answers.apart, places)
    asker = Asker(nodes, likely, lexicon)
    numbers = standing.numbers
    found = cluster(
        standing.support,
        likely,
        asker,
        numbers=numbers,
        families=nodes.family.tolist(),
        together=together,
        apart=apart,
    )
    certain = Clusters.of(found.of, numbers=numbers, apart=apart)
    asked = questions_between(likely, found, standing.times, certain.may_meet)
    joined = Joined(found.of, likely, {}, {}, {}, {}, asked, frozenset(answers.answered))
    _call(joined, nodes, standing)
    return joined


def pairs_of(answers: Sequence[tuple[str, str]], places: Mapping[str, list[int]]) -> Pairs:
    """Pairs of nodes for pairs of names."""
    return [
        (mine, theirs)
        for one, other in answers
        for mine in places.get(one, ())
        for theirs in places.get(other, ())
        if mine != theirs
    ]


def _call(joined: Joined, nodes: NodeArrays, standing: Standing) -> None:
    """Say what each cluster is called by, and its id."""
    support, _times, fitness, numbers = standing
    of: dict[int, list[int]] = defaultdict(list)
    for node, mine in enumerate(joined.of):
        of[mine].append(node)
    taken: Counter[str] = Counter()
    for mine in sorted(of):
        centre = centre_of([(support[node], fitness[node], node) for node in of[mine]])
        held: Counter[str] = Counter()
        for node in of[mine]:
            held[numbers[node]] += support[node]
        number = commonest_number(held)
        content = content_of(number, nodes.words_of(centre))
        joined.centres[mine] = centre
        joined.numbers[mine] = number
        joined.names[mine] = sum(support[node] for node in of[mine])
        joined.supplier_ids[mine] = key_of(content, taken[content])
        taken[content] += 1
