"""From clusters of names to suppliers: what each is called, its branches, why each name is there.

The name shown is the fullest common spelling. Names with a place or a branch's number behind them
are a branch under the supplier, where other names of it have none or another; names under its
registration number that share no word with it are trading units under it.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spinney.purchasing.engine.matching.explaining import explain_names, place_of
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import align
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.reading import Read
from spinney.purchasing.engine.matching.seen import FoundSupplier, Member, Reason

UNIT_SHARE: Final = 0.15
"""Names under one number that share less than this of their words' weight are units, not spellings.
"""

SURE_BY_CODE: Final[Mapping[str, float]] = {
    "same_name": 1.0, "same_number": 0.99, "judged": 1.0, "legal_form": 0.98, "same_words": 0.98,
    "word_order": 0.96, "account_code": 0.96, "spacing": 0.95, "branch_town": 0.9,
    "abbreviation": 0.93, "spelling": 0.93, "unit": 0.9,
}  # fmt: skip
"""How sure names are that read the same, by what differs."""


@dataclass(frozen=True)
class Item:
    """One distinct name with its settled number, and where it was seen: (source, times)."""

    name: str
    number: str
    read: Read
    sources: tuple[tuple[str, int], ...]

    @property
    def times(self) -> int:
        return sum(times for _source, times in self.sources)


@dataclass(frozen=True)
class Gathered:
    """What assembling needs: items, nodes, likelihoods of pairs of nodes, and answers by name."""

    items: Sequence[Item]
    nodes: Sequence[Node]
    lexicon: Lexicon
    likely: Mapping[tuple[int, int], float]
    judged: frozenset[str] = frozenset()


def assemble(gathered: Gathered, clusters: Sequence[int]) -> tuple[FoundSupplier, ...]:
    """Suppliers and their branches and units, ordered by key."""
    of: dict[int, list[int]] = defaultdict(list)
    for node, cluster in enumerate(clusters):
        of[cluster].append(node)
    best = best_links(gathered.likely, clusters)
    found: list[FoundSupplier] = []
    taken: Counter[str] = Counter()
    for cluster in sorted(of, key=lambda at: gathered.nodes[of[at][0]].key):
        found += _Assembly(gathered, of[cluster], best).suppliers(taken)
    return tuple(sorted(found, key=lambda supplier: supplier.key))


def best_links(
    likely: Mapping[tuple[int, int], float], clusters: Sequence[int]
) -> dict[int, float]:
    """For each node the likelihood of its likeliest partner in its own cluster."""
    best: dict[int, float] = {}
    for (one, other), like in likely.items():
        if clusters[one] == clusters[other]:
            best[one] = max(best.get(one, 0.0), like)
            best[other] = max(best.get(other, 0.0), like)
    return best


def display_name(items: Sequence[Item]) -> Item:
    """The item whose name is shown: often written, with its legal form, in mixed case, bare."""
    return max(items, key=_fitness)


def _fitness(item: Item) -> tuple[int, int, int, int, int, str]:
    bare = not (item.read.code or item.read.tail or item.read.branch or item.read.short)
    mixed = not (item.name.isupper() or item.name.islower())
    return (
        bare,
        bool(item.read.form),
        len({source for source, _times in item.sources}),
        mixed,
        item.times,
        item.name,
    )


def key_of(number: str, words: Sequence[str], taken: Counter[str]) -> str:
    """A supplier's id: twelve hexadecimal figures from its number, else from its words.

    Where two suppliers have the same words (people said that they are two), the second in order
    takes a further letter into the reckoning.
    """
    content = number or " ".join(sorted(words))
    taken[content] += 1
    if taken[content] > 1:
        content += f" ({taken[content]})"
    return hashlib.sha256(content.encode()).hexdigest()[:12]


class _Assembly:
    """One cluster on its way to become a supplier with branches and units."""

    def __init__(self, gathered: Gathered, nodes: list[int], best: Mapping[int, float]) -> None:
        self._all = gathered
        self._best = best
        self._node_of = {at: node for node in nodes for at in gathered.nodes[node].members}
        centre = max(
            nodes, key=lambda node: (gathered.nodes[node].support, _evidence(gathered, node))
        )
        self._centre = gathered.nodes[centre]
        self._shown = display_name([gathered.items[at] for at in self._centre.members])

    def suppliers(self, taken: Counter[str]) -> list[FoundSupplier]:
        parts: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in sorted(
            self._node_of, key=lambda at: (self._items[at].name, self._items[at].number)
        ):
            parts[self._part(at)].append(at)
        whole = parts.pop(("", ""), None)
        if whole is None:
            if len(parts) == 1:
                whole = next(iter(parts.values()))
                parts = {}
            else:
                whole = []
        number = self._number()
        key = key_of(number, self._centre.words, taken)
        found = [self._supplier(key, whole, number, None)]
        for (kind, what), members in sorted(parts.items()):
            own = key_of("", (key, kind, what), taken)
            found.append(self._supplier(own, members, self._own_number(members), key))
        return found

    @property
    def _items(self) -> Sequence[Item]:
        return self._all.items

    def _number(self) -> str:
        numbers = Counter(self._items[at].number for at in self._node_of if self._items[at].number)
        return min(numbers, key=lambda number: (-numbers[number], number)) if numbers else ""

    def _own_number(self, members: Sequence[int]) -> str:
        numbers = {self._items[at].number for at in members} - {""}
        return numbers.pop() if len(numbers) == 1 else ""

    def _part(self, at: int) -> tuple[str, str]:
        """("", "") for the whole, or which branch or unit a name is of."""
        item = self._items[at]
        if item.number and item.number == self._number() and self._differs_wholly(item):
            return "unit", " ".join(sorted(item.read.words))
        place = place_of(item.read, self._shown.read, self._all.lexicon)
        return ("branch", place.lower()) if place else ("", "")

    def _differs_wholly(self, item: Item) -> bool:
        shown = self._shown.read
        if item.read.words == shown.words or item.read.words in shown.others:
            return False
        weight = self._all.lexicon.weight
        found = align(item.read.words, shown.words, self._all.lexicon)
        shared = sum(pair.weight for pair in found.pairs)
        total = shared + sum(map(weight, found.left)) + sum(map(weight, found.right))
        return shared < UNIT_SHARE * total

    def _supplier(
        self, key: str, members: Sequence[int], number: str, parent: str | None
    ) -> FoundSupplier:
        items = [self._items[at] for at in members]
        shown = display_name(items).name if parent else self._shown.name
        names = [
            Member(source, self._items[at].name, *why)
            for at in members
            for why in [self._why(at, parent)]
            for source, _times in self._items[at].sources
        ]
        names.sort(key=lambda member: (member.name, member.source))
        return FoundSupplier(key, shown, number, tuple(names), parent)

    def _why(self, at: int, parent: str | None) -> tuple[float, Reason]:
        item = self._items[at]
        if len(self._node_of) == 1:
            return 1.0, Reason("alone")
        if item.name in self._all.judged:
            return 1.0, Reason("judged", self._shown.name)
        if item.number and item.number == self._number() and item.name != self._shown.name:
            unit = parent is not None and self._differs_wholly(item)
            reason = Reason("unit" if unit else "same_number", item.number.partition(":")[2])
            return SURE_BY_CODE[reason.code], reason
        reason = explain_names(item.name, self._shown.name, self._all.lexicon)
        sure = SURE_BY_CODE.get(reason.code, 0.85)
        if self._node_of[at] not in self._same_node:
            sure = min(sure, self._best.get(self._node_of[at], 0.6))
        return round(sure, 3), reason

    @property
    def _same_node(self) -> set[int]:
        return {self._node_of[self._centre.members[0]]}


def _evidence(gathered: Gathered, node: int) -> tuple[int, int, str]:
    times = sum(gathered.items[at].times for at in gathered.nodes[node].members)
    return times, -len(gathered.nodes[node].words), gathered.nodes[node].key


Asking = Callable[[int, int], float]
