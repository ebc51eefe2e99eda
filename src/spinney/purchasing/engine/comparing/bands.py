"""Bands: how members see one another's money. Pure.

A band is told instead of an amount. Whoever sees bands must not be able to get back to amounts, so:

1. The edges are fixed and every one is a multiple of £100. A member's amounts at different grains
   (a supplier, its category, all of it) each fall in a band, and setting them against one another
   can narrow a range, but only to another multiple of £100: never to an amount.
2. A sum over several members is the sum of their bands (`together`), never the band of their sum.
   Otherwise whoever can change her own figures could watch the sum jump from one band to the next
   and so find the others' amounts to the penny. A sum of bands tells nothing that the bands do not.
3. For the same reason whatever is reckoned for the eyes of members (prices, concentration,
   opportunities) is reckoned from the middles of bands (`middle`), not from amounts and then
   banded: a saving reckoned from an amount gives the amount away to whoever knows the percentage.
4. Periods are whole and the same for all: no choice of days, or two periods a month apart would
   tell the month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EDGES = (
    10_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
)
"""Where one band ends and the next begins, in pence: £100 to £250,000."""


@dataclass(frozen=True)
class Band:
    """From `low` pence up to, and not with, `high` pence; `high` None has no upper end. With
    `is_refund` more came back than was paid: the lowest band, and how much came back is not told.
    """

    low: int
    high: int | None
    is_refund: bool = False

    @classmethod
    def exact(cls, pence: int) -> Band:
        """An amount that may be seen as it is, to be added to bands."""
        return cls(pence, pence)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def to_json(self) -> list[int | None]:
        return [self.low, self.high]


def banded(pence: int) -> Band:
    """The band of an amount. Refunds above spending fall into the lowest, and are told as refunds.

    >>> banded(12_345)
    Band(low=10000, high=50000, is_refund=False)
    >>> banded(99_999_999)
    Band(low=25000000, high=None, is_refund=False)
    """
    if pence < 0:
        return Band(0, EDGES[0], is_refund=True)
    low = 0
    for edge in EDGES:
        if pence < edge:
            return Band(low, edge)
        low = edge
    return Band(low, None)


def together(bands: Iterable[Band]) -> Band:
    """The range of a sum of banded and exact amounts: lows added up, highs added up. What is made
    of refunds alone is one.

    >>> together([banded(20_000), banded(60_000), Band.exact(1)])
    Band(low=60001, high=150001, is_refund=False)
    """
    low, high = 0, 0
    open_ended, refunds = False, True
    for band in bands:
        low += band.low
        open_ended = open_ended or band.high is None
        refunds = refunds and band.is_refund
        high += band.high or 0
    return Band(low, None if open_ended else high, is_refund=refunds and high > 0)


def middle(band: Band) -> int:
    """One amount to reckon with where only a band may be known; the lower edge of the open one."""
    return band.low if band.high is None else (band.low + band.high) // 2
