"""Money in whole pence. Never a float."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from spinney.base.kernel.errors import BadInput

_AMOUNT = re.compile(r"^(?P<sign>-?)£?(?P<pounds>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<pence>\d{1,2}))?$")


@dataclass(frozen=True, order=True)
class Money:
    """An amount of pounds sterling, in pence.

    >>> Money(1_500_000)
    £15,000
    >>> Money.parse("£1,234.5").pence
    123450
    >>> Money(100).share([1, 1, 1])
    (£0.34, £0.33, £0.33)
    """

    pence: int

    @classmethod
    def pounds(cls, pounds: int) -> Money:
        """Money of so many whole pounds."""
        return cls(pounds * 100)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read what a person types: "15,000", "£1,234.50", "-3.2".

        Raises BadInput for anything else, fractions of a penny included.
        """
        match = _AMOUNT.match(text.strip().replace(" ", ""))
        if match is None:
            raise BadInput(
                f"“{text.strip()}” is not an amount in pounds. Write it like 15,000 or 12.50."
            )
        try:
            pounds = Decimal(match["pounds"].replace(",", ""))
        except InvalidOperation as error:
            raise BadInput("That is not an amount in pounds.") from error
        pence = int(pounds) * 100 + int((match["pence"] or "0").ljust(2, "0"))
        return cls(-pence if match["sign"] else pence)

    def share(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Split by whole-number weights so that the parts add up to the penny.

        The pence left over by rounding go to the largest remainders, first come first served
        (the method of largest remainders). Raises BadInput when the weights are empty, negative
        or all zero.
        """
        total = sum(weights)
        if not weights or total <= 0 or min(weights) < 0:
            raise BadInput("Shares need at least one part above nought, and none below.")
        parts = [divmod(self.pence * weight, total) for weight in weights]
        left = self.pence - sum(whole for whole, _ in parts)
        by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
        extra = set(by_remainder[:left])
        return tuple(Money(whole + (i in extra)) for i, (whole, _) in enumerate(parts))

    def __add__(self, other: Money) -> Money:
        return Money(self.pence + other.pence)

    def __sub__(self, other: Money) -> Money:
        return Money(self.pence - other.pence)

    def __neg__(self) -> Money:
        return Money(-self.pence)

    def __mul__(self, times: int) -> Money:
        return Money(self.pence * times)

    def __bool__(self) -> bool:
        return self.pence != 0

    def __str__(self) -> str:
        sign = "−" if self.pence < 0 else ""
        pounds, pence = divmod(abs(self.pence), 100)
        return f"{sign}£{pounds:,}.{pence:02d}" if pence else f"{sign}£{pounds:,}"

    __repr__ = __str__
