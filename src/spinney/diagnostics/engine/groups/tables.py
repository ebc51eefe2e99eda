"""A problem as arrays, for those parts of the engine that weigh many groups at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.problem import HIGHEST, Problem, Rules, Weights
from spinney.diagnostics.engine.groups.travel import TravelEstimate, minutes_between
from spinney.diagnostics.engine.groups.worth import LONGEST_HOURS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SAME_MINUTE = 1e-9
"""Two ways of reckoning one distance may differ in the last digit; that breaks no limit."""


@dataclass(frozen=True)
class Roll:
    """All organisations of a problem, one row each; nothing here grows faster than their number.

    `needs` and `offers` are (n, areas) from 0 to 1; `points` (n, 2) in degrees with NaN for an
    unknown place; `kinds` (n, required kinds); `bundle` the number of those who must stay together
    (-1: free); `apart` the pairs who must not meet.
    """

    needs: Floats
    offers: Floats
    points: Floats
    fragile: Flags
    kinds: Flags
    bundle: Ints
    apart: tuple[tuple[int, int], ...]
    rules: Rules
    weights: Weights
    travel: TravelEstimate

    @property
    def focus(self) -> int:
        """On how many areas a group works; never more than there are."""
        return min(self.weights.focus, int(self.needs.shape[1]))

    def __len__(self) -> int:
        return len(self.needs)


def roll_of(problem: Problem) -> Roll:
    """The problem's organisations in their order, as arrays."""
    import numpy as np

    people, areas = problem.organisations, problem.areas or ("",)
    at = {one.key: number for number, one in enumerate(people)}
    needs = [[one.needs.get(area, 0) for area in areas] for one in people]
    offers = [[one.offers.get(area, 0) for area in areas] for one in people]
    bundle = np.full(len(people), -1)
    for number, keys in enumerate(problem.bundles()):
        bundle[[at[key] for key in keys]] = number
    kinds = problem.rules.one_of_kinds
    shape = (len(people), len(areas))
    return Roll(
        needs=np.array(needs, dtype=float).reshape(shape) / HIGHEST,
        offers=np.array(offers, dtype=float).reshape(shape) / HIGHEST,
        points=np.array([one.place or (np.nan, np.nan) for one in people]).reshape(-1, 2),
        fragile=np.array([one.fragile for one in people], dtype=bool),
        kinds=np.array([[one.kind == k for k in kinds] for one in people], dtype=bool).reshape(
            len(people), len(kinds)
        ),
        bundle=bundle,
        apart=tuple((at[a], at[b]) for a, b in problem.rules.apart),
        rules=problem.rules,
        weights=problem.weights,
        travel=problem.travel,
    )


@dataclass(frozen=True)
class Tables:
    """Some organisations of a roll with everything that holds between two of them.

    `needs`, `offers` and `cost` have one row (and column) more, all noughts: index -1, which stands
    for nobody, falls on it, so that groups of unequal size need no case of their own. `members` are
    their rows in the roll; all else is numbered from 0 within the tables: `cost` (m + 1, m + 1)
    what it takes from the worth when one travels to the other, `clash` (m, m) who cannot be in one
    group with whom, `bundles` (rows that stay together, singles too).
    """

    roll: Roll
    members: Ints
    needs: Floats
    offers: Floats
    cost: Floats
    clash: Flags
    fragile: Flags
    kinds: Flags
    bundles: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.members)

    @property
    def need(self) -> Floats:
        """The needs without the row for nobody."""
        return self.needs[:-1]

    @property
    def offer(self) -> Floats:
        """The offers without the row for nobody."""
        return self.offers[:-1]

    @property
    def rules(self) -> Rules:
        """The rules of the roll."""
        return self.roll.rules


def tables_of(roll: Roll, members: Sequence[int] | Ints | None = None) -> Tables:
    """The tables of some rows of the roll (all of them when not said)."""
    import numpy as np

    chosen = np.arange(len(roll)) if members is None else np.asarray(members, dtype=np.int64)
    points = roll.points[chosen]
    minutes = minutes_between(points, points, roll.travel)
    np.fill_diagonal(minutes, 0.0)
    return Tables(
        roll=roll,
        members=chosen,
        needs=np.pad(roll.needs[chosen], ((0, 1), (0, 0))),
        offers=np.pad(roll.offers[chosen], ((0, 1), (0, 0))),
        cost=np.pad(roll.weights.travel * np.minimum(LONGEST_HOURS, minutes / 60), (0, 1)),
        clash=_clashes(roll, chosen, points, minutes),
        fragile=roll.fragile[chosen],
        kinds=roll.kinds[chosen],
        bundles=_bundles(roll.bundle[chosen]),
    )


def _clashes(roll: Roll, chosen: Ints, points: Floats, minutes: Floats) -> Flags:
    import numpy as np

    clash = np.zeros(minutes.shape, dtype=bool)
    longest = roll.rules.longest_minutes
    if longest is not None:
        known = ~np.isnan(points[:, 0])
        clash = (minutes > longest + SAME_MINUTE) & known[:, None] & known[None, :]
    here = {int(row): number for number, row in enumerate(chosen)}
    for a, b in roll.apart:
        if a in here and b in here:
            clash[here[a], here[b]] = clash[here[b], here[a]] = True
    return clash


def _bundles(numbers: Ints) -> tuple[tuple[int, ...], ...]:
    found: dict[int, list[int]] = {}
    for row, number in enumerate(numbers.tolist()):
        found.setdefault(number if number >= 0 else -2 - row, []).append(row)
    return tuple(tuple(rows) for rows in found.values())


def sub_tables(tables: Tables, rows: Ints) -> Tables:
    """The tables of some rows of other tables, without reckoning any way again."""
    import numpy as np

    with_nobody = np.append(rows, -1)
    return Tables(
        roll=tables.roll,
        members=tables.members[rows],
        needs=tables.needs[with_nobody],
        offers=tables.offers[with_nobody],
        cost=tables.cost[np.ix_(with_nobody, with_nobody)],
        clash=tables.clash[np.ix_(rows, rows)],
        fragile=tables.fragile[rows],
        kinds=tables.kinds[rows],
        bundles=_bundles(tables.roll.bundle[tables.members[rows]]),
    )
