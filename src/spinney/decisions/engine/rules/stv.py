"""The single transferable vote: one or several places, shared out by what voters rank. Pure.

Weighted inclusive Gregory, as in Scottish council elections (The Scottish Local Government
Elections Order 2007, schedule 1, rules 45 to 52): the quota is votes / (places + 1), without its
fraction, and one more. Whoever reaches it is elected. What an elected option has above the quota
goes on to the next choices of all its papers, each at the same part of its value; the largest
surplus first. When there is no surplus the option with the fewest votes is excluded and its papers
go on at the value they have. As soon as as many options are left as places, they are elected. With
one place this is the instant run-off.

`stv` counts in exact fractions, `stv_scottish` cuts values after five decimals as the law has it.
Options that share a place on a paper have equal parts of it (in `stv` exactly what all orders of
the equal options, each with the same weight, would come to).

Equal surpluses, and equal votes at an exclusion, are parted by the most recent round in which they
were not equal ("earlier_round"), then by the tie rule of the problem. A tie mattered if another
order of it, with the rest of the count by the same rules, would have elected others.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> third = Paper({"3": 1, "2": 2}, times=2)
    >>> papers = (Paper({"1": 1}, times=4), Paper({"2": 1}, times=3), third)
    >>> stv(Problem(Kind.RANK, options, papers)).chosen
    ('2',)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Number, Outcome, Step, Tie
from spinney.decisions.engine.rules.standing import (
    Ranking,
    nothing_to_count,
    opening,
    rankings,
)
from spinney.decisions.engine.ties import part

DECIMALS = 10**5
RECOUNTS = 24  # how many other orders of ties are tried, to tell whether they mattered

Pile = Counter[tuple[Ranking, Fraction]]


def stv(problem: Problem) -> Outcome:
    """Count by exact fractions. Takes papers of the kind `rank`."""
    return _counted(problem, "stv", _exactly)


def stv_scottish(problem: Problem) -> Outcome:
    """Count as Scottish returning officers do. Takes papers of the kind `rank`."""
    return _counted(problem, "stv_scottish", _five_decimals)


def quota_of(votes: int, seats: int) -> int:
    """The Droop quota: the least whole number that more than `seats` options cannot all have."""
    return votes // (seats + 1) + 1


def _exactly(value: Fraction) -> Fraction:
    return value


def _five_decimals(value: Fraction) -> Fraction:
    return Fraction(value.numerator * DECIMALS // value.denominator, DECIMALS)


def _counted(problem: Problem, rule: str, rounded: Callable[[Fraction], Fraction]) -> Outcome:
    early = nothing_to_count(problem, rule)
    if early is not None:
        return early
    orders = rankings(problem)
    count = _Count(problem, orders, rounded)
    count.run()
    return Outcome(
        rule,
        "chosen",
        chosen=tuple(count.elected),
        totals=count.first,
        steps=(opening(problem), *count.steps),
        ties=tuple(_weighed(problem, orders, rounded, count)),
    )


def _weighed(
    problem: Problem,
    orders: Mapping[Ranking, int],
    rounded: Callable[[Fraction], Fraction],
    count: _Count,
) -> list[Tie]:
    """The ties, each with whether another order would have elected others. Beyond RECOUNTS other
    orders a tie is taken to have mattered.
    """
    weighed: list[Tie] = []
    left = RECOUNTS
    elected = set(count.elected)
    for number, tie in enumerate(count.ties):
        others = [key for key in tie.order if key != count.decided[number]]
        if not tie.mattered:
            others = []
        mattered = len(others) > left
        for key in others[:left]:
            if mattered:
                break
            left -= 1
            other = _Count(problem, orders, rounded, forced={number: key})
            other.run()
            mattered = set(other.elected) != elected
        weighed.append(replace(tie, mattered=mattered))
    return weighed


class _Count:
    """A count under way. `forced` says, by the number of a tie, whom it goes for instead."""

    def __init__(
        self,
        problem: Problem,
        orders: Mapping[Ranking, int],
        rounded: Callable[[Fraction], Fraction],
        forced: Mapping[int, str] | None = None,
    ) -> None:
        self.problem, self.rounded, self.forced = problem, rounded, forced or {}
        self.valid = sum(orders.values())
        self.quota = quota_of(self.valid, problem.seats)
        self.continuing = list(problem.by_key)
        self.elected: list[str] = []
        self.waiting: list[str] = []  # elected, with a surplus that has not gone on
        self.piles: dict[str, Pile] = {key: Counter() for key in self.continuing}
        self.tallies = dict.fromkeys(self.continuing, Fraction(0))
        self.exhausted = Fraction(0)
        self.history: list[dict[str, Fraction]] = []
        self.steps: list[Step] = []
        self.ties: list[Tie] = []
        self.decided: list[str] = []
        for order, votes in orders.items():
            self._give(order, Fraction(1), votes)
        self.first = dict(self.tallies)
        self.steps.append(
            Step(
                "first_choices_quota",
                numbers={"quota": self.quota, "votes": self.valid, "seats": problem.seats},
                tallies=self.first,
            )
        )

    def run(self) -> None:
        self._elect()
        while self.continuing and self._free():
            self.history.append(dict(self.tallies))
            if self.waiting:
                self._pass_on_surplus()
            else:
                self._exclude()
            self._elect()
        if self._free():
            self.steps.append(Step("places_left", numbers={"left": self._free()}))

    def _free(self) -> int:
        return self.problem.seats - len(self.elected)

    # Elections --------------------------------------------------------------------------------

    def _elect(self) -> None:
        reached = [key for key in self.continuing if self.tallies[key] >= self.quota]
        for key in self._in_order(reached):
            self._elected(key, "elected")
            if self.tallies[key] > self.quota:
                self.waiting.append(key)
        if self.continuing and len(self.continuing) <= self._free():
            for key in self._in_order(self.continuing):
                self._elected(key, "last_places")

    def _elected(self, key: str, code: str) -> None:
        self.continuing.remove(key)
        self.elected.append(key)
        numbers: dict[str, Number] = {"votes": self.tallies[key], "quota": self.quota}
        self.steps.append(Step(code, (key,), {**numbers, "place": len(self.elected)}))

    def _in_order(self, keys: Sequence[str]) -> list[str]:
        """The most votes first. Who of two equal ones is named first changes nobody's election, so
        this is not told as a tie; the lot keeps it the same for everybody who counts.
        """
        order, _ = part(self.problem, keys, self.first)
        return sorted(order, key=lambda key: -self.tallies[key])

    # Transfers --------------------------------------------------------------------------------

    def _pass_on_surplus(self) -> None:
        most = max(self.tallies[key] for key in self.waiting)
        equal = [key for key in self.waiting if self.tallies[key] == most]
        key = self._parted(equal, "surplus")[0]
        self.waiting.remove(key)
        surplus = self.tallies[key] - self.quota
        self._hand_over(key, surplus / self.tallies[key], Fraction(self.quota))
        self._told("surplus", key, {"surplus": surplus})

    def _exclude(self) -> None:
        fewest = min(self.tallies[key] for key in self.continuing)
        equal = [key for key in self.continuing if self.tallies[key] == fewest]
        key = self._parted(equal, "exclusion")[-1]
        self.continuing.remove(key)
        behind = min((self.tallies[one] - fewest for one in self.continuing), default=Fraction(0))
        self._hand_over(key, Fraction(1), Fraction(0))
        self._told("excluded", key, {"votes": fewest, "behind_by": behind})

    def _hand_over(self, key: str, part_of_value: Fraction, kept: Fraction) -> None:
        pile, self.piles[key] = self.piles[key], Counter()
        self.tallies[key] = kept
        values: dict[Fraction, Fraction] = {}
        for (order, value), votes in pile.items():
            if value not in values:
                values[value] = self.rounded(value * part_of_value)
            self._give(order, values[value], votes)

    def _give(self, order: Ranking, value: Fraction, votes: int) -> None:
        """So many papers, each at the value, go to their next choice; equal ones share them."""
        for level in order:
            to = [key for key in level if key in self.continuing]
            if to:
                each = self.rounded(value / len(to)) if len(to) > 1 else value
                for key in to:
                    self.piles[key][order, each] += votes
                    self.tallies[key] += each * votes
                return
        self.exhausted += value * votes

    def _told(self, code: str, key: str, numbers: Mapping[str, Number]) -> None:
        """`exhausted` is what has no further choice so far, `cut` what was lost after decimals."""
        standing = {one: self.tallies[one] for one in (*self.elected, *self.continuing)}
        cut = self.valid - self.exhausted - sum(standing.values())
        more: dict[str, Number] = {"exhausted": self.exhausted, "cut": cut}
        self.steps.append(Step(code, (key,), {**numbers, **more}, standing))

    # Ties -------------------------------------------------------------------------------------

    def _parted(self, equal: Sequence[str], what: str) -> list[str]:
        """Equal options from the strongest to the weakest. A surplus goes on from the first of
        them, and the last of them is excluded.
        """
        if len(equal) < 2:
            return list(equal)
        order, parted_by = self._order_of(equal)
        turn = 0 if what == "surplus" else -1
        forced = self.forced.get(len(self.ties))
        if forced is not None:
            order.remove(forced)
            order.insert(0 if turn == 0 else len(order), forced)
        self.ties.append(Tie(tuple(sorted(equal)), parted_by, tuple(order)))
        self.decided.append(order[turn])
        self.steps.append(Step(f"tie_{what}", tuple(order), {"parted_by": parted_by}))
        return order

    def _order_of(self, equal: Sequence[str]) -> tuple[list[str], str]:
        def before(key: str) -> tuple[Fraction, ...]:
            return tuple(votes[key] for votes in reversed(self.history))

        levels = sorted({before(key) for key in equal}, reverse=True)
        order: list[str] = []
        parted_by = "earlier_round"
        for level in levels:
            parted, tie = part(self.problem, [k for k in equal if before(k) == level], self.first)
            order += parted
            if tie is not None and len(levels) == 1:
                parted_by = tie.parted_by
        return order, parted_by
