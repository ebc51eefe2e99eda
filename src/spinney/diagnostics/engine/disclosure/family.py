"""Linked questions: one asked only of those who gave certain answers to another.

How many were asked is itself an answer. So a question and those that hang on it are one composite
question, answered by everybody: "no", or "yes, and then this". Counts of all its answers form a
tree: those asked a question = the totals over its answers; those asked a further one = the totals
over the answers with which it is asked. Two questions asked of the same people share their count.
The sums are connected in one way, any counts that agree with them can be made up of people, and
people can be exchanged; so the narrowed ranges of `sums` are exact, and a person may have given an
answer if and only if, her attackers' answers taken away, its count can be at least one.

What must stay open is the answer to *each* question of the family, "was not asked" being one.

>>> tree = Tree(5, (Branch("shares", 2), Branch("with", 3, ("shares", frozenset({1})))))
>>> tree.bands("shares", 1).all()
((0, 2), (3, 5))
>>> tree = tree.told("shares", 1, (3, 5))
>>> [tree.bands("with", option).all() for option in range(3)]
[((0, 1), (2, 2), (3, 5)), ((0, 1), (2, 2), (3, 5)), ((0, 1), (2, 2), (3, 5))]
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations_with_replacement, product

from spinney.diagnostics.engine.disclosure.bands import Band, Bands
from spinney.diagnostics.engine.disclosure.formulas import choice_bands
from spinney.diagnostics.engine.disclosure.onlooker import Onlooker
from spinney.diagnostics.engine.disclosure.sums import Sum, tighten


@dataclass(frozen=True, slots=True)
class Branch:
    """A question of the family: how many answers it has, and with which answers to which other
    question it is asked (None: of everybody; the first branch only).
    """

    key: str
    levels: int
    asked_if: tuple[str, frozenset[int]] | None = None


type Path = dict[int, int]
"""One person's answers, or several people's together: how many at each number of the tree."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers of the tree: 0 is everybody; then each question's answers and those asked each."""

    sums: tuple[Sum, ...]
    asked: dict[str, int]
    answers: dict[str, tuple[int, ...]]
    size: int


def fits(branches: Sequence[Branch]) -> bool:
    """Whether questions form a tree: each hangs on an earlier one, and those that hang on the same
    question are asked with the same answers or with none in common.
    """
    known: dict[str, int] = {}
    for at, branch in enumerate(branches):
        if (branch.asked_if is None) != (at == 0) or branch.key in known:
            return False
        if branch.asked_if is not None and not _hangs_well(branch, branches[:at]):
            return False
        known[branch.key] = at
    return True


def _hangs_well(branch: Branch, earlier: Sequence[Branch]) -> bool:
    assert branch.asked_if is not None  # noqa: S101 - asked by `fits` of those that hang only
    parent, answers = branch.asked_if
    found = next((one for one in earlier if one.key == parent), None)
    if found is None or not answers or not answers < frozenset(range(found.levels)):
        return False
    others = [one.asked_if[1] for one in earlier if one.asked_if and one.asked_if[0] == parent]
    return all(other == answers or not other & answers for other in others)


@lru_cache(maxsize=512)
def layout(branches: tuple[Branch, ...]) -> Layout:
    """Numbers and sums of a family."""
    asked, answers, sums, size = {branches[0].key: 0}, {}, [], 1
    groups: dict[tuple[str, frozenset[int]], int] = {}
    for branch in branches:
        if branch.asked_if is not None:
            asked[branch.key] = groups[branch.asked_if]
        answers[branch.key] = tuple(range(size, size + branch.levels))
        size += branch.levels
        rest = set(range(branch.levels))
        parts: list[int] = []
        for child in branches:
            if child.asked_if and child.asked_if[0] == branch.key and child.asked_if not in groups:
                with_them = child.asked_if[1]
                groups[child.asked_if] = size
                sums.append((size, tuple(answers[branch.key][a] for a in sorted(with_them))))
                parts.append(size)
                rest -= with_them
                size += 1
        parts.extend(answers[branch.key][answer] for answer in sorted(rest))
        sums.append((asked[branch.key], tuple(parts)))
    return Layout(tuple(sums), asked, answers, size)


@dataclass(frozen=True, slots=True)
class Tree:
    """A family answered by so many people, and what has been told of it: (number, low, high)."""

    people: int
    branches: tuple[Branch, ...]
    facts: tuple[tuple[int, int, int], ...] = ()
    coalition: int = 1
    least_possible: int = 2

    def told(self, key: str, answer: int, band: Band) -> "Tree":
        """The tree after a count has been shown."""
        number = layout(self.branches).answers[key][answer]
        return replace(self, facts=(*self.facts, (number, *band)))

    def bands(self, key: str, answer: int) -> Bands:
        """Safe bands for the count of one answer, beside all that was told."""
        alike = replace(self, branches=_by_place(self.branches))
        return _bands(alike, layout(self.branches).answers[key][answer])

    def attackers(self) -> tuple[Path, ...]:
        """Every way in which attackers may have answered, together."""
        return _attackers(self.branches, self.coalition)


