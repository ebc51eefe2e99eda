"""What is typed about a joint purchase; and rows of pledges to the engine and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from spinney.purchasing.engine.comparing.columns import MEASURE_KINDS
from spinney.purchasing.engine.pledges import (
    Pledge as Word,
)
from spinney.purchasing.engine.pledges import (
    PriceStep,
    Standing,
    check_steps,
    price_at,
    who_is_in,
)
from spinney.purchasing.models import Criterion, JointPurchase, Pledge, Quote
from spinney.purchasing.states import PaidPer, PledgeState

__all__ = [
    "MEASURE_KINDS", "CriterionText", "PledgeText", "PriceStep", "PurchaseText", "Standing",
    "price_at", "standing_of", "steps_fault", "steps_of",
]  # fmt: skip

PAYMENTS = {
    PaidPer.ONCE: 0, PaidPer.WEEK: 52, PaidPer.MONTH: 12, PaidPer.QUARTER: 4, PaidPer.YEAR: 1,
}  # fmt: skip


@dataclass(frozen=True)
class PurchaseText:
    """A joint purchase as it is written. `opportunity` is the pk of the one it comes from."""

    title: str
    what: str = ""
    category: str = "other"
    unit: str = ""
    measure: str = ""
    per: str = PaidPer.YEAR
    months: int = 12
    vat_percent: int = 20

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `JointPurchase`."""
        return {
            **vars(self),
            "title": " ".join(self.title.split()),
            "what": self.what.replace("\r\n", "\n").strip(),
            "unit": " ".join(self.unit.split()),
        }

    @classmethod
    def of(cls, purchase: JointPurchase) -> PurchaseText:
        """What a purchase says now."""
        return cls(**{name: getattr(purchase, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class PledgeText:
    """A member's word as it is typed: in or out, on which conditions, for how much."""

    state: str = PledgeState.IN
    at_most_pence: int | None = None
    at_least: int = 1
    quantity: Decimal = Decimal(1)
    note: str = ""


@dataclass(frozen=True)
class CriterionText:
    """What quotes are compared by, as it is typed. `question` is asked of suppliers."""

    title: str
    weight: int
    question: str = ""
    is_price: bool = False

    @classmethod
    def of(cls, row: Criterion) -> CriterionText:
        return cls(row.title, row.weight, row.question, row.is_price)


def steps_of(quote: Quote, vat_percent: int, *, with_vat: bool = True) -> tuple[PriceStep, ...]:
    """The prices of an opened quote by quantity, with VAT unless said: what members pay."""
    added = 0 if quote.includes_vat or not with_vat else vat_percent
    return tuple(
        PriceStep(Decimal(str(one["from"])), with_percent(int(one["pence"]), added))
        for one in quote.prices
    )


def with_percent(pence: int, percent: int) -> int:
    """An amount and so many percent more, to the penny, half a penny up.

    >>> with_percent(1_001, 20)
    1201
    """
    grown = Fraction(pence * (100 + percent), 100)
    return (2 * grown.numerator + grown.denominator) // (2 * grown.denominator)


def steps_fault(prices: Sequence[Mapping[str, Any]]) -> str:
    """Why prices by quantity cannot stand, in words; "" if they can."""
    steps = [PriceStep(Decimal(str(one["from"])), int(one["pence"])) for one in prices]
    if not steps:
        return "Write at least one price."
    try:
        check_steps(steps)
    except ValueError:
        return (
            "Put the quantities in order, smallest first. The price of one may stay or fall as the"
            " quantity grows, and may not rise."
        )
    return ""


def standing_of(pledges: Iterable[Pledge], steps: Sequence[PriceStep] | None) -> Standing:
    """Who is in at these prices; by the numbers alone where no price is known. Members are named by
    the pk of their organisation, as text.
    """
    words = [
        Word(str(one.organisation_id), one.at_most_pence, one.at_least, one.quantity)
        for one in pledges
        if one.state == PledgeState.IN
    ]
    return who_is_in(words, steps)
