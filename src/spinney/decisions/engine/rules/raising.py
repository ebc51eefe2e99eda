"""How far equal shares can be raised before they would overspend the budget. Pure, exact.

What is bought does not grow evenly with the shares, so that every size is looked at in turn, and
the first that overspends ends it. Small elections are counted at once for all sizes at which
nothing changes (see `reaching`). In large ones, where something changes with nearly every size, a
size is only estimated, if the estimate can be sure of what would be bought (see `estimates`), and
else counted.
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
"""A raise is one unit of money, or this part of the first share where that is more."""

MANY_MARKS = 3000
"""With as many marks on papers that differ, estimates are quicker than counting."""

Trial = Callable[[Fraction], tuple[tuple[int, ...], Fraction | None]]
"""What is bought at a size of the shares, and the amount up to which more would not change that:
less than so much may be added (None for any amount).
"""


@dataclass(frozen=True)
class Raised:
    """The size of the shares at the end, and at first; after how many raises; and why they ended
    there: the next "would_overspend", or "all_bought" that anybody supports.
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
    first = Fraction(budget, tally.all_votes)
    by = raise_by or max(1, int(first) // FINENESS)
    trial = _trial(tally, worth, rank)
    supported = sum(1 for groups in tally.supporters if groups)
    share, raises = first, 0
    bought = buy(tally, first, worth, rank).options
    while len(bought) < supported:
        higher = Fraction(share // by * by + by)
        bought, room = trial(higher)
        if sum(tally.costs[option] for option in bought) > budget:
            return Raised(share, first, raises, by, "would_overspend")
        alike = max(0, ceil((room or 0) / by) - 1)
        share, raises = higher + alike * by, raises + 1 + alike
    return Raised(share, first, raises, by, "all_bought")


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
