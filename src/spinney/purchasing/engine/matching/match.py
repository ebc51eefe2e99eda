"""Many spellings, one supplier: all names of a cluster at once, in memory.

    >>> found = match_names([Seen("Ash Lane", "Hartley Plumbing Ltd"),
    ...     Seen("Birch", "HARTLEY PLUMBING LIMITED"), Seen("Birch", "Kelbrix Foods")])
    >>> [supplier.name for supplier in found.suppliers]
    ['Hartley Plumbing Ltd', 'Kelbrix Foods']

For lists too long for memory, or on Spark, the same steps are in `tables`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spinney.purchasing.engine.matching.assembling import Gathered, Item, assemble
from spinney.purchasing.engine.matching.blocking import candidates
from spinney.purchasing.engine.matching.clustering import Clusters, cluster
from spinney.purchasing.engine.matching.doubting import doubtful
from spinney.purchasing.engine.matching.judging import Answers, as_written, retold, settle, teach
from spinney.purchasing.engine.matching.lexicon import Lexicon, learn
from spinney.purchasing.engine.matching.nodes import Node, gather
from spinney.purchasing.engine.matching.numbers import given, written
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.scoring import probability
from spinney.purchasing.engine.matching.seen import Judged, Matched, Seen

WORTH_KEEPING = 0.1
"""Pairs less likely are forgotten: they neither join nor are asked about."""


def match_names(seen: Sequence[Seen], judged: Iterable[Judged] = ()) -> Matched:
    """The suppliers behind these names, and the questions worth asking.

    The order of `seen` makes no difference; that of `judged` does: of answers that contradict each
    other the latest holds. Names of signs alone are suppliers too. Up to some 20,000 names: about
    a quarter of a second for a thousand.
    """
    answers = settle(judged)
    items = _items(seen)
    lexicon = lexicon_of([item.read for item in items])
    taught = teach(answers, lexicon)
    reads = [retold(item.read, taught) for item in items]
    if taught:
        lexicon = lexicon_of(reads)
    nodes = gather(
        reads,
        lexicon,
        numbers=[item.number for item in items],
        widths=[len(item.name) for item in items],
        apart=_marks(items, reads, answers),
    )
    scorer = _Scorer(nodes, lexicon)
    likely = scorer.likely(candidates(nodes, lexicon))
    together, apart = _answered_nodes(items, nodes, answers)
    numbers = [node.number for node in nodes]
    found = cluster(
        [node.support for node in nodes],
        likely,
        scorer,
        numbers=numbers,
        together=together,
        apart=apart,
    )
    judged_names = frozenset(name for pair in answers.together for name in pair)
    gathered = Gathered(items, nodes, lexicon, likely, judged_names)
    certain = Clusters.of(found, numbers=numbers, apart=apart)
    questions = doubtful(gathered, found, certain.may_meet, frozenset(answers.answered))
    return Matched(assemble(gathered, found), questions, tuple(answers.contradictions))


def lexicon_of(reads: Sequence[Read]) -> Lexicon:
    """What these names teach about their words."""
    counts = Counter(word for one in reads for word in set(one.words))
    behind = Counter(word for one in reads for word in one.tail)
    return learn(counts, names=len(reads), behind=behind)


def _items(seen: Sequence[Seen]) -> list[Item]:
    """Each distinct name with each of its numbers once, in order."""
    sources: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in seen:
        number = given(one.number) or written(one.name)
        sources[as_written(one.name), number][one.source] += one.times
    return [
        Item(name, number, read(name), tuple(sorted(counts.items())))
        for (name, number), counts in sorted(sources.items())
    ]


def _marks(items: Sequence[Item], reads: Sequence[Read], answers: Answers) -> list[str]:
    """Names that read the same and that people parted are gathered apart."""
    keys = {item.name: one.key for item, one in zip(items, reads, strict=True)}
    marked: set[str] = set()
    for one, other in answers.apart:
        if one in keys and keys[one] == keys.get(other):
            marked |= {one, other}
    return [item.name if item.name in marked else "" for item in items]


def _answered_nodes(
    items: Sequence[Item], nodes: Sequence[Node], answers: Answers
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of nodes that answers join, and that they part."""
    of: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for member in node.members:
            of[items[member].name].append(at)
    joined = [
        (mine, theirs)
        for one, other in answers.together
        for mine in of.get(one, ())
        for theirs in of.get(other, ())
        if mine != theirs
    ]
    parted = [
        (mine, theirs)
        for one, other in answers.apart
        for mine in of.get(one, ())
        for theirs in of.get(other, ())
        if mine != theirs
    ]
    return joined, parted


class _Scorer:
    """How likely any pair of nodes is; remembers what it was asked."""

    def __init__(self, nodes: Sequence[Node], lexicon: Lexicon) -> None:
        self._nodes = nodes
        self._lexicon = lexicon
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        like = self._known.get(pair)
        if like is None:
            like = probability(self._nodes[pair[0]], self._nodes[pair[1]], self._lexicon)
            self._known[pair] = like
        return like

    def likely(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """The pairs that are not hopeless, with their likelihood."""
        return {pair: like for pair in pairs if (like := self(*pair)) >= WORTH_KEEPING}
