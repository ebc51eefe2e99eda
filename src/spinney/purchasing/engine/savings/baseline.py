"""What something would have cost: reckoned from what was paid before, like with like.

>>> paid = {date(2025, month, 1): 10_000 for month in range(1, 13)}
>>> year = Period(date(2025, 1, 1), date(2025, 12, 31))
>>> half = Period(date(2026, 1, 1), date(2026, 6, 30))
>>> found = reckon(paid, frozenset(paid), year, half)
>>> found.pence, found.method
(60000, 'same_months')
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period, add_months

SAME_MONTHS, AVERAGE_MONTH = "same_months", "average_month"
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class ExpectedMonth:
    """What a month of the saving's time would have cost: `days` of its `of_days` count."""

    month: date
    pence: int
    days: int
    of_days: int

    @property
    def is_whole(self) -> bool:
        return self.days == self.of_days


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A baseline with its way: what was paid in the months `used`, what that makes of each month
    of the saving (`expected`; they add up to `pence`), and the months of the basis left out because
    no file covers them.

    `method` is "same_months" (each month is set beside the same month of the basis, so that winter
    meets winter) or "average_month" (where the basis lacks one of them).
    """

    pence: int
    method: str
    used: tuple[tuple[date, int], ...]
    not_covered: tuple[date, ...]
    expected: tuple[ExpectedMonth, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "pence": self.pence,
            "method": self.method,
            "used": [[month.isoformat(), pence] for month, pence in self.used],
            "not_covered": [one.isoformat() for one in self.not_covered],
            "expected": [
                [one.month.isoformat(), one.pence, one.days, one.of_days] for one in self.expected
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reckoned:
        return cls(
            data["pence"],
            data["method"],
            tuple((date.fromisoformat(month), pence) for month, pence in data["used"]),
            tuple(date.fromisoformat(one) for one in data["not_covered"]),
            tuple(
                ExpectedMonth(date.fromisoformat(month), pence, days, of_days)
                for month, pence, days, of_days in data["expected"]
            ),
        )


def months_of(days: Period) -> Iterator[tuple[date, int, int]]:
    """Each month that a time touches: its first day, how many of its days are in, how many it has.

    Raises BadInput for a time without an end, or of more than ten years.

    >>> list(months_of(Period(date(2026, 1, 31), date(2026, 2, 28))))
    [(datetime.date(2026, 1, 1), 1, 31), (datetime.date(2026, 2, 1), 28, 28)]
    """
    if days.last is None:
        raise BadInput("Say when it ends.")
    month, count = days.first.replace(day=1), 0
    while month <= days.last:
        count += 1
        if count > MOST_MONTHS + 1:
            raise BadInput("Reckon it for ten years at the most.")
        of_days = calendar.monthrange(month.year, month.month)[1]
        last = min(days.last, month.replace(day=of_days))
        yield month, (last - max(days.first, month)).days + 1, of_days
        month = add_months(month, 1)


def whole_months(days: Period) -> tuple[date, ...]:
    """The months that lie in a time with all their days."""
    return tuple(month for month, inside, of_days in months_of(days) if inside == of_days)


def reckon(
    paid: Mapping[date, int], covered: frozenset[date], basis: Period, saving: Period
) -> Reckoned:
    """What `saving` would have cost, by what was paid in the whole months of `basis`.

    `paid` is pence by month (its first day); a month that is `covered` by files and has no payment
    counts as nought, one that no file covers is left out. Raises BadInput when nothing is left to
    reckon from, or when more came back than was paid.
    """
    wanted = whole_months(basis)
    used = tuple((month, paid.get(month, 0)) for month in wanted if month in covered)
    missing = tuple(month for month in wanted if month not in covered)
    if not used:
        told = "No file of yours covers a whole month of this time. Choose another time."
        raise BadInput(told, {"basis_first": [told]})
    method, level = _levels(used, saving)
    shares = [
        (month, level[month.month] * Fraction(days, of_days), days, of_days)
        for month, days, of_days in months_of(saving)
    ]
    expected = tuple(_to_the_penny(shares))
    total = sum(one.pence for one in expected)
    if total < 0:
        told = "In this time more came back than was paid. Choose another time."
        raise BadInput(told, {"basis_first": [told]})
    return Reckoned(total, method, used, missing, expected)


def _levels(
    used: tuple[tuple[date, int], ...], saving: Period
) -> tuple[str, Mapping[int, Fraction]]:
    """What each month of the year costs (1 to 12), and by which method that was found."""
    by_month: dict[int, list[int]] = {}
    for month, pence in used:
        by_month.setdefault(month.month, []).append(pence)
    asked = {month.month for month, _, _ in months_of(saving)}
    if asked <= by_month.keys():
        return SAME_MONTHS, {k: Fraction(sum(v), len(v)) for k, v in by_month.items()}
    average = Fraction(sum(pence for _, pence in used), len(used))
    return AVERAGE_MONTH, {number: average for number in range(1, 13)}


def spread(pence: int, saving: Period) -> tuple[ExpectedMonth, ...]:
    """An amount over a time, spread by days over its months, adding up to the penny.

    >>> [one.pence for one in spread(100, Period(date(2026, 1, 30), date(2026, 2, 1)))]
    [67, 33]
    """
    months = list(months_of(saving))
    days_in_all = sum(days for _, days, _ in months)
    return tuple(
        _to_the_penny(
            (month, Fraction(pence * days, days_in_all), days, of_days)
            for month, days, of_days in months
        )
    )


def shaped(pence: int, like: tuple[ExpectedMonth, ...]) -> tuple[ExpectedMonth, ...]:
    """An amount over the months of another one, in its shape (dear months stay the dear ones),
    adding up to the penny; by days where the other is nought or goes below it in a month.

    >>> year = spread(100, Period(date(2026, 1, 1), date(2026, 2, 28)))
    >>> [one.pence for one in shaped(50, year)]
    [27, 23]
    """
    total = sum(one.pence for one in like)
    if total <= 0 or any(one.pence < 0 for one in like):
        weights = [one.days for one in like]
    else:
        weights = [one.pence for one in like]
    whole = sum(weights) or 1
    return tuple(
        _to_the_penny(
            (one.month, Fraction(pence * weight, whole), one.days, one.of_days)
            for one, weight in zip(like, weights, strict=True)
        )
    )


def _to_the_penny(shares: Any) -> Iterator[ExpectedMonth]:
    """Months whose pence add up to the rounded sum: each takes what rounding the running sum adds.
    """  # fmt: skip
    exact, given = Fraction(0), 0
    for month, amount, days, of_days in shares:
        exact += amount
        pence = half_up(exact) - given
        given += pence
        yield ExpectedMonth(month, pence, days, of_days)


def half_up(amount: Fraction) -> int:
    """To the nearest whole number, halves upwards.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2))
    (3, -2)
    """
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
