"""What can be saved in all, no money counted twice. Pure.

Opportunities that exclude one another are about the same money. The total takes the set of them
that saves most (by the middle of their ranges) in which no two exclude one another: the heaviest
independent set, found exactly, one group of opportunities that hang together at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spinney.purchasing.engine.opportunities.opportunity import Opportunity

_BY_HAND = 16
"""Groups up to this size are searched here; larger ones go to HiGHS."""

Edges = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Total:
    """Pence a year, a range, and the keys of the opportunities that it counts, in order."""

    low_pence: int
    high_pence: int
    keys: tuple[str, ...]


def total(opportunities: Iterable[Opportunity]) -> Total:
    """The most that can be saved by opportunities that do not exclude one another."""
    of = {one.key: one for one in opportunities}
    edges = _both_ways(of)
    weights = {key: one.low_pence + one.high_pence for key, one in of.items()}
    keys: list[str] = []
    for group in _hanging_together(edges):
        keys += _heaviest(group, edges, weights)
    keys.sort()
    return Total(
        sum(of[key].low_pence for key in keys), sum(of[key].high_pence for key in keys), tuple(keys)
    )


def _both_ways(of: Mapping[str, Opportunity]) -> Edges:
    """Who excludes whom among those given, said by either of the two."""
    edges: dict[str, set[str]] = {key: set() for key in of}
    for key, one in of.items():
        for other in one.excludes:
            if other in edges and other != key:
                edges[key].add(other)
                edges[other].add(key)
    return {key: frozenset(others) for key, others in edges.items()}


def _hanging_together(edges: Edges, among: frozenset[str] | None = None) -> list[frozenset[str]]:
    left = set(edges if among is None else among)
    groups = []
    while left:
        group, edge = set(), [min(left)]
        while edge:
            key = edge.pop()
            if key in left:
                left.discard(key)
                group.add(key)
                edge += edges[key] & left
        groups.append(frozenset(group))
    return groups


def _heaviest(group: frozenset[str], edges: Edges, weights: Mapping[str, int]) -> list[str]:
    if len(group) <= 1:
        return sorted(group)
    if len(group) > _BY_HAND:
        hub = max(group, key=lambda key: (len(edges[key] & group), key))
        if len(edges[hub] & group) < len(group) - 1:
            return _by_highs(group, edges, weights)
        # It excludes all the others: alone, or none of it. What is left may fall apart.
        return max(
            [hub],
            _of_groups(group - {hub}, edges, weights),
            key=lambda keys: sum(weights[key] for key in keys),
        )
    return _by_hand(group, edges, weights)


def _of_groups(keys: frozenset[str], edges: Edges, weights: Mapping[str, int]) -> list[str]:
    chosen = []
    for group in _hanging_together(edges, keys):
        chosen += _heaviest(group, edges, weights)
    return chosen


def _by_hand(group: frozenset[str], edges: Edges, weights: Mapping[str, int]) -> list[str]:
    """With or without the one that excludes most others, whichever is heavier."""
    if not group:
        return []
    hub = max(group, key=lambda key: (len(edges[key] & group), key))
    if not edges[hub] & group:
        return sorted(group)
    with_it = [hub, *_by_hand(group - edges[hub] - {hub}, edges, weights)]
    without = _by_hand(group - {hub}, edges, weights)
    return max(with_it, without, key=lambda keys: sum(weights[key] for key in keys))


def _by_highs(group: frozenset[str], edges: Edges, weights: Mapping[str, int]) -> list[str]:
    """The same as a whole-number programme, solved to the optimum."""
    import highspy

    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    keys = sorted(group)
    # A pound is fine enough to choose by, and keeps the numbers in the solver's range.
    chosen = {key: model.addBinary(obj=weights[key] / 100) for key in keys}
    for key in keys:
        for other in edges[key] & group:
            if key < other:
                model.addConstr(chosen[key] + chosen[other] <= 1)
    model.maximize()
    return [key for key in keys if model.val(chosen[key]) > 0.5]
