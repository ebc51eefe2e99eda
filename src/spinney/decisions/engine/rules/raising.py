"""How far equal shares can be raised before they would overspend the budget. Pure, exact.

What is bought does not grow evenly with the shares, so that every size is looked at in turn, and
the first that overspends ends it. Looked at does not mean counted: as long as all options whose
supporters could pay for them, if they spent on nothing else, cost no more than the budget, no size
can overspend (`safe_below`). Small elections are counted at once for all sizes at which nothing
changes (see `reaching`). In large ones, where something changes with nearly every size, a size is
only estimated, if the estimate can be sure of what would be bought (see `estimates`), and else
counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from spinney.decisions.engine.rules.purses import Worth, buy
from spinney.decisions.engine.rules.reaching import reach
from spinney.decisions.engine.rules.tally import Tally

FINENESS = 1000
"""Shares are raised by one part in so many, where that is more than a unit."""

MANY_MARKS = 1500
"""With as many marks on papers that differ, estimates are quicker than counting."""

Trial = Callable[[Fraction], tuple[tuple[int, ...], Fraction | None]]
"""What is bought at a size of the shares, and the amount up to which more would not change that:
less than so much may be added (None for any amount).
"""


@dataclass(frozen=True)
class Sizes:
    """The sizes that shares have, one after the other: always to the next multiple of `by`; where
    that is None, of one unit, or of a thousandth of the share where that is more.
    """

    by: int | None = None

    def step(self, share: Fraction) -> int:
        return self.by or max(1, int(share) // FINENESS)

    def after(self, share: Fraction) -> Fraction:
        step = self.step(share)
        return Fraction(share // step * step + step)

    def last_below(self, share: Fraction, limit: Fraction | int) -> tuple[Fraction, int]:
        """The last size from `share` on that is less than the limit, and after how many raises;
        the share itself where the next is not.
        """
        raises = 0
        while (higher := self.after(share)) < limit:
            share, raises = higher, raises + 1
            step = self.step(share)
            if share % step == 0:
                alike = limit if self.by else min(limit, (step + 1) * FINENESS)
                more = max(0, ceil((alike - share) / step) - 1)
                share, raises = share + more * step, raises + more
        return share, raises


@dataclass(frozen=True)
class Raised:
    """The size of the shares at the end, and at first; after how many raises, and by how much the
    last; and why they ended there: the next "would_overspend", or "all_bought" that anybody
    supports.
    """

    share: Fraction
    first: Fraction = Fraction(0)
    raises: int = 0
    raise_by: int = 1
    why: str = ""


def raise_shares(
    tally: Tally, budget: int, worth: Worth, rank: dict[int, int], raise_by: int | None = None
) -> Raised:
    """The largest share on the way up before the first that overspends the `budget`."""
    sizes, first = Sizes(raise_by), Fraction(budget, tally.all_votes)
    supported = [option for option, groups in enumerate(tally.supporters) if groups]
    if len(buy(tally, first, worth, rank).options) == len(supported):
        return Raised(first, first, why="all_bought")
    limit = safe_below(tally, supported, budget)
    if limit is None:
        share, raises = sizes.last_below(first, enough_for_all(tally, supported))
        end = sizes.after(share)
        return Raised(end, first, raises + 1, sizes.step(share), "all_bought")
    share, raises = sizes.last_below(first, limit)
    trial = _trial(tally, worth, rank)
    while True:
        higher = sizes.after(share)
        bought, room = trial(higher)
        if sum(tally.costs[option] for option in bought) > budget:
            return Raised(share, first, raises, sizes.step(share), "would_overspend")
        share, alike = sizes.last_below(higher, higher + (room or 0))
        raises += 1 + alike


def safe_below(tally: Tally, supported: list[int], budget: int) -> int | None:
    """Shares below this cannot overspend: what the supporters of each option could pay for with all
    their money costs no more than the budget. None where that holds of any share.
    """
    needs = sorted((-(-tally.costs[one] // tally.votes_for(one)), one) for one in supported)
    cost = 0
    for share, option in needs:
        cost += tally.costs[option]
        if cost > budget:
            return share
    return None


def enough_for_all(tally: Tally, supported: list[int]) -> int:
    """A share with which every vote can pay its part of all that it supports."""
    parts = [Fraction(0)] * len(tally.votes)
    for option in supported:
        groups = list(zip(tally.supporters[option], tally.points[option], strict=True))
        each = Fraction(
            tally.costs[option], sum(tally.votes[group] * points for group, points in groups)
        )
        for group, points in groups:
            parts[group] += points * each
    return ceil(max(parts))


def _trial(tally: Tally, worth: Worth, rank: dict[int, int]) -> Trial:
    if sum(map(len, tally.supporters)) < MANY_MARKS:
        return lambda share: reach(tally, int(share), worth, rank)
    from spinney.decisions.engine.rules.estimates import Estimate

    estimate = Estimate(tally, worth, rank)

    def sure(share: Fraction) -> tuple[tuple[int, ...], Fraction]:
        bought = estimate.bought(share)
        if bought is None:
            bought = buy(tally, share, worth, rank).options
        return bought, Fraction(0)

    return sure
