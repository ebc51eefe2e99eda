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
from typing import NamedTuple

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


class _Look(NamedTuple):
    """An option that was looked at: what it takes (a fraction), and the same as a whole number."""

    key: int
    take: tuple[int, int]
    rank: int
    option: int
    bill: _Bill


def buy(tally: Tally, share: Fraction, worth: Worth, rank: dict[int, int]) -> Bought:
    """What is bought when every vote has the `share`. Options that come out equal are bought in
    the order of `rank`.
    """
    at_work = _Purses(tally, [share.numerator] * len(tally.votes), share.denominator)
    supported = [option for option, groups in enumerate(tally.supporters) if groups]
    # The least that an option may take: purses get lighter, so it never takes less later.
    waiting = [(0, rank[option], option) for option in supported]
    heapq.heapify(waiting)
    purchases: list[Purchase] = []
    while looks := _looks(at_work, waiting, worth):
        equal = least(looks)
        best = min(equal, key=lambda look: look.rank)
        for look in looks:
            if look is not best:
                heapq.heappush(waiting, (look.key, look.rank, look.option))
        bill = best.bill
        price = Fraction(bill.money, bill.points * at_work.over)
        ties = tuple(sorted(look.option for look in equal))
        purchases.append(Purchase(best.option, price, bill.gave_all, ties))
        at_work.pay(best.option, bill)
    had = {option: Fraction(at_work.behind(option), at_work.over) for option in at_work.dear}
    return Bought(tuple(purchases), had)


def _looks(at_work: _Purses, waiting: list[tuple[int, int, int]], worth: Worth) -> list[_Look]:
    """All options that might take least, and perhaps others; those that nobody can pay for any more
    are left out. Those that could not be better stay in `waiting`, unlooked at.
    """
    looks: list[_Look] = []
    lowest: int | None = None
    while waiting and (lowest is None or waiting[0][0] <= lowest):
        _, rank, option = heapq.heappop(waiting)
        bill = at_work.bill(option)
        if bill is None:
            at_work.dear.add(option)
            continue
        cost = at_work.tally.costs[option]
        take = taken(bill.money, bill.points * at_work.over, cost, worth)
        look = _Look(key_of(take), take, rank, option, bill)
        looks.append(look)
        lowest = look.key if lowest is None else min(lowest, look.key)
    return looks


def least(looks: list[_Look]) -> list[_Look]:
    """Those that take least: several where they take exactly the same."""
    lowest = min(look.key for look in looks)
    near = [look for look in looks if look.key == lowest]
    if len(near) == 1:
        return near
    exact = min(Fraction(*look.take) for look in near)
    return [look for look in near if Fraction(*look.take) == exact]


def key_of(take: tuple[int, int]) -> int:
    """A fraction times 2**64, rounded down: in the same order as fractions, but for those nearest
    to each other, and much quicker to compare.
    """
    return (take[0] << 64) // take[1]


def taken(money: int, points: int, cost: int, worth: Worth) -> tuple[int, int]:
    """What an option takes from each for what it is worth to them, as a numerator and a
    denominator; 0 for what costs nothing.
    """
    if not cost:
        return 0, 1
    return money, (points * cost if worth is Worth.COST else points)
