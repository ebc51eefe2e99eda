"""Several different proposals, each with what it is good and bad at and who is left outside.

>>> from spinney.diagnostics.engine.groups.problem import Organisation, Problem, Rules
>>> areas = ("HR", "ICT", "finance")
>>> people = tuple(
...     Organisation(f"o{i}", f"Org {i}", {areas[i % 3]: 3}, {areas[(i + 1) % 3]: 2}, 53.8, -1.55)
...     for i in range(9)
... )
>>> found = propose(Problem(people, Rules(min_size=3, max_size=5)), count=1)
>>> found.proposals[0].kind, len(found.proposals[0].outside), found.bound >= found.objective
(<Kind.BEST: 'best'>, 0, True)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

from spinney.diagnostics.engine.groups.evaluating import Evaluation, evaluate
from spinney.diagnostics.engine.groups.generation import USUAL, Effort
from spinney.diagnostics.engine.groups.outsiders import Outsider, outsiders
from spinney.diagnostics.engine.groups.problem import Problem
from spinney.diagnostics.engine.groups.solving import (
    LOCALITY,
    Solved,
    reweighted,
    solve,
    solve_locality,
    solved_by,
)


def second(effort: Effort) -> Effort:
    """The effort for the other proposals, which need no proof of their own: the first's bound holds
    for all.
    """
    tries = effort.tries // 2
    return replace(effort, rounds=3, proof=effort.patience, tries=tries, nodes=3, choices=1)


class Kind(StrEnum):
    """What a proposal was looked for."""

    BEST = "best"  # most worth, by the weights given
    NEAREST = "nearest"  # travel and leaving somebody outside count three times as much
    COMPLEMENT = "complement"  # offers count three times as much, shared needs a third
    MOST_PLACED = "most_placed"  # leaving somebody outside costs more than any place
    ALIKE = "alike"  # shared needs count three times as much, offers a third
    DIFFERENT = "different"  # at most half of the first proposal's groups


class Measure(StrEnum):
    """What proposals are compared by."""

    WORTH = "worth"
    SPARED = "spared"
    OFFERED = "offered"
    MINUTES = "minutes"  # mean minutes to the host, of those placed
    PLACED = "placed"


@dataclass(frozen=True)
class Mark:
    """A measure in which a proposal is the best (or worst) of all, its number and the other end."""

    measure: Measure
    number: float
    against: float


@dataclass(frozen=True)
class Proposal:
    """One proposal. `loses` is the objective it gives up against the first; `same_groups` the
    number of groups it has in common with it, `moved` those who would meet somebody new or lose
    somebody, `pairs_kept` the share of the first's pairs that stay together.
    """

    kind: Kind
    evaluation: Evaluation
    measures: dict[str, float]
    good_at: tuple[Mark, ...]
    bad_at: tuple[Mark, ...]
    outside: tuple[Outsider, ...]
    loses: float
    same_groups: int
    moved: tuple[str, ...]
    pairs_kept: float


@dataclass(frozen=True)
class Proposals:
    """All proposals, best first. `bound` is proven: no groups that keep the rules have a higher
    objective; `gap` is what the first could at most be bettered by, as a share of its objective.
    """

    proposals: tuple[Proposal, ...]
    objective: float
    bound: float
    gap: float | None
    method: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        plain = asdict(self)
        for made, one in zip(plain["proposals"], self.proposals, strict=True):
            made["evaluation"] = one.evaluation.as_json()
        return plain


def propose(
    problem: Problem, *, count: int = 4, effort: Effort = USUAL,
    stop: Callable[[], bool] = lambda: False, workers: int = 1,
) -> Proposals:  # fmt: skip
    """At most `count` proposals that differ from each other. The first has the most worth found;
    the others are looked for with other weights, but all are told with the problem's own.

    `stop` ends the search early when it says so; the bound holds however early. `workers` are the
    processes used when there are more than a locality's organisations.
    """
    first = solve(problem, effort, stop=stop, workers=workers)
    made = [(Kind.BEST, problem, first.groups)]
    for kind in list(Kind)[1:]:
        if len(made) >= count or stop():
            break
        asked = _asked(kind, problem)
        if kind is Kind.DIFFERENT:
            groups = _different(problem, first, second(effort))
        elif kind is Kind.MOST_PLACED and _places_all(problem, first):
            continue
        else:
            groups = solve(asked, second(effort), stop=stop, workers=workers).groups
        if groups and all(set(groups) != set(other) for _, _, other in made):
            made.append((kind, asked, groups))
    return _compared(problem, first, made)


type Made = list[tuple[Kind, Problem, tuple[tuple[str, ...], ...]]]


def _places_all(problem: Problem, solved: Solved) -> bool:
    return sum(map(len, solved.groups)) == len(problem.organisations)


def _asked(kind: Kind, problem: Problem) -> Problem:
    """The problem as it is asked for a kind of proposal."""
    own = problem.weights
    if kind is Kind.NEAREST:
        return reweighted(problem, travel=3 * own.travel, outside_price=3 * own.outside_price)
    if kind is Kind.COMPLEMENT:
        return reweighted(problem, offers=3 * own.offers, shared=own.shared / 3)
    if kind is Kind.ALIKE:
        return reweighted(problem, shared=3 * own.shared, offers=own.offers / 3)
    if kind is Kind.MOST_PLACED:
        return replace(problem, rules=replace(problem.rules, everyone_placed=True))
    return problem


def _different(problem: Problem, first: Solved, effort: Effort) -> tuple[tuple[str, ...], ...]:
    """The best found with at most half of the first proposal's groups (for a locality)."""
    if len(problem.organisations) > LOCALITY or not first.groups:
        return ()
    made = solve_locality(problem, effort)
    at = {one.key: row for row, one in enumerate(problem.organisations)}
    taken = [[at[key] for key in group] for group in first.groups]
    rows = made.master.choose(nodes=20, keep_at_most=len(taken) // 2, of=taken)
    return solved_by(problem, replace(made, groups=rows)).groups


def _compared(problem: Problem, first: Solved, made: Made) -> Proposals:
    evaluations = [evaluate(problem, groups) for _, _, groups in made]
    measures = [measures_of(one) for one in evaluations]
    proposals = [
        _told(kind, asked, one, evaluations[0], measures)
        for (kind, asked, _), one in zip(made, evaluations, strict=True)
    ]
    first_one, *others = proposals
    others.sort(key=lambda one: one.loses)
    return Proposals(
        (first_one, *others),
        objective=evaluations[0].objective,
        bound=max([first.bound, *(one.objective for one in evaluations if not one.broken)]),
        gap=first.gap,
        method=first.method,
    )


def measures_of(evaluation: Evaluation) -> dict[str, float]:
    """The measures of one proposal."""
    groups = evaluation.groups
    placed = sum(len(one.members) for one in groups)
    return {
        Measure.WORTH.value: evaluation.objective,
        Measure.SPARED.value: sum(one.spared for one in groups),
        Measure.OFFERED.value: sum(one.offered for one in groups),
        Measure.MINUTES.value: sum(one.minutes_to_host for one in groups) / max(1, placed),
        Measure.PLACED.value: float(placed),
    }


def _told(
    kind: Kind, asked: Problem, one: Evaluation, first: Evaluation,
    measures: list[dict[str, float]],
) -> Proposal:  # fmt: skip
    groups = [group.members for group in one.groups]
    mine = measures_of(one)
    pairs, before = _pairs(one), _pairs(first)
    return Proposal(
        kind=kind,
        evaluation=one,
        measures=mine,
        good_at=_marks(mine, measures, good=True),
        bad_at=_marks(mine, measures, good=False),
        outside=outsiders(asked, groups, one.outside),
        loses=first.objective - one.objective,
        same_groups=len({frozenset(g.members) for g in one.groups}
                        & {frozenset(g.members) for g in first.groups}),
        moved=tuple(sorted({key for pair in pairs ^ before for key in pair})),
        pairs_kept=len(pairs & before) / len(before) if before else 1.0,
    )  # fmt: skip


def _pairs(evaluation: Evaluation) -> set[frozenset[str]]:
    return {frozenset(pair) for g in evaluation.groups for pair in combinations(g.members, 2)}


def _marks(
    mine: dict[str, float], measures: list[dict[str, float]], *, good: bool
) -> tuple[Mark, ...]:
    """Where this proposal is the best (or worst) of several that differ by over a hundredth."""
    found = []
    for measure in Measure:
        numbers = [one[measure.value] for one in measures]
        low, high = min(numbers), max(numbers)
        if high - low <= 0.01 * max(abs(low), abs(high)):
            continue
        top, other = (low, high) if (measure is Measure.MINUTES) == good else (high, low)
        if mine[measure.value] == top:
            found.append(Mark(measure, top, other))
    return tuple(found)
