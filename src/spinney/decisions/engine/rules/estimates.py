"""What equal shares would buy, estimated quickly: only where the estimate is sure. Pure.

Numbers are binary floating point, with a bound on how far each purse can be from the exact one. A
decision whose two sides are nearer to each other than the bounds allow is not taken: the answer is
then None, and the exact count has to be made (`purses.buy`). Options whose supporters surely all
pay in full or have nothing are compared exactly, so that the ties of real elections are no such
case.

The bound on a price. What is gathered at a price p is F(p) = sum of votes x min(purse, p x points).
With purses known up to `offs`, F is known at p up to D(p), the offs of those whose purse may hold
less than is asked. F grows at least by R(p), the points of those who surely hold more. So when
D(p + h) <= h x R(p + h), the exact price is within h of the price p that was found.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spinney.decisions.engine.rules.purses import Worth, taken
from spinney.decisions.engine.rules.tally import Tally

if TYPE_CHECKING:
    import numpy as np

SUMS = 1e-11
"""More than a sum over a hundred thousand groups can be off, as a part of itself."""

SINGLE = 1e-15
"""More than one sum or product of two numbers can be off, as a part of itself."""

WIDENINGS = 6
"""How often a bound is tried wider before giving up."""

LARGEST = 2**52
"""Money beyond this is not a whole number in floating point any more."""


class Unsure(Exception):
    """The estimate cannot tell."""


@dataclass(frozen=True)
class _Side:
    """An option as numpy sees it: its supporters, their votes and points."""

    groups: np.ndarray[Any, Any]
    votes: np.ndarray[Any, Any]
    points: np.ndarray[Any, Any]
    weighted: np.ndarray[Any, Any]
    cost: int
    all_points: int


@dataclass(frozen=True)
class _Look:
    """What an option takes: price of a point and how far off it can be. `full` are the points of
    those who pay in full, where surely all others have nothing: the price is then exactly the cost
    by these points. None where somebody may give all of a little.
    """

    option: int
    take: float
    off: float
    price: float
    price_off: float
    full: int | None


class Estimate:
    """Estimates for one election; each call of `bought` is for one size of the shares."""

    def __init__(self, tally: Tally, worth: Worth, rank: dict[int, int]) -> None:
        self.tally, self.worth, self.rank = tally, worth, rank
        self.sides = {
            option: _side(tally, option) for option, groups in enumerate(tally.supporters) if groups
        }
        self.fits = max((side.cost for side in self.sides.values()), default=0) < LARGEST

    def bought(self, share: Fraction) -> tuple[int, ...] | None:
        """The options bought at that share, in order; None where that is not sure."""
        if not self.fits or share.denominator != 1 or share * self.tally.all_votes >= LARGEST:
            return None
        try:
            return tuple(_Run(self, int(share)).buy())
        except Unsure:
            return None


def _side(tally: Tally, option: int) -> _Side:
    import numpy as np

    groups = np.array(tally.supporters[option])
    votes = np.array([tally.votes[group] for group in tally.supporters[option]], dtype=float)
    points = np.array(tally.points[option], dtype=float)
    return _Side(
        groups=groups,
        votes=votes,
        points=points,
        weighted=votes * points,
        cost=tally.costs[option],
        all_points=int((votes * points).sum()),
    )


class _Run:
    def __init__(self, estimate: Estimate, share: int) -> None:
        import numpy as np

        self.np = np
        self.known = estimate
        self.share = share
        self.purses = np.full(len(estimate.tally.votes), float(share))
        self.offs = np.zeros(len(estimate.tally.votes))
        self.prices = dict.fromkeys(estimate.sides, 0.0)  # prices never fall: where to begin
        self.rounding = 0.0  # whole numbers are exact until somebody has paid

    def buy(self) -> list[int]:
        waiting = [(0.0, option) for option in self.known.sides]
        heapq.heapify(waiting)
        bought: list[int] = []
        while True:
            looks = self.looks(waiting)
            if not looks:
                return bought
            best = self.best(looks)
            bought.append(best.option)
            for look in looks:
                if look is not best:
                    heapq.heappush(waiting, (look.take - look.off, look.option))
            self.pay(best)

    def looks(self, waiting: list[tuple[float, int]]) -> list[_Look]:
        """All options that might take least, and perhaps others."""
        looks: list[_Look] = []
        most = float("inf")
        while waiting and waiting[0][0] <= most:
            look = self.look(heapq.heappop(waiting)[1])
            if look is not None:
                looks.append(look)
                most = min(most, look.take + look.off)
        return looks

    def best(self, looks: list[_Look]) -> _Look:
        """The one that takes least; by rank among those that take exactly the same."""
        least = min(look.take + look.off for look in looks)
        near = [look for look in looks if look.take - look.off <= least]
        if len(near) == 1:
            return near[0]
        return min(near, key=lambda look: (self.exactly(look), self.known.rank[look.option]))

    def exactly(self, look: _Look) -> Fraction:
        if look.full is None:
            raise Unsure
        cost = self.known.sides[look.option].cost
        return Fraction(*taken(cost, look.full, cost, self.known.worth))

    def look(self, option: int) -> _Look | None:
        """None where the purses surely do not hold the cost."""
        side = self.known.sides[option]
        if not side.cost:
            return _Look(option, 0.0, 0.0, 0.0, 0.0, full=1)
        purses, offs = self.purses[side.groups], self.offs[side.groups]
        behind = float(side.votes @ purses)
        doubt = float(side.votes @ offs) + self.rounding * side.cost
        if behind < side.cost - doubt:
            return None
        if behind < side.cost + doubt:
            raise Unsure
        price = self.price(side, purses, self.prices[option])
        off = self.price_off(side, purses, offs, price)
        self.prices[option] = max(0.0, price - off)
        broke = (purses == 0) & (offs == 0)
        pays = purses - offs > (price + off) * side.points
        full = int(side.weighted @ pays) if (pays | broke).all() else None
        unit = side.cost if self.known.worth is Worth.COST else 1
        take = price / unit
        return _Look(option, take, off / unit + 4 * SINGLE * take, price, off, full)

    def price(self, side: _Side, purses: Any, least: float) -> float:
        """What is paid for a point. From below: whoever cannot pay the price so far gives all, and
        the price rises for the others.
        """
        price = max(least, side.cost / side.all_points * (1 - SINGLE))
        points_before = -1.0
        while True:
            rich = purses > price * side.points
            points = float(side.weighted @ rich)
            if points == points_before:
                return price
            if points <= 0:
                raise Unsure
            poor_money = float((side.votes * purses) @ ~rich)
            price = max(price, (side.cost - poor_money) / points)
            points_before = points

    def price_off(self, side: _Side, purses: Any, offs: Any, price: float) -> float:
        """How far the price can be from the exact one: see the beginning of this file."""
        off = 0.0
        for _ in range(WIDENINGS):
            asked = (price + off) * side.points
            money = float((side.votes * offs) @ (purses - offs < asked)) + SUMS * side.cost
            points = float(side.weighted @ (purses > asked))
            if points <= 0:
                raise Unsure
            if money <= off * points:
                return off
            off = 1.05 * money / points
        raise Unsure

    def pay(self, look: _Look) -> None:
        """Who surely gave all has exactly nothing left; others are off as the price is, too."""
        side = self.known.sides[look.option]
        if not side.cost:
            return
        purses, offs = self.purses[side.groups], self.offs[side.groups]
        self.purses[side.groups] = self.np.maximum(purses - look.price * side.points, 0.0)
        broke = purses + offs < (look.price - look.price_off) * side.points
        more = offs + look.price_off * side.points + SINGLE * self.share
        self.offs[side.groups] = self.np.where(broke, 0.0, more)
        self.rounding = SUMS
