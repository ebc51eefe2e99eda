"""Greedy: the options with most votes first, as long as they fit the budget. Pure.

What most cities do. An option that does not fit what is left is passed over and the next is tried
(`greedy`), or the count ends there (`greedy_stop`). Cities also ask for a least number of votes or
points (`least`), or pay for the first option that does not fit when so great a part of its cost is
left (`reserve`, with which the money comes from elsewhere).

On ranked papers, points are those of Borda (see `tally`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step, Tie
from spinney.decisions.engine.rules.tally import tally_of
from spinney.decisions.engine.ties import part


@dataclass(frozen=True)
class Limits:
    """How a greedy count ends: at the first option that does not fit (`stop`); with options of
    fewer points than `least` left out; with the first that does not fit bought all the same where
    what is left pays for this part of it (`reserve`).
    """

    stop: bool = False
    least: Fraction = Fraction(0)
    reserve: Fraction | None = None


@dataclass
class _Count:
    problem: Problem
    totals: dict[str, Fraction]
    votes: dict[str, int]
    limits: Limits
    left: int
    ended: bool = False
    chosen: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def consider(self, equal: list[str]) -> None:
        """Options with as many points as each other, when all with more have had their turn."""
        order, tie = part(self.problem, equal, self.votes)
        left, ended = self.left, self.ended
        for key in order:
            self.take(key)
        if tie:
            mattered = not ended and self._hangs_on_order(order, left)
            self.ties.append(Tie(tie.options, tie.parted_by, tie.order, mattered))

    def _hangs_on_order(self, order: tuple[str, ...], left: int) -> bool:
        """Whether another order of the equal options would have chosen others."""
        lost = [key for key in order if key not in self.chosen]
        tried = order if self.limits.stop else lost
        return bool(lost) and any(self.problem.by_key[key].cost <= left for key in tried)

    def take(self, key: str) -> None:
        cost = self.problem.by_key[key].cost
        told = {"cost": cost, "left": self.left}
        if self.ended:
            self.steps.append(Step("not_reached", (key,), told))
        elif cost <= self.left:
            self.buy(key, cost)
        elif self.limits.reserve is not None and self.left >= self.limits.reserve * cost:
            self.ended = True
            self.chosen.append(key)
            self.steps.append(Step("bought_from_reserve", (key,), told))
            self.left = 0
        elif self.limits.stop:
            self.ended = True
            self.steps.append(Step("stopped", (key,), told))
        else:
            self.steps.append(Step("too_dear", (key,), told))

    def buy(self, key: str, cost: int) -> None:
        self.left -= cost
        self.chosen.append(key)
        numbers = {"cost": cost, "votes": self.votes[key], "points": self.totals[key]}
        self.steps.append(Step("bought", (key,), {**numbers, "left": self.left}))


def greedy(problem: Problem, limits: Limits = Limits()) -> Outcome:  # noqa: B008 (a value)
    """Options by their votes or points, each that fits what is left of the budget.

    Steps: "bought" {cost, votes, points, left after it}, "too_dear" {cost, left}, "stopped"
    {cost, left} with "not_reached" for all after it, "bought_from_reserve" {cost, left before it},
    "below_least" {least}, "not_supported".
    """
    tally = tally_of(problem)
    totals, budget = tally.totals(), problem.budget or 0
    at_work = _Count(problem, totals, tally.support(), limits, budget)
    for total, equal in _by_points(totals):
        if total <= 0 or total < limits.least:
            code, told = ("below_least", {"least": limits.least}) if total > 0 else (
                "not_supported", {})  # fmt: skip
            at_work.steps.append(Step(code, tuple(equal), told))
        else:
            at_work.consider(equal)
    return Outcome(
        rule="greedy_stop" if limits.stop else "greedy",
        code=code_of(problem, totals, at_work.chosen),
        chosen=tuple(at_work.chosen),
        totals=totals,
        steps=tuple(at_work.steps),
        ties=tuple(at_work.ties),
        spent=sum(problem.by_key[key].cost for key in at_work.chosen),
    )


def greedy_stop(problem: Problem) -> Outcome:
    """As `greedy`, ended by the first option that does not fit what is left."""
    return greedy(problem, Limits(stop=True))


def _by_points(totals: dict[str, Fraction]) -> Iterator[tuple[Fraction, list[str]]]:
    order = sorted(totals, key=lambda key: -totals[key])
    for total, equal in groupby(order, key=lambda key: totals[key]):
        yield total, list(equal)


def code_of(problem: Problem, totals: dict[str, Fraction], chosen: list[str]) -> str:
    """What a count of money came to, in one code."""
    if not problem.options:
        return "no_options"
    if not problem.votes:
        return "nobody_voted"
    if not any(total > 0 for total in totals.values()):
        return "none_supported"
    return "chosen" if chosen else "nothing_affordable"
