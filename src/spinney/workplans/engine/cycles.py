"""Activities that wait for one another in a circle: found, named, and left out. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spinney.workplans.engine.plan import Kind, Plan

Edges = Mapping[int, Sequence[int]]


def cycles(plan: Plan) -> list[tuple[int, ...]]:
    """A shortest circle through each group of activities that wait for one another: each activity
    waits for the next, and the last for the first. Empty where nothing waits for itself. Of several
    circles in one group the shortest is told, and when it is broken the next.

        >>> from spinney.workplans.engine.plan import Need, Planned
        >>> one = Planned(1, "Recruit", needs=(Need(Kind.ACTIVITY, 2),))
        >>> two = Planned(2, "Train", needs=(Need(Kind.ACTIVITY, 1),))
        >>> cycles(Plan((one, two)))
        [(1, 2)]
    """
    edges = edges_of(plan)
    found = []
    for group in _groups(edges):
        circles = [one for key in group if (one := _shortest(key, edges, set(group)))]
        if circles:
            found.append(min(circles, key=lambda one: (len(one), one)))
    return sorted(found)


def edges_of(plan: Plan) -> dict[int, list[int]]:
    """Activity -> the activities that it needs, as far as they are in the plan."""
    return {
        one.key: [
            need.key for need in one.needs if need.kind == Kind.ACTIVITY and need.key in plan.by_key
        ]
        for one in plan.activities
    }


def words_of_cycle(titles: Sequence[str]) -> str:
    """A circle in words.

    >>> words_of_cycle(["Recruit", "Train"])
    '“Recruit” waits for “Train”, and “Train” waits for “Recruit”'
    """
    if len(titles) == 1:
        return f"“{titles[0]}” waits for itself"
    after = [*titles[1:], titles[0]]
    told = [f"“{one}” waits for “{other}”" for one, other in zip(titles, after, strict=True)]
    return f"{', '.join(told[:-1])}, and {told[-1]}"


def in_order(plan: Plan) -> list[int]:
    """The activities so that each comes after what it needs, else as they stand in the plan. The
    plan has no circle (`without_cycles`).
    """
    edges = edges_of(plan)
    behind: dict[int, list[int]] = {key: [] for key in edges}
    for key, needed in edges.items():
        for one in needed:
            behind[one].append(key)
    waits = {key: len(needed) for key, needed in edges.items()}
    free = deque(key for key, number in waits.items() if not number)
    found = []
    while free:
        key = free.popleft()
        found.append(key)
        for one in behind[key]:
            waits[one] -= 1
            if not waits[one]:
                free.append(one)
    return found


def without_cycles(plan: Plan) -> Plan:
    """The plan without the needs by which activities wait for one another in a circle, so that the
    rest can be reckoned. The same plan, where there is none.
    """
    inside = {key: group for group in map(frozenset, _groups(edges_of(plan))) for key in group}
    if not inside:
        return plan
    cut = tuple(
        replace(
            one,
            needs=tuple(
                need
                for need in one.needs
                if not (need.kind == Kind.ACTIVITY and need.key in inside.get(one.key, ()))
            ),
        )
        for one in plan.activities
    )
    return replace(plan, activities=cut)


def _shortest(start: int, edges: Edges, within: set[int]) -> tuple[int, ...]:
    """A shortest way from an activity back to itself; () where there is none."""
    came: dict[int, int] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for needed in edges[key]:
            if needed == start:
                return _way_back(start, key, came)
            if needed in within and needed not in came:
                came[needed] = key
                queue.append(needed)
    return ()


def _way_back(start: int, last: int, came: Mapping[int, int]) -> tuple[int, ...]:
    way = [last]
    while way[-1] != start:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _groups(edges: Edges) -> Iterator[list[int]]:
    """The groups in which everything waits for everything else (strongly connected, Kosaraju's
    way); an activity alone only if it waits for itself.
    """
    back: dict[int, list[int]] = {key: [] for key in edges}
    for key, needed in edges.items():
        for one in needed:
            back[one].append(key)
    seen: set[int] = set()
    for key in reversed(_finished(edges)):
        if key in seen:
            continue
        group, queue = [], [key]
        seen.add(key)
        while queue:
            one = queue.pop()
            group.append(one)
            queue.extend(more := [other for other in set(back[one]) if other not in seen])
            seen.update(more)
        if len(group) > 1 or key in edges[key]:
            yield sorted(group)


def _finished(edges: Edges) -> list[int]:
    """The activities in the order in which a walk through what each needs leaves them."""
    seen: set[int] = set()
    found: list[int] = []
    for start in edges:
        stack = [(start, iter(edges[start]))] if start not in seen else []
        seen.add(start)
        while stack:
            key, rest = stack[-1]
            onward = next((one for one in rest if one not in seen), None)
            if onward is None:
                found.append(key)
                stack.pop()
            else:
                seen.add(onward)
                stack.append((onward, iter(edges[onward])))
    return found
