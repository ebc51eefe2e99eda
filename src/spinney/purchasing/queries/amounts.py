"""Money of members as somebody may see it: exact, as a band, or not at all.

Amounts are ordered by what may be seen of them and by nothing else: a list that were sorted by
exact amounts would tell more than it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import total_ordering

from spinney.base.web.components.words import counted, money
from spinney.purchasing.engine.comparing.bands import Band, banded, together
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Seeing


@total_ordering
@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over members. `band` is what may be seen of it, None where nothing may; `silent` is how
    many members of the sum show whom they buy from, and no amounts.
    """

    band: Band | None
    silent: int = 0

    @property
    def low(self) -> int:
        """At least so much, in pence, as far as may be seen."""
        return self.band.low if self.band else 0

    @property
    def high(self) -> int | None:
        """Less than so much (or exactly, where low and high are the same); None: not known."""
        return self.band.high if self.band and not self.silent else None

    @property
    def is_exact(self) -> bool:
        """Whether it is the whole amount, to the penny."""
        return self.band is not None and self.band.is_exact and not self.silent

    @property
    def order(self) -> tuple[int, float]:
        """By what it is sorted."""
        if self.band is None:
            return -1, 0
        return self.band.low, float("inf") if self.band.high is None else self.band.high

    def __lt__(self, other: Amount) -> bool:
        return self.order < other.order

    def __str__(self) -> str:
        if self.band is None:
            return "Not shown"
        said = band_words(self.band)
        return f"{said}, without {counted(self.silent, 'member')}" if self.silent else said


def band_words(band: Band) -> str:
    """A band as it is said.

    >>> band_words(banded(60_000)), band_words(banded(99_999_999)), band_words(Band.exact(1250))
    ('£500 to £1,000', '£250,000 or more', '£12.50')
    >>> band_words(banded(50)), band_words(Band(649_001, 1_299_001))
    ('Under £100', '£6,490 to £12,991')
    >>> band_words(banded(-4_000))
    'A refund'
    """
    if band.is_refund:
        return "A refund"
    if band.is_exact:
        return money(band.low)
    low = money(_pounds(band.low, up=False))
    if band.high is None:
        return f"{low} or more"
    high = money(_pounds(band.high, up=True))
    return f"{low} to {high}" if band.low else f"Under {high}"


def _pounds(pence: int, *, up: bool) -> int:
    """Pence in whole pounds: pence at the end of a range would look more exact than it is."""
    return -(-pence // 100) * 100 if up else pence // 100 * 100


def amount_of(seen: Seeing, pence: Mapping[int, int]) -> Amount:
    """What somebody may see of a sum over members, by organisation."""
    bands = []
    silent = 0
    for organisation_id, amount in pence.items():
        level = seen.level(organisation_id)
        if level == AMOUNTS:
            bands.append(Band.exact(amount))
        elif level == BANDS:
            bands.append(banded(amount))
        else:
            silent += 1
    return Amount(together(bands) if bands else None, silent)
