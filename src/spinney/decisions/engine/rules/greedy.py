"""Greedy: the options with most votes first, as long as they fit the budget. Pure.

What most cities do. An option that does not fit what is left is passed over and the next is tried
(`greedy`), or the count ends there (`greedy_stop`). Cities also ask for a least number of votes or
points (`least`), or pay for the first option that does not fit when so great a part of its cost is
left (`reserve`, with which the money comes from elsewhere).

On ranked papers, points are those of Borda (see `tally`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Number, Outcome, Step, Tie
from spinney.decisions.engine.rules.tally import Tally, tally_of
from spinney.decisions.engine.ties import part


@dataclass(frozen=True)
class Limits:
    """What cities add to it. The count ends at the first option that does not fit (`stop`);
    options of fewer points than `least` are left out; the first that does not fit is bought all the
    same where what is left pays for this part of it (`reserve`), and then it ends; `withdrawn`
    options are passed over; of options that are `exclusive` only one can be bought; with
    `unsupported`, options that nobody marked are bought last, if there is money left for them.
    """

    stop: bool = False
    least: Fraction = Fraction(0)
    reserve: Fraction | None = None
    withdrawn: frozenset[str] = frozenset()
    exclusive: tuple[frozenset[str], ...] = ()
    unsupported: bool = False


@dataclass
class Spending:
    """Money being spent on options, those with most points first."""

    problem: Problem
    tally: Tally
    limits: Limits
    left: int
    ended: bool = False
    chosen: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def spend_on(self, keys: Iterable[str]) -> None:
        """Considers the options by their points; those without support are not bought."""
        totals = self.tally.totals
        order = sorted(keys, key=lambda key: -totals[key])
        for total, equal in groupby(order, key=lambda key: totals[key]):
            if total <= 0 and not self.limits.unsupported:
                self.steps.append(Step("not_supported", tuple(equal)))
            elif total < self.limits.least:
                self.steps.append(Step("below_least", tuple(equal), {"least": self.limits.least}))
            else:
                self.consider(list(equal))

    def consider(self, equal: list[str]) -> None:
        """Options with as many points as each other, when all with more have had their turn."""
        order, tie = part(self.problem, equal, self.tally.support)
        left, ended = self.left, self.ended
        for key in order:
            if key in self.limits.withdrawn:
                self.steps.append(Step("withdrawn", (key,)))
            elif rivals := self.rivals(key):
                self.steps.append(Step("excluded", (key, *rivals)))
            else:
                self.take(key)
        if tie:
            mattered = not ended and self._hangs_on_order(order, left)
            self.ties.append(Tie(tie.options, tie.parted_by, tie.order, mattered))

    def _hangs_on_order(self, order: tuple[str, ...], left: int) -> bool:
        """Whether another order of the equal options would have chosen others."""
        lost = [key for key in order if key not in self.chosen]
        tried = order if self.limits.stop else lost
        return bool(lost) and any(self.problem.by_key[key].cost <= left for key in tried)

    def rivals(self, key: str) -> list[str]:
        """Bought options beside which this one cannot be."""
        groups = [group for group in self.limits.exclusive if key in group]
        return [bought for bought in self.chosen if any(bought in group for group in groups)]

    def take(self, key: str) -> None:
        cost = self.problem.by_key[key].cost
        numbers = {"cost": cost, "left": self.left}
        if self.ended:
            self.steps.append(Step("not_reached", (key,), numbers))
        elif cost <= self.left:
            self.buy(key, cost)
        elif self.limits.reserve is not None and self.left >= self.limits.reserve * cost:
            self.ended = True
            self.chosen.append(key)
            self.steps.append(Step("bought_from_reserve", (key,), numbers))
            self.left = 0
        elif self.limits.stop:
            self.ended = True
            self.steps.append(Step("stopped", (key,), numbers))
        else:
            self.steps.append(Step("too_dear", (key,), numbers))

    def buy(self, key: str, cost: int) -> None:
        self.left -= cost
        self.chosen.append(key)
        numbers: dict[str, Number] = {
            "cost": cost,
            "votes": self.tally.support[key],
            "points": self.tally.totals[key],
            "left": self.left,
        }
        self.steps.append(Step("bought", (key,), numbers))


def greedy(problem: Problem, limits: Limits = Limits()) -> Outcome:  # noqa: B008 (a value)
    """Options by their votes or points, each that fits what is left of the budget.

    Steps: "bought" {cost, votes, points, left after it}, "too_dear" {cost, left}, "stopped"
    {cost, left} with "not_reached" for all after it, "bought_from_reserve" {cost, left before it},
    "below_least" {least}, "not_supported", "withdrawn", "excluded" (by the options after it).
    """
    tally = tally_of(problem)
    spending = Spending(problem, tally, limits, problem.budget or 0)
    spending.spend_on(tally.keys)
    return Outcome(
        rule="greedy_stop" if limits.stop else "greedy",
        code=code_of(problem, tally, spending.chosen),
        chosen=tuple(spending.chosen),
        totals=tally.totals,
        steps=tuple(spending.steps),
        ties=tuple(spending.ties),
        spent=sum(problem.by_key[key].cost for key in spending.chosen),
    )


def greedy_stop(problem: Problem) -> Outcome:
    """As `greedy`, ended by the first option that does not fit what is left."""
    return greedy(problem, Limits(stop=True))


def code_of(problem: Problem, tally: Tally, chosen: list[str]) -> str:
    """What a count of money came to, in one code."""
    if chosen:
        return "chosen"
    if not problem.options:
        return "no_options"
    if not problem.papers:
        return "nobody_voted"
    return "nothing_affordable" if any(tally.supporters) else "none_supported"
