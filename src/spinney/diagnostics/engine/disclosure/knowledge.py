"""What the public knows of one question, and whether it may learn a little more.

Each respondent answered a level 0..top. People who stand in exactly the same published groups form
a *leaf*; nothing published tells them apart. Published is, for unions of leaves, that the total of
levels lies in a range. A *world* is a way in which everybody may have answered; it is *possible*
for an attacker when it agrees with everything published and with her own answers.

Since people of a leaf can be exchanged, and any way of filling a leaf with a given total will do,
possible worlds are described by the leaves' totals alone, and with a total of t among `others`
people, any one of them may have answered exactly

    max(0, t - (others - 1) * top) .. min(top, t).

`View.safe(low, high)` says whether telling that the total of one more group lies in low..high
leaves every person at least `least_possible` answers, whatever attackers hold. It is exact, not a
guess: through `sums` where the published groups are connected in one way, else by going through
all totals of leaves one by one (`Enumerated`), which is refused when there are too many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, Protocol

from spinney.diagnostics.engine.disclosure.sums import Sum, in_one_way, nest, tighten

SLACK: Final = 4
"""Times as many beginnings of worlds as worlds are gone through before it is too many."""

type Held = tuple[tuple[int, int], ...]
"""Pairs of a leaf and how many of its people an attacker, or several together, are."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Published: the total of levels over these leaves lies in low..high."""

    leaves: frozenset[int]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Sizes of the leaves, the top level, what was published, and who may be asking."""

    sizes: tuple[int, ...]
    top: int
    facts: tuple[Fact, ...]
    attackers: tuple[Held, ...]
    least_possible: int = 2

    @property
    def needed(self) -> int:
        """How many answers must stay possible; never more than there are."""
        return min(self.least_possible, self.top + 1)


class View(Protocol):
    """The candidate figure's range as the public knows it, and which bands of it may be shown."""

    low: int
    high: int

    def safe(self, low: int, high: int) -> bool:
        """Whether the band low..high, if shown, leaves everybody's answer open."""

    def all_own(self, at: int) -> bool:
        """Whether `at` alone is safe *and* fits every answer every attacker may have given.

        Where this holds at two places it holds between them (see `bands`). False when unknown.
        """


def view(knowledge: Knowledge, group: frozenset[int], most_worlds: int) -> View | None:
    """A candidate `group` of leaves in the light of what is known; None: too many cases."""
    sums, places = nest(len(knowledge.sizes), [*(f.leaves for f in knowledge.facts), group])
    if in_one_way(sums):
        connected = Connected(knowledge, sums, places, places[group])
        return connected if connected.possible else Contradicted()
    worlds = _worlds(knowledge, most_worlds)
    if worlds is None:
        return None
    return Enumerated(knowledge, group, worlds) if worlds else Contradicted()


def outer_range(knowledge: Knowledge, group: frozenset[int]) -> tuple[int, int]:
    """What anybody can work out about a group's total from what was published (an outer bound)."""
    sums, places = nest(len(knowledge.sizes), [*(f.leaves for f in knowledge.facts), group])
    low, high = _ranges(knowledge, places)
    tighten(sums, low, high)
    return low[places[group]], high[places[group]]


def _ranges(knowledge: Knowledge, places: dict[frozenset[int], int]) -> tuple[list[int], list[int]]:
    low = [0] * len(places)
    high = [0] * len(places)
    for leaves, place in places.items():
        high[place] = knowledge.top * sum(knowledge.sizes[leaf] for leaf in leaves)
    for fact in knowledge.facts:
        place = places[fact.leaves]
        low[place], high[place] = max(low[place], fact.low), min(high[place], fact.high)
    return low, high


class Connected:
    """Groups connected in one way: ranges narrowed by sums are exact."""

    def __init__(
        self,
        knowledge: Knowledge,
        sums: tuple[Sum, ...],
        places: dict[frozenset[int], int],
        group: int,
    ) -> None:
        self._known, self._sums, self._group = knowledge, sums, group
        self._low, self._high = _ranges(knowledge, places)
        self.possible = tighten(sums, self._low, self._high)
        self.low, self.high = self._low[group], self._high[group]

    def safe(self, low: int, high: int) -> bool:
        """See `View`."""
        return all(
            self._keeps(held, own, low, high) is not False
            for held in self._known.attackers
            for own in _own_totals(held, self._known.top)
        )

    def all_own(self, at: int) -> bool:
        """See `View`."""
        return all(
            self._keeps(held, own, at, at) is True
            for held in self._known.attackers
            for own in _own_totals(held, self._known.top)
        )

    def _keeps(self, held: Held, own: tuple[int, ...], low: int, high: int) -> bool | None:
        """Whether one attacker with these own totals learns too little; None: it cannot be."""
        lows, highs = self._low.copy(), self._high.copy()
        lows[self._group] = max(lows[self._group], low)
        highs[self._group] = min(highs[self._group], high)
        top, sizes = self._known.top, self._known.sizes
        for (leaf, people), total in zip(held, own, strict=True):
            lows[leaf] = max(lows[leaf], total)
            highs[leaf] = min(highs[leaf], total + (sizes[leaf] - people) * top)
        if not tighten(self._sums, lows, highs):
            return None
        mine = {leaf: (people, total) for (leaf, people), total in zip(held, own, strict=True)}
        for leaf, size in enumerate(sizes):
            people, total = mine.get(leaf, (0, 0))
            others = size - people
            if others < 1:
                continue
            least = max(0, lows[leaf] - total - (others - 1) * top)
            if min(top, highs[leaf] - total) - least + 1 < self._known.needed:
                return False
        return True


