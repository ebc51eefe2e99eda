"""From clusters of names to suppliers, their branches and units.

The name shown is the fittest spelling of what most of the names read as. Names with a place or a
branch's number behind them are a branch under the supplier, where other names of it have none or
another; names under its registration number that share no word with it are trading units under it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.purchasing.engine.matching.belonging import (
    Belonging,
    Called,
    belonging,
    content_of,
    fitness,
    key_of,
    part_key,
)
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likely import Likely
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.reading import Read
from spinney.purchasing.engine.matching.seen import FoundSupplier, Member


@dataclass(frozen=True)
class Item:
    """One distinct name with its settled number, and where it was seen.

    `seen` is (source, name as given, times); `name` has single spaces.
    """

    name: str
    number: str
    read: Read
    seen: tuple[tuple[str, str, int], ...]

    @property
    def times(self) -> int:
        return sum(times for _source, _name, times in self.seen)

    @property
    def sources(self) -> int:
        return len({source for source, _name, _times in self.seen})


@dataclass(frozen=True)
class Gathered:
    """What assembling needs: items, nodes, likelihoods of pairs of nodes, and answers by name."""

    items: Sequence[Item]
    nodes: Sequence[Node]
    lexicon: Lexicon
    likely: Likely
    judged: frozenset[str] = frozenset()


def assemble(gathered: Gathered, clusters: Sequence[int]) -> tuple[FoundSupplier, ...]:
    """Suppliers and their branches and units, ordered by key."""
    of: dict[int, list[int]] = defaultdict(list)
    for node, cluster in enumerate(clusters):
        of[cluster].append(node)
    best = gathered.likely.best_links(clusters)
    found: list[FoundSupplier] = []
    taken: Counter[str] = Counter()
    for cluster in sorted(of):
        found += _suppliers(gathered, of[cluster], best, taken)
    return tuple(sorted(found, key=lambda supplier: supplier.key))


def centre_of(nodes: Sequence[tuple[int, int, int]]) -> int:
    """The node a cluster is called by: of (support, fitness, node) the best supported, then the
    fittest to be shown, then the first.
    """
    return max(nodes, key=lambda node: (node[0], node[1], -node[2]))[2]


def commonest_number(numbers: Mapping[str, int]) -> str:
    """The number that most names carry; of equals the first; "" when none has any."""
    held = {number: times for number, times in numbers.items() if number}
    return min(held, key=lambda number: (-held[number], number)) if held else ""


def display_name(items: Sequence[Item]) -> Item:
    """The item whose name is shown: the fittest, then the one of most sources.

    How often it was seen plays no part: one more payment must not change what a supplier is called.
    """
    return max(
        items,
        key=lambda item: (
            fitness(item.name, item.read), item.sources, item.name, item.number
        ),
    )  # fmt: skip


def _suppliers(
    gathered: Gathered, nodes: list[int], best: Sequence[float], taken: Counter[str]
) -> list[FoundSupplier]:
    centre = centre_of([(*_standing(gathered, node), node) for node in nodes])
    members = gathered.nodes[centre].members
    shown = display_name([gathered.items[at] for at in members])
    places = [(at, node) for node in nodes for at in gathered.nodes[node].members]
    number = commonest_number(Counter(gathered.items[at].number for at, _node in places))
    called = Called(shown.name, shown.read, number, len(places) == 1)
    parts: dict[tuple[str, str], list[tuple[Item, Belonging]]] = defaultdict(list)
    for at, node in places:
        item = gathered.items[at]
        link = 1.0 if node == centre else best[node]
        why = belonging(
            item.name, item.read, item.number, called, gathered.lexicon,
            link=link, judged=item.name in gathered.judged,
        )  # fmt: skip
        parts[why.kind, why.what].append((item, why))
    content = content_of(number, gathered.nodes[centre].words)
    key = key_of(content, taken[content])
    taken[content] += 1
    if len(parts) == 1:
        parts = {("", ""): next(iter(parts.values()))}
    found = [FoundSupplier(key, shown.name, number, _members(parts.pop(("", ""), [])))]
    for (kind, what), held in sorted(parts.items()):
        own = commonest_number(Counter(item.number for item, _why in held))
        name = display_name([item for item, _why in held]).name
        found.append(FoundSupplier(part_key(key, kind, what), name, own, _members(held), key))
    return found


def _standing(gathered: Gathered, node: int) -> tuple[int, int]:
    items = [gathered.items[at] for at in gathered.nodes[node].members]
    return len(items), max(fitness(item.name, item.read) for item in items)


def _members(held: Sequence[tuple[Item, Belonging]]) -> tuple[Member, ...]:
    return tuple(
        sorted(
            (
                Member(source, name, why.confidence, why.reason)
                for item, why in held
                for source, name, _times in item.seen
            ),
            key=lambda member: (member.name, member.source),
        )
    )
