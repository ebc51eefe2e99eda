"""A month as pages say it."""

from __future__ import annotations

from datetime import date

from spinney.base.web.components.words import MONTHS


class CalendarMonth(date):
    """A month, sorted as its first day and said by its name.

    >>> print(CalendarMonth(2026, 3, 1))
    March 2026
    """

    @classmethod
    def of(cls, day: date) -> CalendarMonth:
        """The month of a day."""
        return cls(day.year, day.month, 1)

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"
