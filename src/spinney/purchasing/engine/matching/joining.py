"""Likely pairs become suppliers: the one step of `tables` that needs everything in one place.

It holds a number for each node and each likely pair, and a node's words only when they are asked
for: for a million nodes some hundreds of megabytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spinney.purchasing.engine.matching.assembling import (
    best_links,
    centre_of,
    commonest_number,
)
from spinney.purchasing.engine.matching.batches import unpacked
from spinney.purchasing.engine.matching.belonging import NO_LINK, content_of, key_of
from spinney.purchasing.engine.matching.clustering import Clusters, cluster
from spinney.purchasing.engine.matching.doubting import Asked, questions_between
from spinney.purchasing.engine.matching.explaining import explain_names
from spinney.purchasing.engine.matching.judging import Answers
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.saying import said
from spinney.purchasing.engine.matching.scoring import probability

if TYPE_CHECKING:
    import pyarrow as pa

Pairs = list[tuple[int, int]]


class Asker:
    """How likely any two nodes are one supplier; the answers already known are not worked out
    anew.
    """

    def __init__(
        self, packed: Sequence[str], likely: Mapping[tuple[int, int], float], lexicon: Lexicon
    ) -> None:
        self._packed = packed
        self._known = dict(likely)
        self._lexicon = lexicon

    def __call__(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        like = self._known.get(pair)
        if like is None:
            mine, theirs = (unpacked(str(self._packed[at])) for at in pair)
            like = self._known[pair] = probability(mine, theirs, self._lexicon)
        return like


@dataclass
class Joined:
    """The cluster of each node, what each cluster is called by, and the questions left."""

    packed: Sequence[str]
    of: list[int]
    likely: Mapping[tuple[int, int], float]
    centres: dict[int, int]
    supplier_ids: dict[int, str]
    numbers: dict[int, str]
    names: dict[int, int]
    asked: list[Asked]
    answered: frozenset[tuple[str, str]]

    def nodes(self) -> pa.Table:
        """(node, cluster, link): a link of 1 for the node that its cluster is called by."""
        import pyarrow as pa

        best = best_links(self.likely, self.of)
        links = [
            1.0 if self.centres[mine] == node else best.get(node, NO_LINK)
            for node, mine in enumerate(self.of)
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

    def questions(self, shown: Mapping[int, str], lexicon: Lexicon) -> pa.Table:
        """(place, one, other, confidence, reason, code, detail, joined), the most telling first."""
        import pyarrow as pa

        rows: dict[str, list[Any]] = {
            field: []
            for field in (
                "place",
                "one",
                "other",
                "confidence",
                "reason",
                "code",
                "detail",
                "joined",
            )
        }
        for asked in self.asked:
            pair = tuple(sorted((shown[asked.one], shown[asked.other])))
            if pair in self.answered or pair[0] == pair[1]:
                continue
            why = explain_names(shown[asked.one], shown[asked.other], lexicon)
            values = (
                len(rows["place"]),
                *pair,
                round(asked.like, 3),
                said(why),
                why.code,
                why.detail,
                asked.joined,
            )
            for field, value in zip(rows, values, strict=True):
                rows[field].append(value)
        text = pa.string()
        return pa.table(
            rows,
            schema=pa.schema(
                {
                    "place": pa.int64(), "one": text, "other": text, "confidence": pa.float64(),
                    "reason": text, "code": text, "detail": text, "joined": pa.bool_(),
                }
            ),
        )  # fmt: skip


def join_likely(
    nodes: pa.Table,
    likely: pa.Table,
    lexicon: Lexicon,
    answers: Answers,
    places: Mapping[str, list[int]],
) -> Joined:
    """Clusters of packed nodes (ordered by node, 0 first) from likely pairs (ordered)."""
    pairs = dict(
        zip(
            zip(likely["one"].to_pylist(), likely["other"].to_pylist(), strict=True),
            likely["like"].to_pylist(),
            strict=True,
        )
    )
    packed = nodes["packed"].to_pylist()
    support, times = nodes["support"].to_pylist(), nodes["times"].to_pylist()
    numbers = nodes["number"].to_pylist()
    together, apart = pairs_of(answers.together, places), pairs_of(answers.apart, places)
    asker = Asker(packed, pairs, lexicon)
    found = cluster(support, pairs, asker, numbers=numbers, together=together, apart=apart)
    certain = Clusters.of(found.of, numbers=numbers, apart=apart)
    asked = questions_between(pairs, found, times, certain.may_meet)
    joined = Joined(packed, found.of, pairs, {}, {}, {}, {}, asked, frozenset(answers.answered))
    _call(joined, support, nodes["fitness"].to_pylist(), numbers)
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


def _call(
    joined: Joined, support: Sequence[int], fitness: Sequence[int], numbers: Sequence[str]
) -> None:
    """Say what each cluster is called by, and its id."""
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
        content = content_of(number, unpacked(str(joined.packed[centre])).words)
        joined.centres[mine] = centre
        joined.numbers[mine] = number
        joined.names[mine] = sum(support[node] for node in of[mine])
        joined.supplier_ids[mine] = key_of(content, taken[content])
        taken[content] += 1
