"""Why somebody is left outside: the nearest thing to a place, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from spinney.diagnostics.engine.groups.evaluating import Broken, BrokenRule, broken_rules
from spinney.diagnostics.engine.groups.problem import Organisation, Problem
from spinney.diagnostics.engine.groups.worth import minutes_apart, worth_of

NEAREST = 40
"""With how many of the nearest groups a place is tried."""


class Why(StrEnum):
    """Reasons; `number` and `limit` of Outsider are as told here."""

    TOO_FEW = "too_few"  # organisations in all, least for a group
    NOBODY_IN_REACH = "nobody_in_reach"  # others within the longest travel, others needed
    NO_SHARED_NEED = "no_shared_need"  # others in reach, 0
    BREAKS_A_RULE = "breaks_a_rule"  # see `rule`: the breach in the group that suits best
    GROUPS_FULL = "groups_full"  # members of the group that suits best, most
    COSTS_MORE = "costs_more"  # what the best group would lose, the price of leaving it outside
    NOT_FOUND = "not_found"  # what the best group would lose, the price: the search missed it


@dataclass(frozen=True)
class Outsider:
    """One organisation outside, and why. `group` is the place of the group that suits best."""

    key: str
    why: Why
    number: float
    limit: float
    group: int | None = None
    rule: BrokenRule | None = None


def outsiders(
    problem: Problem, groups: Sequence[Sequence[str]], outside: Sequence[str]
) -> tuple[Outsider, ...]:
    """Each of those outside with the reason that stands first in its way."""
    return tuple(_why(problem, groups, problem.by_key[key]) for key in outside)


def _why(problem: Problem, groups: Sequence[Sequence[str]], one: Organisation) -> Outsider:
    least = problem.rules.min_size
    others = [other for other in problem.organisations if other is not one]
    if len(others) + 1 < least:
        return Outsider(one.key, Why.TOO_FEW, len(others) + 1, least)
    reach = [other for other in others if _in_reach(problem, one, other)]
    if len(reach) < least - 1:
        return Outsider(one.key, Why.NOBODY_IN_REACH, len(reach), least - 1)
    if not any(_have_something(one, other) for other in reach):
        return Outsider(one.key, Why.NO_SHARED_NEED, len(reach), 0)
    return _no_place(problem, groups, one)


def _in_reach(problem: Problem, one: Organisation, other: Organisation) -> bool:
    way, longest = minutes_apart(one, other, problem.travel), problem.rules.longest_minutes
    return way is None or longest is None or way <= longest


def _have_something(one: Organisation, other: Organisation) -> bool:
    """Whether they share a need, or one offers what the other needs."""
    needs = {area for area, level in one.needs.items() if level}
    others = {area for area, level in other.needs.items() if level}
    offers = {area for area, level in one.offers.items() if level}
    from_other = {area for area, level in other.offers.items() if level}
    return bool(needs & others or needs & from_other or offers & others)


def _no_place(problem: Problem, groups: Sequence[Sequence[str]], one: Organisation) -> Outsider:
    """What happens when it joins the group that gains most, or loses least, by it."""
    price = problem.weights.outside_price
    tried = []
    for at in _nearest(problem, groups, one):
        members = [problem.by_key[key] for key in groups[at]]
        gain = worth_of(problem, [*members, one]).worth - worth_of(problem, members).worth
        breach = next(broken_rules(problem, [[*groups[at], one.key]], ()), None)
        tried.append((breach is None, gain, at, breach))
    if not tried:
        return Outsider(one.key, Why.NOT_FOUND, 0.0, price)
    free, gain, at, breach = max(tried, key=lambda trial: trial[:2])
    if not free and breach is not None:
        if breach.code is Broken.TOO_LARGE:
            return Outsider(
                one.key, Why.GROUPS_FULL, len(groups[at]), problem.rules.max_size, at, breach
            )
        return Outsider(
            one.key, Why.BREAKS_A_RULE, breach.number or 0, breach.limit or 0, at, breach
        )
    why = Why.COSTS_MORE if -gain >= price else Why.NOT_FOUND
    return Outsider(one.key, why, -gain, price, at)


def _nearest(problem: Problem, groups: Sequence[Sequence[str]], one: Organisation) -> list[int]:
    def way(at: int) -> float:
        first = problem.by_key[groups[at][0]]
        minutes = minutes_apart(one, first, problem.travel)
        return problem.travel.unknown_minutes if minutes is None else minutes

    return sorted((at for at, keys in enumerate(groups) if keys), key=way)[:NEAREST]