class Contradicted:
    """What was published cannot all be so, as somebody supposed: then nothing follows from it."""

    low, high = 0, -1

    def safe(self, low: int, high: int) -> bool:
        """See `View`."""
        return True

    def all_own(self, at: int) -> bool:
        """See `View`."""
        return False


class Enumerated:
    """Any groups at all, every possible world gone through."""

    def __init__(
        self, knowledge: Knowledge, group: frozenset[int], worlds: list[tuple[int, ...]]
    ) -> None:
        self._known = knowledge
        figures = [sum(world[leaf] for leaf in group) for world in worlds]
        self.low, self.high = min(figures), max(figures)
        self._seen: dict[tuple[int, int], dict[tuple[int, ...], list[int]]] = {}
        for world, figure in zip(worlds, figures, strict=True):
            for at, held in enumerate(knowledge.attackers):
                mine = tuple(world[leaf] for leaf, _people in held)
                seen = self._seen.setdefault((at, figure), {})
                totals = seen.setdefault(mine, [0] * len(world))
                for leaf, total in enumerate(world):
                    totals[leaf] |= 1 << total

    def safe(self, low: int, high: int) -> bool:
        """See `View`."""
        return all(
            self._keeps(at, held, own, range(low, high + 1))
            for at, held in enumerate(self._known.attackers)
            for own in _own_totals(held, self._known.top)
        )

    def all_own(self, at: int) -> bool:
        """Nothing is known between two places here: never."""
        return False

    def _keeps(self, at: int, held: Held, own: tuple[int, ...], figures: range) -> bool:
        sizes, top = self._known.sizes, self._known.top
        possible = [0] * len(sizes)
        for figure in figures:
            for mine, totals in self._seen.get((at, figure), {}).items():
                if all(
                    total <= all_of <= total + (sizes[leaf] - people) * top
                    for (leaf, people), total, all_of in zip(held, own, mine, strict=True)
                ):
                    possible = [old | new for old, new in zip(possible, totals, strict=True)]
        if not any(possible):
            return True  # these own answers cannot go with these figures
        mine_by_leaf = {leaf: (n, total) for (leaf, n), total in zip(held, own, strict=True)}
        return all(
            _open_answers(possible[leaf], size, mine_by_leaf.get(leaf, (0, 0)), top)
            >= self._known.needed
            for leaf, size in enumerate(sizes)
            if size > mine_by_leaf.get(leaf, (0, 0))[0]
        )


def _open_answers(totals: int, size: int, mine: tuple[int, int], top: int) -> int:
    """How many answers one other person of a leaf may have given; `totals` is a set of bits."""
    people, own = mine
    others = size - people
    answers: set[int] = set()
    for total in range(totals.bit_length()):
        if totals >> total & 1:
            rest = total - own
            answers.update(range(max(0, rest - (others - 1) * top), min(top, rest) + 1))
    return len(answers)


def _own_totals(held: Held, top: int) -> Iterator[tuple[int, ...]]:
    return product(*(range(people * top + 1) for _leaf, people in held))


def _worlds(knowledge: Knowledge, most: int) -> list[tuple[int, ...]] | None:
    """All totals of leaves that agree with what was published; None: more than `most`."""
    sizes, facts = knowledge.sizes, knowledge.facts
    sums, places = nest(len(sizes), [fact.leaves for fact in facts])
    low, high = _ranges(knowledge, places)
    tighten(sums, low, high)
    worlds: list[tuple[int, ...]] = [()]
    for leaf in range(len(sizes)):
        rest = range(leaf + 1, len(sizes))
        limits = [
            (
                [at for at in fact.leaves if at < leaf],
                fact.low - sum(high[at] for at in rest if at in fact.leaves),
                fact.high - sum(low[at] for at in rest if at in fact.leaves),
            )
            for fact in facts
            if leaf in fact.leaves
        ]
        longer: list[tuple[int, ...]] = []
        for world in worlds:
            bottom, top = low[leaf], high[leaf]
            for earlier, least, greatest in limits:
                so_far = sum([world[at] for at in earlier])
                bottom, top = max(bottom, least - so_far), min(top, greatest - so_far)
            longer.extend((*world, total) for total in range(bottom, top + 1))
        worlds = longer
        if len(worlds) > SLACK * most:
            return None
    return worlds if len(worlds) <= most else None
