"""How much more money each vote could have before equal shares would buy otherwise. Pure, exact.

With a little more in every purse the same options are bought, as long as the same votes can pay in
full, the same options can be paid for, and none overtakes another. While that is so, all that is
paid is linear in what is added; so each purse is kept as what it holds and by how much that grows
(`Line`), and each decision tells how far it holds. Shares can then be raised over all the sizes at
which nothing would change, without counting them one by one.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from spinney.decisions.engine.rules.purses import Worth, key_of
from spinney.decisions.engine.rules.tally import Tally


@dataclass(frozen=True)
class Line:
    """What something is now, and by how much it grows with each unit that is added to the shares;
    both in whole numbers over `over`.
    """

    now: int
    grows: int
    over: int = 1

    @property
    def key(self) -> int:
        return key_of((self.now, self.over))


@dataclass(frozen=True)
class _Bill:
    """What those who can pay in full pay together, and for how many points."""

    money: int
    grows: int
    points: int


@dataclass
class _Moving:
    """The purses, what they hold and how it grows, over `over`; and how far all decisions so far
    hold (`room`: less than so much may be added; None for any amount).
    """

    tally: Tally
    worth: Worth
    purses: list[int]
    growths: list[int]
    over: int = 1
    room: Fraction | None = None
    takes: dict[int, Line] = field(default_factory=dict)

    def holds(self, now: int, grows: int) -> None:
        """A decision that holds while `now`, growing by `grows`, stays above nothing."""
        if grows < 0:
            room = Fraction(now, -grows)
            if self.room is None or room < self.room:
                self.room = room

    def bill(self, option: int) -> _Bill | None:
        """None where the purses do not hold the cost."""
        tally, purses, growths = self.tally, self.purses, self.growths
        votes, groups = tally.votes, tally.supporters[option]
        money, grows = tally.costs[option] * self.over, 0
        spare = sum(votes[group] * purses[group] for group in groups) - money
        growth = sum(votes[group] * growths[group] for group in groups)
        if spare < 0:
            self.holds(-spare, -growth)
            return None
        self.holds(spare, growth)
        rich = list(zip(groups, tally.points[option], strict=True))
        poor: list[tuple[int, int]] = []
        points = sum(votes[group] * each for group, each in rich)
        while True:
            more = [pair for pair in rich if purses[pair[0]] * points < pair[1] * money]
            if not more:
                break
            rich = [pair for pair in rich if purses[pair[0]] * points >= pair[1] * money]
            poor += more
            money -= sum(votes[group] * purses[group] for group, _ in more)
            grows -= sum(votes[group] * growths[group] for group, _ in more)
            points -= sum(votes[group] * each for group, each in more)
        for side, sign in ((rich, 1), (poor, -1)):
            for group, each in side:
                now = purses[group] * points - each * money
                self.holds(sign * now, sign * (growths[group] * points - each * grows))
        return _Bill(money, grows, points)

    def take(self, option: int, bill: _Bill) -> Line:
        """What the option takes from each for what it is worth to them."""
        cost = self.tally.costs[option]
        if not cost:
            return Line(0, 0)
        unit = cost if self.worth is Worth.COST else 1
        return Line(bill.money, bill.grows, bill.points * self.over * unit)

    def pay(self, option: int, bill: _Bill) -> None:
        finer = bill.points // gcd(bill.money, bill.grows, bill.points)
        each, grows = bill.money * finer // bill.points, bill.grows * finer // bill.points
        if finer > 1:
            self.over *= finer
            self.purses = [purse * finer for purse in self.purses]
            self.growths = [growth * finer for growth in self.growths]
        pairs = zip(self.tally.supporters[option], self.tally.points[option], strict=True)
        for group, points in pairs:
            left = self.purses[group] - points * each
            if left < 0:
                self.purses[group] = self.growths[group] = 0
            else:
                self.purses[group] = left
                self.growths[group] -= points * grows

    def looks(self, waiting: list[tuple[int, int]]) -> dict[int, _Bill]:
        """All options that might take least, and perhaps others; those that nobody can pay for any
        more are left out. The others stay in `waiting` by what they took when last looked at: less
        than now, for purses get lighter.
        """
        bills: dict[int, _Bill] = {}
        lowest: int | None = None
        while waiting and (lowest is None or waiting[0][0] <= lowest):
            option = heapq.heappop(waiting)[1]
            bill = self.bill(option)
            if bill is not None:
                bills[option], self.takes[option] = bill, self.take(option, bill)
                key = self.takes[option].key
                lowest = key if lowest is None else min(lowest, key)
        return bills

    def first(self, options: Iterable[int], rank: dict[int, int]) -> int:
        """The option that takes least; by rank where several do."""
        keys = {option: self.takes[option].key for option in options}
        lowest = min(keys.values())
        near = [option for option, key in keys.items() if key == lowest]
        if len(near) == 1:
            return near[0]
        exact = {option: Fraction(self.takes[option].now, self.takes[option].over)
                 for option in near}  # fmt: skip
        return min(near, key=lambda option: (exact[option], rank[option]))

    def ahead(self, best: int, other: int) -> None:
        """That `best` goes before `other` holds as long as it takes less; or the same, for ever."""
        one, two = self.takes[best], self.takes[other]
        now = two.now * one.over - one.now * two.over
        self.holds(now, two.grows * one.over - one.grows * two.over)


def reach(
    tally: Tally, share: int, worth: Worth, rank: dict[int, int]
) -> tuple[tuple[int, ...], Fraction | None]:
    """What is bought at that share (as by `purses.buy`), and how far that holds: the same is bought
    with any amount added to the share that is less than the second (None: with any amount at all).
    """
    groups = len(tally.votes)
    moving = _Moving(tally, worth, [share] * groups, [1] * groups)
    waiting = [(0, option) for option, groups in enumerate(tally.supporters) if groups]
    bought: list[int] = []
    while bills := moving.looks(waiting):
        best = moving.first(bills, rank)
        for other in bills:
            if other != best:
                heapq.heappush(waiting, (moving.takes[other].key, other))
        for _, other in waiting:
            moving.ahead(best, other)
        bought.append(best)
        moving.pay(best, bills[best])
    return tuple(bought), moving.room
