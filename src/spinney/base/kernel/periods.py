"""Stretches of time, in whole days, both ends included as people mean them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.errors import BadInput


@dataclass(frozen=True, order=True)
class Period:
    """From `first` to `last`, both days included; `last` None means still open.

    >>> Period(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    >>> date(2026, 2, 1) in Period(date(2026, 1, 1))
    True
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise BadInput("A period cannot end before it begins.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def days(self) -> int | None:
        """How many days, or None when it is open."""
        return None if self.last is None else (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether at least one day is in both."""
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later (earlier if negative), or that month's last day.

    >>> add_months(date(2026, 8, 31), -18)
    datetime.date(2025, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
