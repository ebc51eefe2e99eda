"""Many spellings, one supplier: all names of a cluster at once, in memory.

    >>> found = match_names([Seen("Ash Lane", "Hartley Plumbing Ltd"),
    ...     Seen("Birch", "HARTLEY PLUMBING LIMITED"), Seen("Birch", "Kelbrix Foods")])
    >>> [supplier.name for supplier in found.suppliers]
    ['Hartley Plumbing Ltd', 'Kelbrix Foods']

For lists too long for memory, or on Spark, the same steps are in `tables`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spinney.purchasing.engine.matching.arrays import NodeArrays, arrays_of, table_of
from spinney.purchasing.engine.matching.assembling import (
    Gathered,
    Item,
    assemble,
    display_name,
)
from spinney.purchasing.engine.matching.blocking import candidates
from spinney.purchasing.engine.matching.clustering import Clusters, cluster
from spinney.purchasing.engine.matching.doubting import Asked, questions_between
from spinney.purchasing.engine.matching.explaining import explain_names
from spinney.purchasing.engine.matching.joining import pairs_of
from spinney.purchasing.engine.matching.judging import (
    Answers,
    as_written,
    marks_of,
    retold,
    settle,
    teach,
)
from spinney.purchasing.engine.matching.lexicon import Lexicon, learn
from spinney.purchasing.engine.matching.likely import Asker, Likely
from spinney.purchasing.engine.matching.nodes import Node, gather
from spinney.purchasing.engine.matching.numbers import given, written
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.seen import DoubtfulPair, Judged, Matched, Seen
from spinney.purchasing.engine.matching.weighing import weighed


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
    marks = marks_of(answers, taught)
    nodes = gather(
        reads,
        lexicon,
        numbers=[item.number for item in items],
        widths=[len(item.name) for item in items],
        apart=[marks.get(item.name, "") for item in items],
    )
    arrays = arrays_of(table_of(nodes), lexicon)
    likely = _likely(arrays, lexicon, candidates(nodes, lexicon))
    together, apart = _answered_nodes(items, nodes, answers)
    numbers = [node.number for node in nodes]
    found = cluster(
        [node.support for node in nodes],
        likely,
        Asker(arrays, likely, lexicon),
        numbers=numbers,
        families=arrays.family.tolist(),
        together=together,
        apart=apart,
    )
    judged_names = frozenset(name for pair in answers.together for name in pair)
    gathered = Gathered(items, nodes, lexicon, likely, judged_names)
    certain = Clusters.of(found.of, numbers=numbers, apart=apart)
    times = [sum(items[at].times for at in node.members) for node in nodes]
    asked = questions_between(likely, found, times, certain.may_meet)
    questions = (_question(gathered, one) for one in asked)
    unanswered = tuple(
        one
        for one in questions
        if one.one != one.other and (one.one, one.other) not in answers.answered
    )
    return Matched(assemble(gathered, found.of), unanswered, tuple(answers.contradictions))


def _likely(nodes: NodeArrays, lexicon: Lexicon, pairs: Sequence[tuple[int, int]]) -> Likely:
    """The pairs that are not hopeless."""
    import numpy as np

    both = np.array(pairs, np.int64).reshape(-1, 2)
    return Likely.of(len(nodes.many), *weighed(nodes, lexicon, both[:, 0], both[:, 1]))


def _question(gathered: Gathered, asked: Asked) -> DoubtfulPair:
    mine, theirs = (
        display_name([gathered.items[at] for at in gathered.nodes[node].members]).name
        for node in (asked.one, asked.other)
    )
    first, second = sorted((mine, theirs))
    reason = explain_names(first, second, gathered.lexicon)
    return DoubtfulPair(first, second, round(asked.like, 3), reason, asked.joined)


def lexicon_of(reads: Sequence[Read]) -> Lexicon:
    """What these names teach about their words."""
    counts = Counter(word for one in reads for word in set(one.words))
    behind = Counter(word for one in reads for word in one.tail)
    return learn(counts, names=len(reads), behind=behind)


def _items(seen: Sequence[Seen]) -> list[Item]:
    """Each distinct name with each of its numbers once, in order."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in seen:
        number = given(one.number) or written(one.name)
        found[as_written(one.name), number][one.source, one.name] += one.times
    return [
        Item(name, number, read(name), tuple((*at, times) for at, times in sorted(counts.items())))
        for (name, number), counts in sorted(found.items())
    ]


def _answered_nodes(
    items: Sequence[Item], nodes: Sequence[Node], answers: Answers
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of nodes that answers join, and that they part."""
    of: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for member in node.members:
            of[items[member].name].append(at)
    return pairs_of(answers.together, of), pairs_of(answers.apart, of)
