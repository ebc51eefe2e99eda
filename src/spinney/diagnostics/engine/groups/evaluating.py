"""What given groups are worth, which rules they break, and what a change does to them.

For a facilitator who moves people about by hand: quick enough to answer at once.

>>> from spinney.diagnostics.engine.groups.problem import Organisation, Problem, Rules
>>> def one(key: str, need: str, offer: str) -> Organisation:
...     return Organisation(key, key.upper(), {need: 3}, {offer: 3}, 53.8, -1.55)
>>> problem = Problem(
...     (*(one(key, "HR", "ICT") for key in "ab"), *(one(key, "ICT", "HR") for key in "cd")),
...     Rules(min_size=2, max_size=3),
... )
>>> before = evaluate(problem, [["a", "b"], ["c", "d"]])
>>> after = evaluate(problem, [["a", "c"], ["b", "d"]], before=before)
>>> round(before.objective, 2), round(after.change, 2)
(0.48, 0.5)
>>> [(one.code, one.number) for one in evaluate(problem, [["a"], ["b", "c", "d"]]).broken]
[(<Broken.TOO_SMALL: 'too_small'>, 1)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups.problem import Organisation, Problem
from spinney.diagnostics.engine.groups.tables import SAME_MINUTE
from spinney.diagnostics.engine.groups.worth import GroupWorth, minutes_apart, worth_of


class Broken(StrEnum):
    """A rule that a group breaks; `number` and `limit` of BrokenRule are as told here."""

    TOO_SMALL = "too_small"  # members, least
    TOO_LARGE = "too_large"  # members, most
    TOO_MANY_FRAGILE = "too_many_fragile"  # fragile members, most
    TOO_FAR = "too_far"  # minutes between the two of `keys`, longest allowed
    KIND_MISSING = "kind_missing"  # `kind` has no member
    NOT_TOGETHER = "not_together"  # the two of `keys` are in different places
    NOT_APART = "not_apart"  # the two of `keys` are in one group
    NOT_PLACED = "not_placed"  # organisations outside, 0


@dataclass(frozen=True)
class BrokenRule:
    """One breach: in which group (its place in the list; None when it concerns none alone)."""

    code: Broken
    group: int | None = None
    keys: tuple[str, ...] = ()
    number: float | None = None
    limit: float | None = None
    kind: str = ""


@dataclass(frozen=True)
class Evaluation:
    """Groups with their worths; `objective` is their sum less the price of those `outside`.

    `change` is the objective less that of the evaluation before (None without one), and `touched`
    are the places of groups that were not there before.
    """

    groups: tuple[GroupWorth, ...]
    outside: tuple[str, ...]
    objective: float
    broken: tuple[BrokenRule, ...]
    change: float | None = None
    touched: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        plain = asdict(self)
        plain["groups"] = [one.as_json() for one in self.groups]
        return plain


def evaluate(
    problem: Problem, groups: Sequence[Sequence[str]], *, before: Evaluation | None = None
) -> Evaluation:
    """Weigh groups of keys. Everybody not named is outside. Groups that were in `before` are not
    weighed again. Raises BadInput for a key that is not there or in two places.
    """
    _check_keys(problem, groups)
    known = {frozenset(one.members): one for one in before.groups} if before else {}
    weighed, touched = [], []
    for at, keys in enumerate(groups):
        found = known.get(frozenset(keys))
        if found is None:
            found = worth_of(problem, [problem.by_key[key] for key in keys])
            touched.append(at)
        weighed.append(found)
    placed = {key for keys in groups for key in keys}
    outside = tuple(one.key for one in problem.organisations if one.key not in placed)
    objective = sum(one.worth for one in weighed) - problem.weights.outside_price * len(outside)
    return Evaluation(
        groups=tuple(weighed),
        outside=outside,
        objective=objective,
        broken=tuple(broken_rules(problem, groups, outside)),
        change=None if before is None else objective - before.objective,
        touched=tuple(touched),
    )


def _check_keys(problem: Problem, groups: Sequence[Sequence[str]]) -> None:
    seen: set[str] = set()
    for key in (key for keys in groups for key in keys):
        if key not in problem.by_key:
            raise BadInput(f"{key} is not among the organisations.")
        if key in seen:
            raise BadInput(f"{key} is in two places. Take it out of one.")
        seen.add(key)


def broken_rules(
    problem: Problem, groups: Sequence[Sequence[str]], outside: Sequence[str]
) -> Iterator[BrokenRule]:
    """Every breach: group by group, then pairs, then those who are not placed."""
    for at, keys in enumerate(groups):
        if keys:
            yield from _broken_in(problem, at, [problem.by_key[key] for key in keys])
    where = {key: at for at, keys in enumerate(groups) for key in keys}
    for a, b in problem.rules.together:
        if where.get(a) != where.get(b):
            yield BrokenRule(Broken.NOT_TOGETHER, where.get(a), (a, b))
    for a, b in problem.rules.apart:
        if a in where and where[a] == where.get(b):
            yield BrokenRule(Broken.NOT_APART, where[a], (a, b))
    if problem.rules.everyone_placed and outside:
        yield BrokenRule(Broken.NOT_PLACED, None, tuple(outside), len(outside), 0)


def _broken_in(problem: Problem, at: int, members: list[Organisation]) -> Iterator[BrokenRule]:
    rules, size = problem.rules, len(members)
    keys = tuple(one.key for one in members)
    if size < rules.min_size:
        yield BrokenRule(Broken.TOO_SMALL, at, keys, size, rules.min_size)
    if size > rules.max_size:
        yield BrokenRule(Broken.TOO_LARGE, at, keys, size, rules.max_size)
    fragile = tuple(one.key for one in members if one.fragile)
    if rules.most_fragile is not None and len(fragile) > rules.most_fragile:
        yield BrokenRule(Broken.TOO_MANY_FRAGILE, at, fragile, len(fragile), rules.most_fragile)
    for kind in rules.one_of_kinds:
        if all(one.kind != kind for one in members):
            yield BrokenRule(Broken.KIND_MISSING, at, keys, 0, 1, kind)
    yield from _too_far(problem, at, members)


def _too_far(problem: Problem, at: int, members: list[Organisation]) -> Iterator[BrokenRule]:
    longest = problem.rules.longest_minutes
    if longest is None:
        return
    for a, b in combinations(members, 2):
        way = minutes_apart(a, b, problem.travel)
        if way is not None and way > longest + SAME_MINUTE:
            yield BrokenRule(Broken.TOO_FAR, at, (a.key, b.key), way, longest)
