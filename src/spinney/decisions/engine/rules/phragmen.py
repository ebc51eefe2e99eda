"""Phragmén's sequential rule with a budget: votes earn money at the same pace. Pure, exact.

Every vote's purse fills evenly from nothing. As soon as the supporters of an option have its cost
together they buy it, all their purses are empty then, and the filling goes on. It ends when the
option whose turn it is does not fit what is left of the budget. Options dearer than the whole
budget never have a turn. Only who supports an option counts, not with how many points.

Phragmén (1894); with costs: Los, Christoff & Grossi, "Proportional Budget Allocations", IJCAI 2022.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Number, Outcome, Step, Tie
from spinney.decisions.engine.rules.greedy import code_of
from spinney.decisions.engine.rules.purses import key_of
from spinney.decisions.engine.rules.tally import Tally, tally_of
from spinney.decisions.engine.rules.telling import told
from spinney.decisions.engine.ties import part


@dataclass
class _Filling:
    """Purses as they fill. `emptied[group]` is the last purchase of the group (0: none yet), and
    `times[purchase]` when that was, in whole numbers over `over`.
    """

    problem: Problem
    tally: Tally
    left: int
    emptied: list[int]
    over: int = 1
    times: list[int] = field(default_factory=lambda: [0])
    waiting: list[tuple[int, int]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def when(self, option: int) -> tuple[int, int]:
        """When its supporters have its cost together, if nothing else is bought before: as a
        numerator and a denominator.
        """
        votes, times, emptied = self.tally.votes, self.times, self.emptied
        spent = many = 0
        for group in self.tally.supporters[option]:
            many += votes[group]
            spent += votes[group] * times[emptied[group]]
        return spent + self.tally.costs[option] * self.over, many * self.over

    def next(self) -> tuple[Fraction, list[int]] | None:
        """The options whose turn is first, and when. Turns only get later, so that an option that
        was not looked at since the last purchase has its turn no earlier than it was told then.
        """
        looked: list[tuple[int, int, tuple[int, int]]] = []
        lowest: int | None = None
        while self.waiting and (lowest is None or self.waiting[0][0] <= lowest):
            option = heapq.heappop(self.waiting)[1]
            time = self.when(option)
            looked.append((key_of(time), option, time))
            lowest = looked[-1][0] if lowest is None else min(lowest, looked[-1][0])
        if lowest is None:
            return None
        near = {option: Fraction(*time) for key, option, time in looked if key == lowest}
        first = min(near.values())
        for key, option, _ in looked:
            if key > lowest or near[option] > first:
                heapq.heappush(self.waiting, (key, option))
        return first, sorted(option for option, time in near.items() if time == first)

    def turn(self, time: Fraction, options: list[int]) -> bool:
        """Buys one of the options whose turn it is; False where the count ends."""
        keys = [self.tally.keys[option] for option in options]
        dear = [key for key in keys if self.problem.by_key[key].cost > self.left]
        order, tie = part(self.problem, keys, self.tally.support)
        if tie:
            self.ties.append(tie)
        if dear:
            cost = self.problem.by_key[dear[0]].cost
            numbers: dict[str, Number] = {"cost": cost, "left": self.left, "time": told(time)}
            self.steps.append(Step("stopped", tuple(dear), numbers))
            return False
        self.buy(order[0], time)
        for key in order[1:]:
            heapq.heappush(self.waiting, (0, self.tally.keys.index(key)))
        return True

    def buy(self, key: str, time: Fraction) -> None:
        option = self.tally.keys.index(key)
        cost = self.tally.costs[option]
        self.left -= cost
        finer = time.denominator // gcd(self.over, time.denominator)
        self.over *= finer
        self.times = [one * finer for one in self.times]
        self.times.append(time.numerator * (self.over // time.denominator))
        for group in self.tally.supporters[option]:
            self.emptied[group] = len(self.times) - 1
        self.chosen.append(key)
        numbers: dict[str, Number] = {
            "cost": cost,
            "votes": self.tally.support[key],
            "time": told(time),
            "left": self.left,
        }
        self.steps.append(Step("bought", (key,), numbers))


def phragmen(problem: Problem) -> Outcome:
    """The options that are bought one after the other.

    Steps: "bought" {cost, votes, time: what every vote has earned by then, left}; "stopped" {cost,
    left, time}; "too_dear" {cost, left: the budget} for options dearer than all of it;
    "not_supported".
    """
    tally, budget = tally_of(problem), problem.budget or 0
    supported = [option for option, groups in enumerate(tally.supporters) if groups]
    filling = _Filling(problem, tally, budget, [0] * len(tally.votes))
    filling.waiting = [(0, one) for one in supported if tally.costs[one] <= budget]
    while (turn := filling.next()) is not None and filling.turn(*turn):
        pass
    for option in supported:
        if tally.costs[option] > budget:
            numbers = {"cost": tally.costs[option], "left": budget}
            filling.steps.append(Step("too_dear", (tally.keys[option],), numbers))
    nobody = tuple(key for key, votes in tally.support.items() if not votes)
    if nobody:
        filling.steps.append(Step("not_supported", nobody))
    return Outcome(
        rule="phragmen",
        code=code_of(problem, tally, filling.chosen),
        chosen=tuple(filling.chosen),
        totals=tally.totals,
        steps=tuple(filling.steps),
        ties=_mattering(filling.ties, filling.chosen),
        spent=budget - filling.left,
    )


def _mattering(ties: list[Tie], chosen: list[str]) -> tuple[Tie, ...]:
    """Ties, each told once; it mattered where one of its options was not bought in the end."""
    told_of: list[Tie] = []
    for tie in ties:
        if not any(set(tie.options) <= set(one.options) for one in told_of):
            mattered = not set(tie.options) <= set(chosen)
            told_of.append(Tie(tie.options, tie.parted_by, tie.order, mattered))
    return tuple(told_of)
