"""Bands of yearly income, as the sector's own almanac draws them (NCVO: micro to super-major)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, CharField, Q, Value, When

POUND = 100


@dataclass(frozen=True, slots=True)
class Band:
    """Incomes from `least` up to but not including `below`, in pence; None is no bound."""

    code: str
    label: str
    least: int | None
    below: int | None

    def holds(self) -> Q:
        """The condition that an organisation's last known income lies in this band."""
        if self.least is None and self.below is None:
            return Q(income_pence=None)
        condition = Q(income_pence__isnull=False)
        if self.least is not None:
            condition &= Q(income_pence__gte=self.least)
        if self.below is not None:
            condition &= Q(income_pence__lt=self.below)
        return condition


BANDS = (
    Band("under-10k", "Under £10,000", None, 10_000 * POUND),
    Band("10k-100k", "£10,000 to £100,000", 10_000 * POUND, 100_000 * POUND),
    Band("100k-1m", "£100,000 to £1 million", 100_000 * POUND, 1_000_000 * POUND),
    Band("1m-10m", "£1 million to £10 million", 1_000_000 * POUND, 10_000_000 * POUND),
    Band("over-10m", "£10 million or more", 10_000_000 * POUND, None),
    Band("unknown", "Not known", None, None),
)
BAND_OF = {band.code: band for band in BANDS}


def band_code() -> Case:
    """The code of an organisation's band, as an expression for counting."""
    whens = [When(band.holds(), then=Value(band.code)) for band in BANDS]
    return Case(*whens, default=Value("unknown"), output_field=CharField())
