"""What every group of members would pay alone, as a game of costs. Pure.

A cost is made of parts, from which that of any group follows:

- `Once`: paid once by any group in which is at least one of some members (a licence, a service
  for all; one site);
- `Curve`: goes by how many units a group takes together: so much a unit, cheaper in quantity
  (`tiers`), or a whole post, van or server for every so many units begun (`steps`);
- `given`: the costs of groups as they stand in a table (up to 16 members).

Amounts are whole numbers of hundredths of hundredths of a penny (`SCALE`), units whole numbers of
hundredths, so that everything adds up exactly.

    >>> game = Game(("ash", "elm"), once=(Once(600, frozenset({0, 1})),))
    >>> [int(cost) for cost in game.table() // SCALE]
    [0, 600, 600, 600]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing.split import MOST_PENCE

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    type Ints = NDArray[int64]
    type Floats = NDArray[float64]
    type Bools = NDArray[bool_]

SCALE = 10_000
HUNDREDTHS = 100
EXACT = 16
"""Up to so many members every group is looked at: 65,535 of them."""
MOST_MEMBERS = 500


@dataclass(frozen=True, slots=True)
class Once:
    """Pence that any group pays once in which at least one of `members` (their places) is; and
    so many parts of a penny `more`.
    """

    pence: int
    members: frozenset[int]
    more: int = 0

    @property
    def fine(self) -> int:
        """What is paid, in parts of a penny (SCALE)."""
        return self.pence * SCALE + self.more


@dataclass(frozen=True, slots=True)
class Curve:
    """Pence by units. `units` are each member's hundredths of a unit. `tiers`: from so many
    hundredths on, each unit costs so many hundredths of a penny, all units of a group alike; the
    first tier begins at nought. Where a later tier comes cheaper as a whole, its least quantity is
    bought, so that more never costs less. `steps`: (hundredths, pence): so many pence for every
    so many hundredths begun. One of the two is given.
    """

    units: tuple[int, ...]
    tiers: tuple[tuple[int, int], ...] = ()
    steps: tuple[int, int] | None = None

    def cost(self, taken: Ints) -> Ints:
        """What so many hundredths cost together, in parts of a penny (SCALE)."""
        import numpy as np

        if self.steps:
            each, pence = self.steps
            return -(-taken // each) * (pence * SCALE)
        starts = np.array([start for start, _ in self.tiers], dtype=np.int64)
        rates = np.array([rate for _, rate in self.tiers], dtype=np.int64)
        at = np.searchsorted(starts, taken, side="right")
        beyond = np.append(starts * rates, np.iinfo(np.int64).max)
        cheapest = np.minimum.accumulate(beyond[::-1])[::-1]
        cost: Ints = np.minimum(taken * rates[at - 1], cheapest[at])
        return cost

    @property
    def is_straight(self) -> bool:
        """Whether each unit costs the same for everybody: nothing is saved together."""
        return self.steps is None and len({rate for _, rate in self.tiers}) == 1

    def turns(self) -> list[int]:
        """The hundredths at which what a unit more costs changes: where a tier begins, and from
        where on the least quantity of a later one is bought.
        """
        starts = [start for start, _ in self.tiers]
        bought = [
            later * dear // rate
            for _, rate in self.tiers if rate
            for later, dear in self.tiers if later
        ]  # fmt: skip
        return sorted(
            {one for found in (*starts, *bought) for one in (found - 1, found, found + 1)}
        )


@dataclass(frozen=True)
class Game:
    """Members, and what every group of them would pay. Members' keys are in their order; in
    numbers of groups member i is bit i.
    """

    members: tuple[str, ...]
    once: tuple[Once, ...] = ()
    curves: tuple[Curve, ...] = ()
    given: Ints | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.members or len(set(self.members)) < len(self.members):
            raise BadInput("Name each member once, and at least one.")
        if len(self.members) > MOST_MEMBERS:
            raise BadInput(f"At most {MOST_MEMBERS} members can be looked at.")
        _check_amounts(self.once, self.curves)

    @property
    def is_small(self) -> bool:
        """Whether every group can be looked at."""
        return len(self.members) <= EXACT

    def cost(self, inside: Sequence[int] | frozenset[int]) -> int:
        """What a group of members (their places) pays, in parts of a penny."""
        import numpy as np

        if self.given is not None:
            return int(self.given[sum(1 << at for at in inside)])
        group = frozenset(inside)
        cost = sum(one.fine for one in self.once if one.members & group)
        for curve in self.curves:
            taken = sum(curve.units[at] for at in group)
            cost += int(curve.cost(np.array([taken], dtype=np.int64))[0])
        return cost

    def table(self) -> Ints:
        """What each of the 2^n groups pays, in parts of a penny. Only for a small game."""
        import numpy as np

        if self.given is not None:
            return self.given
        groups = np.arange(1 << len(self.members), dtype=np.int64)
        costs = np.zeros(len(groups), dtype=np.int64)
        for one in self.once:
            mask = sum(1 << at for at in one.members)
            costs += ((groups & mask) != 0) * one.fine
        for curve in self.curves:
            costs += curve.cost(sums(curve.units))
        return costs

    def alone(self) -> dict[str, int]:
        """What each member would pay by itself, in whole pence (halves up)."""
        return {key: (self.cost([at]) + SCALE // 2) // SCALE for at, key in enumerate(self.members)}


def _check_amounts(once: Sequence[Once], curves: Sequence[Curve]) -> None:
    """Raises BadInput below nought, and where a sum could grow beyond what a whole number holds."""
    least, most = 0, sum(one.fine for one in once)
    for one in once:
        least = min(least, one.pence, one.more)
    for curve in curves:
        rows = [curve.steps] if curve.steps else curve.tiers
        least = min(least, *curve.units, *(value for row in rows for value in row))
        each, pence = curve.steps or (1, 0)
        rate = max((rate for _, rate in curve.tiers), default=0)
        most += sum(curve.units) * rate + (sum(curve.units) // max(each, 1) + 1) * pence * SCALE
        most += max((start * rate for start, rate in curve.tiers), default=0)
        _check_shape(curve)
    if least < 0:
        raise BadInput("Costs and units cannot be below nought.")
    if most > MOST_PENCE * SCALE:
        raise BadInput("All of it comes to more than £1,000,000,000. Check the costs and units.")


def _check_shape(curve: Curve) -> None:
    if curve.steps and curve.steps[0] <= 0:
        raise BadInput("Say for how many units a step is: more than nought.")
    starts = [start for start, _ in curve.tiers]
    if not curve.steps and (starts[:1] != [0] or sorted(set(starts)) != starts):
        raise BadInput("The first price is from 0 units, each next one from more than the last.")


def sums(weights: Sequence[int]) -> Ints:
    """The sum of the weights of each of the 2^n groups."""
    import numpy as np

    found = np.zeros(1, dtype=np.int64)
    for weight in weights:
        found = np.concatenate([found, found + weight])
    return found


def given_game(members: Sequence[str], costs: Mapping[frozenset[str], int]) -> Game:
    """A game from pence of groups. A group that is not named pays what its members do in the
    cheapest way of parting into groups that are. Raises BadInput for more than 16 members, a
    group with somebody else in it, and a member whose own cost is not given.
    """
    import numpy as np

    if len(members) > EXACT:
        raise BadInput(
            f"Costs of groups in a list go to {EXACT} members. Beyond, say what the cost is"
            " made of."
        )
    place = {key: at for at, key in enumerate(members)}
    table = np.full(1 << len(members), -1, dtype=np.int64)
    for group, pence in costs.items():
        if not group or group - place.keys() or pence < 0:
            raise BadInput(f"The cost of {_named(group)} cannot be read.")
        table[sum(1 << place[key] for key in group)] = pence * SCALE
    table[0] = 0
    lacking = [key for key, at in place.items() if table[1 << at] < 0]
    if lacking:
        raise BadInput(f"Say what {_named(lacking)} would pay alone.")
    return Game(tuple(members), given=_parted(table) if (table < 0).any() else table)


def _parted(table: Ints) -> Ints:
    """Fill in groups that are not given: by the cheapest parting into given ones."""
    import numpy as np

    everyone = len(table)
    named = np.flatnonzero(table[1:] >= 0) + 1
    groups = np.arange(everyone, dtype=np.int64)
    best = np.where(table < 0, np.iinfo(np.int64).max, table)
    for bit in reversed(range(everyone.bit_length() - 1)):
        lowest = named[(named & -named) == 1 << bit]
        among = groups[(groups & -groups) == 1 << bit]
        open_groups = among[table[among] < 0]
        for one in lowest.tolist():
            inside = open_groups[(open_groups & one) == one]
            best[inside] = np.minimum(best[inside], table[one] + best[inside ^ one])
    return best


def _named(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys)) or "a group of nobody"
