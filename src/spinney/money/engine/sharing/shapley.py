"""Each member's fair share by what it adds, on average, to the cost (the Shapley value). Pure.

Members come one after another, in every order alike; each pays what the cost grows by when it
comes. It is the only way to share that gives out everything, treats equals alike, asks nothing of
who adds nothing, and adds up over parts of a cost (L. S. Shapley, "A Value for n-Person Games",
1953). What is paid once is shared equally by those it is for (S. C. Littlechild and G. Owen, "A
Simple Expression for the Shapley Value in a Special Case", Management Science 20, 1973), and what
each unit costs alike is borne by whoever takes it: both exactly, for any number of members.
Costs by quantity are looked at group by group up to 16 members, beyond that in orders drawn by
chance (sampling.py) with a bound of the error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Any

from spinney.money.engine.sharing.game import SCALE, Curve, Game
from spinney.money.engine.sharing.sampling import Draws, sampled
from spinney.money.engine.sharing.split import to_the_penny

if TYPE_CHECKING:
    from spinney.money.engine.sharing.game import Ints

Json = Any


@dataclass(frozen=True, slots=True)
class FairShare:
    """One member's fair share of what the group costs: `pence` (rounded, they add up), `exact` as a
    fraction of pence, `within` pence of the true one (0: exactly), and what it would pay `alone`.
    """

    member: str
    pence: int
    exact: str
    within: float
    alone: int


@dataclass(frozen=True, slots=True)
class Fair:
    """The fair shares of a cost of `pence`. `draws` says how they were drawn: None where they are
    exact.
    """

    pence: int
    shares: tuple[FairShare, ...]
    draws: Draws | None = None

    def by_member(self) -> dict[str, int]:
        """Pence of each member."""
        return {one.member: one.pence for one in self.shares}

    def of(self, pence: int) -> dict[str, int]:
        """The same shares of another amount, to the penny: what the group really pays."""
        exact = [max(Fraction(one.exact), Fraction(0)) for one in self.shares]
        whole = sum(exact)
        if not whole:
            return self.by_member()
        parts = to_the_penny(pence, [pence * one / whole for one in exact])
        return {one.member: part for one, part in zip(self.shares, parts, strict=True)}

    def to_json(self) -> dict[str, Json]:
        named = [{name: getattr(one, name) for name in one.__slots__} for one in self.shares]
        drawn = self.draws and {name: getattr(self.draws, name) for name in self.draws.__slots__}
        return {"pence": self.pence, "shares": named, "draws": drawn}


DRAWS = Draws()


def fair_shares(game: Game, draws: Draws = DRAWS) -> Fair:
    """Each member's fair share of what all pay together. Exact to 16 members, and beyond where no
    part of the cost goes by quantity; `draws` says how to draw where it is not.
    """
    count = len(game.members)
    drawn: Draws | None = None
    within = [0.0] * count
    if game.given is not None:
        exact = by_every_group(game.given, count)
    else:
        straight, bent = _parted(game.curves)
        exact = [a + b for a, b in zip(_once(game), _straight(straight, count), strict=True)]
        if bent and game.is_small:
            table = replace(game, once=(), curves=tuple(bent)).table()
            more = by_every_group(table, count)
            exact = [a + b for a, b in zip(exact, more, strict=True)]
        elif bent:
            drawn, means, within = sampled(bent, count, draws)
            exact = [a + b for a, b in zip(exact, means, strict=True)]
    exact = [one / SCALE for one in exact]
    return _told(game, exact, within, drawn)


def _told(
    game: Game, exact: Sequence[Fraction], within: Sequence[float], drawn: Draws | None
) -> Fair:
    pence = (game.cost(range(len(game.members))) + SCALE // 2) // SCALE
    rounded, alone = to_the_penny(pence, exact), game.alone()
    shares = tuple(
        FairShare(key, part, str(one), bound / SCALE, alone[key])
        for key, part, one, bound in zip(game.members, rounded, exact, within, strict=True)
    )
    return Fair(pence, shares, drawn)


def _parted(curves: Sequence[Curve]) -> tuple[list[Curve], list[Curve]]:
    """Those where a unit costs the same for everybody, and the others."""
    return [one for one in curves if one.is_straight], [
        one for one in curves if not one.is_straight
    ]


def _once(game: Game) -> list[Fraction]:
    shares = [Fraction(0)] * len(game.members)
    for one in game.once:
        for at in one.members:
            shares[at] += Fraction(one.fine, len(one.members))
    return shares


def _straight(curves: Sequence[Curve], count: int) -> list[Fraction]:
    rates = [(one.tiers[0][1], one.units) for one in curves]
    return [Fraction(sum(rate * units[at] for rate, units in rates)) for at in range(count)]


def by_every_group(table: Ints, count: int) -> list[Fraction]:
    """Exact shares from what every group pays, in the table's own unit: for each member and each
    size of group, the sum of what it adds, in whole numbers; then one weight a size.
    """
    import numpy as np

    groups = np.arange(len(table), dtype=np.int64)
    sizes = np.bitwise_count(groups).astype(np.int64)
    weights = [Fraction(1, count * comb(count - 1, size)) for size in range(count)]
    shares = []
    for at in range(count):
        without = groups[(groups >> at) & 1 == 0]
        adds = table[without | (1 << at)] - table[without]
        share = Fraction(0)
        for size in range(count):
            share += int(adds[sizes[without] == size].sum()) * weights[size]
        shares.append(share)
    return shares
