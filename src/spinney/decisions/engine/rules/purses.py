"""Equal shares at one size of the shares: who buys what with the money in the purses. Pure, exact.

Every vote has a purse with the same share. An option can be bought when the purses of those who
support it hold its cost together. Each pays the same for each point that it gives the option, or
all that it has left when that is less (`price` is what is paid for a point). Of all options that
can be bought, the one goes first that takes least from each for what it is worth to them; then the
purses are lighter, and it begins again.

What an option is worth to a vote is a choice (`Worth`): its points times its cost, so that money
spent on what one wants counts (cost utilities, as cities count); or its points alone, so that the
number of bought options counts. With the first, what is least is price / cost; with the second,
the price.

Peters, Pierczyński & Skowron, "Proportional participatory budgeting with additive utilities",
NeurIPS 2021. Money is in whole numbers over one common denominator, so nothing is rounded.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import gcd

from spinney.decisions.engine.rules.tally import Tally


class Worth(StrEnum):
    """What a bought option is worth to those who support it."""

    COST = "cost"
    POINTS = "points"


@dataclass(frozen=True)
class Purchase:
    """An option (its number in the tally), what was paid for a point, how many votes gave all
    that they had left, and the options that could have been bought as well (ties, itself too).
    """

    option: int
    price: Fraction
    gave_all: int
    equal: tuple[int, ...]


@dataclass(frozen=True)
class Bought:
    """What was bought at one size of the shares, in order; and for each supported option that was
    not, what its supporters had left.
    """

    purchases: tuple[Purchase, ...]
    behind: dict[int, Fraction]

    @property
    def options(self) -> tuple[int, ...]:
        return tuple(one.option for one in self.purchases)


@dataclass(frozen=True)
class _Bill:
    """What an option would take: `money` from those who can pay in full, by their `points`."""

    money: int
    points: int
    gave_all: int


@dataclass
class _Purses:
    """The purses of the groups of votes, in whole numbers over `over`."""

    tally: Tally
    purses: list[int]
    over: int
    dear: set[int] = field(default_factory=set)

    def behind(self, option: int) -> int:
        """What its supporters have together, over `over`."""
        votes, purses = self.tally.votes, self.purses
        return sum(votes[group] * purses[group] for group in self.tally.supporters[option])

    def bill(self, option: int) -> _Bill | None:
        """None where the purses do not hold the cost."""
        tally, purses = self.tally, self.purses
        votes = tally.votes
        money = tally.costs[option] * self.over
        if self.behind(option) < money:
            return None
        rich = list(zip(tally.supporters[option], tally.points[option], strict=True))
        points = sum(votes[group] * each for group, each in rich)
        gave_all = 0
        while True:
            # A purse is too light when it holds less than `each` times money / points.
            full = {each: -(-each * money // points) for each in {each for _, each in rich}}
            poor = [pair for pair in rich if purses[pair[0]] < full[pair[1]]]
            if not poor:
                return _Bill(money, points, gave_all)
            rich = [pair for pair in rich if purses[pair[0]] >= full[pair[1]]]
            money -= sum(votes[group] * purses[group] for group, _ in poor)
            points -= sum(votes[group] * each for group, each in poor)
            gave_all += sum(votes[group] for group, _ in poor)

    def pay(self, option: int, bill: _Bill) -> None:
        """Takes the cost out of the purses; the denominator grows so that nothing is rounded."""
        finer = bill.points // gcd(bill.money, bill.points)
        each = bill.money * finer // bill.points
        if finer > 1:
            self.over *= finer
            self.purses = [purse * finer for purse in self.purses]
        pairs = zip(self.tally.supporters[option], self.tally.points[option], strict=True)
        for group, points in pairs:
            self.purses[group] = max(0, self.purses[group] - points * each)


def buy(tally: Tally, share: Fraction, worth: Worth, rank: dict[int, int]) -> Bought:
    """What is bought when every vote has the `share`. Options that come out equal are bought in
    the order of `rank`.
    """
    at_work = _Purses(tally, [share.numerator] * len(tally.votes), share.denominator)
    supported = [option for option, groups in enumerate(tally.supporters) if groups]
    # The least that an option may take: purses get lighter, so it never takes less later.
    waiting = [(Fraction(0), rank[option], option) for option in supported]
    heapq.heapify(waiting)
    purchases: list[Purchase] = []
    while True:
        best = _best(at_work, waiting, worth)
        if not best:
            break
        (take, _, option), bill = best[0]
        equal = tuple(sorted(one[2] for one, _ in best if one[0] == take))
        for one, _ in best[1:]:
            heapq.heappush(waiting, one)
        price = Fraction(bill.money, bill.points * at_work.over)
        purchases.append(Purchase(option, price, bill.gave_all, equal))
        at_work.pay(option, bill)
    had = {option: Fraction(at_work.behind(option), at_work.over) for option in at_work.dear}
    return Bought(tuple(purchases), had)


def _best(
    at_work: _Purses, waiting: list[tuple[Fraction, int, int]], worth: Worth
) -> list[tuple[tuple[Fraction, int, int], _Bill]]:
    """The options looked at, the best first; those that nobody can pay for any more are left out.
    Those that could not be better than it stay in `waiting`, unlooked at.
    """
    looked: list[tuple[tuple[Fraction, int, int], _Bill]] = []
    least: Fraction | None = None
    while waiting and (least is None or waiting[0][0] <= least):
        _, rank, option = heapq.heappop(waiting)
        bill = at_work.bill(option)
        if bill is None:
            at_work.dear.add(option)
            continue
        take = taken(bill.money, bill.points * at_work.over, at_work.tally.costs[option], worth)
        looked.append(((take, rank, option), bill))
        least = take if least is None else min(least, take)
    return sorted(looked, key=lambda one: one[0])


def taken(money: int, points: int, cost: int, worth: Worth) -> Fraction:
    """What an option takes from each for what it is worth to them; 0 for what costs nothing."""
    if not cost:
        return Fraction(0)
    return Fraction(money, points * cost if worth is Worth.COST else points)