@lru_cache(maxsize=512)
def _by_place(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """The same family under no names: what is worked out for it serves every one of its shape."""
    places = {one.key: str(at) for at, one in enumerate(branches)}
    return tuple(
        Branch(
            places[one.key],
            one.levels,
            (places[one.asked_if[0]], one.asked_if[1]) if one.asked_if else None,
        )
        for one in branches
    )


@lru_cache(maxsize=4096)
def _bands(tree: Tree, number: int) -> Bands:
    """From the low end upwards, the first band of the grid that is safe; what is left over at the
    high end is joined to the bands before it.
    """
    low, high = _ranges(tree)
    top, grid = high[number], _grid(tree, number)
    onlookers = _onlookers(tree, number, low, high)
    ends = sorted({min(end, top) for _start, end in grid.all()})
    found: list[Band] = []
    start = low[number]
    while start <= top:
        if grid.exact and grid.exact[0] <= start <= grid.exact[1]:
            last = min(one.alone(start, min(grid.exact[1], top)) for one in onlookers)
            found.extend((at, at) for at in range(start, last + 1))
            if last >= start:
                start = last + 1
                continue
        end = _safe_end(start, ends, onlookers)
        if end is None:
            start = _safe_start(start, top, found, onlookers)
            end = top
        found.append((start, end))
        start = end + 1
    return Bands(tuple(found), None, ())


def _safe_end(start: int, ends: Sequence[int], onlookers: Sequence[Onlooker]) -> int | None:
    """The first of `ends` such that start..end gives nothing away to anybody."""
    at = bisect_left(ends, start)
    while at < len(ends):
        wanted = [one.wide_enough(start, ends[at]) for one in onlookers]
        if None in wanted:
            return None
        widest = max(one for one in wanted if one is not None)
        if widest <= ends[at]:
            return ends[at]
        at = bisect_left(ends, widest)
    return None


def _safe_start(start: int, top: int, found: list[Band], onlookers: Sequence[Onlooker]) -> int:
    """The start of start..top, joined to as many of the last bands found as makes it safe; those
    are taken off.
    """
    while found:
        reached = [one.reaching(start, top) for one in onlookers]
        wanted = min(-1 if one is None else one for one in reached)
        if wanted >= start:
            return start
        start = found.pop()[0]
        while found and start > wanted:
            start = found.pop()[0]
    return start


def _onlookers(
    tree: Tree, number: int, low: Sequence[int], high: Sequence[int]
) -> tuple[Onlooker, ...]:
    plan, others = layout(tree.branches), tree.people - tree.coalition
    questions = [
        (
            plan.asked[one.key],
            plan.answers[one.key],
            min(tree.least_possible, one.levels + (one.asked_if is not None)),
        )
        for one in tree.branches
    ]
    found = []
    for path in tree.attackers():
        lows = [max(0, at - path.get(place, 0)) for place, at in enumerate(low)]
        highs = [min(others, at - path.get(place, 0)) for place, at in enumerate(high)]
        own = path.get(number, 0)
        found.append(Onlooker(plan.sums, lows, highs, number=number, own=own, questions=questions))
    return tuple(found)


def _grid(tree: Tree, number: int) -> Bands:
    """The bands that the count would have as a question by itself: never finer than these, lest
    the first counts told leave nothing for the rest.
    """
    numbers = layout(tree.branches).answers
    branch = next(one for one in tree.branches if number in numbers[one.key])
    options = branch.levels + (branch.asked_if is not None)
    return choice_bands(tree.people, options, tree.coalition)


def _ranges(tree: Tree) -> tuple[list[int], list[int]]:
    plan = layout(tree.branches)
    low, high = [0] * plan.size, [tree.people] * plan.size
    low[0] = tree.people
    for number, bottom, top in tree.facts:
        low[number], high[number] = max(low[number], bottom), min(high[number], top)
    tighten(plan.sums, low, high)
    return low, high


@lru_cache(maxsize=512)
def _attackers(branches: tuple[Branch, ...], coalition: int) -> tuple[Path, ...]:
    plan = layout(branches)
    paths = [tuple(path) for path in _paths(branches, plan)]
    found: dict[tuple[tuple[int, int], ...], Path] = {}
    for group in combinations_with_replacement(paths, coalition):
        together: Path = {}
        for path in group:
            for number in path:
                together[number] = together.get(number, 0) + 1
        found[tuple(sorted(together.items()))] = together
    return tuple(found.values())


def _paths(branches: tuple[Branch, ...], plan: Layout) -> Iterator[set[int]]:
    """Every way of answering the family: the numbers of the tree that such a person counts in."""
    for answers in product(*(range(branch.levels) for branch in branches)):
        given: dict[str, int] = {}
        numbers = {0}
        regular = True
        for branch, answer in zip(branches, answers, strict=True):
            if branch.asked_if and given.get(branch.asked_if[0], -1) not in branch.asked_if[1]:
                regular = regular and answer == 0  # not asked: one way of not answering is enough
                continue
            given[branch.key] = answer
            numbers |= {plan.answers[branch.key][answer], plan.asked[branch.key]}
        if regular:
            yield numbers


def ways(branches: Sequence[Branch]) -> int:
    """How many ways of answering there are, at most: the size of the work."""
    found = 1
    for branch in branches:
        found *= branch.levels
    return found
