"""Groups for a problem: with proof for a locality, by blocks for many (locality, large)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spinney.diagnostics.engine.groups.generation import USUAL, Effort, Generated, generate
from spinney.diagnostics.engine.groups.problem import Problem
from spinney.diagnostics.engine.groups.tables import roll_of, tables_of

LOCALITY = 80
"""Up to so many organisations are solved as one; above, in blocks."""
PRICE_OF_EVERYONE = 5.0
"""When everyone is to be placed, leaving one outside costs more than any place can."""


@dataclass(frozen=True)
class Solved:
    """Groups of keys, their objective (with the problem's own price of those outside), the proven
    bound on it, and how they were found ("column generation" or "blocks").
    """

    groups: tuple[tuple[str, ...], ...]
    objective: float
    bound: float
    method: str

    @property
    def gap(self) -> float | None:
        """By what share of the objective a better proposal could exceed it; None at or below 0."""
        return (self.bound - self.objective) / self.objective if self.objective > 0 else None


def search_price(problem: Problem) -> float:
    """What leaving one outside costs in the search."""
    price = problem.weights.outside_price
    return max(price, PRICE_OF_EVERYONE) if problem.rules.everyone_placed else price


def solve(
    problem: Problem, effort: Effort = USUAL, *, stop: Callable[[], bool] = lambda: False,
    workers: int = 1,
) -> Solved:  # fmt: skip
    """The best groups found, and a bound that no groups can exceed."""
    if len(problem.organisations) < problem.rules.min_size:
        price = -problem.weights.outside_price * len(problem.organisations)
        return Solved((), price, price, "column generation")
    if len(problem.organisations) > LOCALITY:
        from spinney.diagnostics.engine.groups.blocks import solve_in_blocks

        return solve_in_blocks(problem, effort, stop=stop, workers=workers)
    return solved_by(problem, solve_locality(problem, effort, stop))


def solve_locality(
    problem: Problem, effort: Effort, stop: Callable[[], bool] = lambda: False,
    known: Sequence[Sequence[str]] = (),
) -> Generated:  # fmt: skip
    """Column generation over all organisations at once."""
    at = {one.key: row for row, one in enumerate(problem.organisations)}
    tables = tables_of(roll_of(problem))
    rows = [[at[key] for key in keys] for keys in known]
    return generate(
        tables, effort, outside_price=search_price(problem), known=rows or None, stop=stop
    )


def solved_by(problem: Problem, made: Generated) -> Solved:
    """What was generated, told by keys and with the problem's own price."""
    people = problem.organisations
    groups = tuple(tuple(people[row].key for row in sorted(group)) for group in made.groups)
    outside = len(people) - sum(map(len, groups))
    # With everyone placed the search prices the outside higher; nobody outside in both, or the
    # bound is raised by what that price took from it.
    back = (search_price(problem) - problem.weights.outside_price) * outside
    return Solved(groups, made.objective + back, made.bound + back, "column generation")


def reweighted(problem: Problem, **weights: float) -> Problem:
    """The same problem with some weights changed."""
    return replace(problem, weights=replace(problem.weights, **weights))  # type: ignore[arg-type]
