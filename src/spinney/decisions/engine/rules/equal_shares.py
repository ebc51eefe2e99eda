"""The Method of Equal Shares: every vote has the same share of the budget. Pure, exact.

Shares buy what `purses` tells. Money is left when the supporters of no further option have enough
together. What is then done (`Ending`) is a choice:

    none      nothing: the money is not spent.
    greedy    options by their points, each that still fits (utilitarian completion).
    add1      the shares are raised to the next whole unit of money, and then by one unit each time
              (or `raise_by`), and all is bought anew, until the next raise would overspend the
              budget or everything is bought that anybody supports. As in Świecie and Assen.
    add1u     add1, and then greedy with what is left. The default.

A share is the budget by the number of all votes, also of papers that mark nothing. Where it is
thousands of units (pence, and few voters), it is raised by a thousandth of itself each time, so
that a count is no more than some thousands of raises; `raise_by` 1 makes it exactly one unit.

`compared` then looks at what greedy would have chosen: when more votes have more options that they
support among those than the other way round, greedy's are chosen (the comparison of Wieliczka).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Number, Outcome, Step, Tie
from spinney.decisions.engine.rules.greedy import Limits, Spending, code_of, greedy
from spinney.decisions.engine.rules.purses import Bought, Purchase, Worth, buy
from spinney.decisions.engine.rules.raising import Raised, raise_shares
from spinney.decisions.engine.rules.tally import Tally, tally_of
from spinney.decisions.engine.rules.telling import told
from spinney.decisions.engine.ties import part


class Ending(StrEnum):
    """What is done with the money that is left."""

    NONE = "none"
    GREEDY = "greedy"
    ADD1 = "add1"
    ADD1U = "add1u"


@dataclass(frozen=True)
class Way:
    """A variant of the rule, and the name that stands in its outcome."""

    name: str = "equal_shares"
    worth: Worth = Worth.COST
    ending: Ending = Ending.ADD1U
    raise_by: int | None = None
    compared: bool = False


def equal_shares(problem: Problem, way: Way = Way()) -> Outcome:  # noqa: B008 (a value)
    """The options that equal shares buy.

    Steps: "shares" {budget, votes, share}; "raised" {share, raises, raise_by, why:
    "would_overspend" or "all_bought"}; "bought" {cost, votes, price: paid for a point at most,
    gave_all: votes that gave all they had left, backing: as many votes as could pay that price in
    full, left}; "too_dear" {cost, behind: what its supporters have left}; "completed_greedily"
    {cost, votes, points, left}; "compared" {for_shares, for_greedy}; "not_supported".
    """
    tally = tally_of(problem)
    if not any(tally.supporters):
        steps = (Step("not_supported", tally.keys),) if tally.keys else ()
        return Outcome(way.name, code_of(problem, tally, []), totals=tally.totals, steps=steps)
    order, _ = part(problem, tally.keys, tally.support)
    places = {key: place for place, key in enumerate(order)}
    rank = {option: places[key] for option, key in enumerate(tally.keys)}
    raised = _shares(problem, tally, way, rank)
    bought = buy(tally, raised.share, way.worth, rank)
    return _Told(problem, tally, way).outcome(raised, bought)


def _shares(problem: Problem, tally: Tally, way: Way, rank: dict[int, int]) -> Raised:
    budget = problem.budget or 0
    if way.ending in (Ending.NONE, Ending.GREEDY):
        return Raised(Fraction(budget, tally.all_votes))
    return raise_shares(tally, budget, way.worth, rank, way.raise_by)


@dataclass
class _Told:
    """Makes the outcome of what was bought: steps, ties, and what comes after the buying."""

    problem: Problem
    tally: Tally
    way: Way

    def outcome(self, raised: Raised, bought: Bought) -> Outcome:
        chosen = [self.tally.keys[option] for option in bought.options]
        steps = [*self.beginning(raised), *self.purchases(bought.purchases)]
        ties = list(self.ties(bought))
        if self.way.ending in (Ending.GREEDY, Ending.ADD1U):
            more = self.completed(chosen)
            chosen += more.chosen
            steps += [Step("completed_greedily", one.options, one.numbers)
                      for one in more.steps if one.code == "bought"]  # fmt: skip
            ties += more.ties
        steps += self.left_out(bought, chosen)
        if self.way.compared:
            rival = greedy(self.problem)
            chosen, step = self.compared(chosen, list(rival.chosen))
            steps.append(step)
            ties += [tie for tie in rival.ties if tie not in ties]
        spent = self.cost(chosen)
        code = code_of(self.problem, self.tally, chosen)
        return Outcome(
            self.way.name, code, tuple(chosen), self.tally.totals, tuple(steps), tuple(ties), spent
        )

    def beginning(self, raised: Raised) -> Iterable[Step]:
        budget, votes = self.problem.budget or 0, self.tally.all_votes
        yield Step("shares", (), {"budget": budget, "votes": votes, "share": raised.first
                                  if raised.raises else raised.share})  # fmt: skip
        if raised.raises:
            yield Step("raised", (), {
                "share": raised.share, "raises": raised.raises,
                "raise_by": raised.raise_by, "why": raised.why,
            })  # fmt: skip

    def purchases(self, purchases: Iterable[Purchase]) -> Iterable[Step]:
        left = self.problem.budget or 0
        for one in purchases:
            cost = self.tally.costs[one.option]
            left -= cost
            votes = self.tally.votes_for(one.option)
            price = one.price * self.tally.unit
            numbers: dict[str, Number] = {
                "cost": cost, "votes": votes, "price": told(price), "gave_all": one.gave_all,
                "backing": told(cost / price) if price else votes, "left": left,
            }  # fmt: skip
            yield Step("bought", (self.tally.keys[one.option],), numbers)

    def ties(self, bought: Bought) -> Iterable[Tie]:
        """Options that could have been bought first as well. It mattered where one of them was not
        bought in the end.
        """
        told_of: set[str] = set()
        for one in bought.purchases:
            keys = tuple(self.tally.keys[option] for option in one.equal)
            _, tie = part(self.problem, keys, self.tally.support)
            if tie and not told_of.issuperset(keys):
                told_of |= set(keys)
                mattered = not set(one.equal) <= set(bought.options)
                yield Tie(tie.options, tie.parted_by, tie.order, mattered)

    def completed(self, chosen: list[str]) -> Spending:
        """What greedy buys with what is left."""
        left = (self.problem.budget or 0) - self.cost(chosen)
        more = Spending(self.problem, self.tally, Limits(), left)
        more.spend_on(key for key in self.tally.keys if key not in chosen)
        return more

    def left_out(self, bought: Bought, chosen: list[str]) -> Iterable[Step]:
        for option, behind in sorted(bought.behind.items()):
            key = self.tally.keys[option]
            if key not in chosen:
                yield Step("too_dear", (key,), {
                    "cost": self.tally.costs[option], "behind": told(behind)
                })  # fmt: skip
        nobody = tuple(key for key, total in self.tally.totals.items() if not total)
        if nobody:
            yield Step("not_supported", nobody)

    def compared(self, chosen: list[str], others: list[str]) -> tuple[list[str], Step]:
        """The options of the two counts that more votes have more of."""
        ahead = [0] * len(self.tally.votes)
        for keys, sign in ((chosen, 1), (others, -1)):
            for option in (self.tally.keys.index(key) for key in keys):
                for group in self.tally.supporters[option]:
                    ahead[group] += sign
        pairs = list(zip(ahead, self.tally.votes, strict=True))
        for_shares = sum(votes for more, votes in pairs if more > 0)
        for_greedy = sum(votes for more, votes in pairs if more < 0)
        step = Step("compared", (), {"for_shares": for_shares, "for_greedy": for_greedy})
        return (others if for_greedy > for_shares else chosen), step

    def cost(self, chosen: Iterable[str]) -> int:
        return sum(self.problem.by_key[key].cost for key in chosen)


def equal_shares_add1(problem: Problem) -> Outcome:
    """Raised shares; what is then left is not spent."""
    return equal_shares(problem, Way("equal_shares_add1", ending=Ending.ADD1))


def equal_shares_greedy(problem: Problem) -> Outcome:
    """Shares that are not raised; greedy with what is left."""
    return equal_shares(problem, Way("equal_shares_greedy", ending=Ending.GREEDY))


def equal_shares_plain(problem: Problem) -> Outcome:
    """Shares that are not raised; what is left is not spent."""
    return equal_shares(problem, Way("equal_shares_plain", ending=Ending.NONE))


def equal_shares_points(problem: Problem) -> Outcome:
    """As `equal_shares`, where what counts is the number of bought options, or their points."""
    return equal_shares(problem, Way("equal_shares_points", worth=Worth.POINTS))


def equal_shares_compared(problem: Problem) -> Outcome:
    """As `equal_shares_add1`, unless more votes have more of what they support by greedy."""
    return equal_shares(problem, Way("equal_shares_compared", ending=Ending.ADD1, compared=True))
