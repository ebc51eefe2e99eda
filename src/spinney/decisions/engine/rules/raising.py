"""How far equal shares can be raised before they would overspend the budget. Pure, exact.

What is bought does not grow evenly with the shares, so that every size is tried in turn, and the
first that overspends ends it. In large elections most sizes are only estimated, where an estimate
can be sure of what would be bought (see `estimates`); what it cannot be sure of is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from spinney.decisions.engine.rules.purses import Worth, buy
from spinney.decisions.engine.rules.tally import Tally

FINENESS = 1000
"""A raise is one unit of money, or this part of the first share where that is more."""

MANY_MARKS = 3000
"""With as many marks on papers that differ, estimates are quicker than counting."""

Trial = Callable[[Fraction], tuple[int, ...]]


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
    bought, share, raises = trial(first), first, 0
    while len(bought) < supported:
        higher = Fraction(int(share) + by)
        bought = trial(higher)
        if sum(tally.costs[option] for option in bought) > budget:
            return Raised(share, first, raises, by, "would_overspend")
        share, raises = higher, raises + 1
    return Raised(share, first, raises, by, "all_bought")


def _trial(tally: Tally, worth: Worth, rank: dict[int, int]) -> Trial:
    def count(share: Fraction) -> tuple[int, ...]:
        return buy(tally, share, worth, rank).options

    if sum(map(len, tally.supporters)) < MANY_MARKS:
        return count
    from spinney.decisions.engine.rules.estimates import Estimate

    estimate = Estimate(tally, worth, rank)

    def sure(share: Fraction) -> tuple[int, ...]:
        bought = estimate.bought(share)
        return count(share) if bought is None else bought

    return sure
