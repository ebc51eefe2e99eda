"""Dates as files write them, and the order (day first, month first) that a column is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """How a date of three numbers is to be read."""

    ISO = "year-first"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ].*)?$")
_TIME = r"(?:[T ,]+\d{1,2}:.*)?$"
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/.]*([A-Za-z]{3,9})\.?,?[ \-/.]*"
    rf"(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_AHEAD = re.compile(
    rf"(?:[A-Za-z]{{3,9}},? )?([A-Za-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return 2000 + number if number < 50 else 1900 + number


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(text: str, order: Order = Order.DAY_FIRST) -> date | None:
    """A date from text, or None when it is not one in that order.

    Years first and months in words need no order.

    >>> read_date("2023-09-07 00:00:00.0000000")
    datetime.date(2023, 9, 7)
    >>> read_date("31 March 2023"), read_date("03/04/2023"), read_date("31/31/2023")
    (datetime.date(2023, 3, 31), datetime.date(2023, 4, 3), None)
    >>> read_date("Fri 31-Mar-23 14:05") == read_date("March 31st, 2023")
    True
    >>> read_date("03/04/2023", Order.MONTH_FIRST)
    datetime.date(2023, 3, 4)
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        text = text.strip()
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.match(text):
        month = _MONTHS.get(match[2].lower())
        return _day(_year(match[3]), month, int(match[1])) if month else None
    if match := _MONTH_AHEAD.match(text):
        month = _MONTHS.get(match[1].lower())
        return _day(_year(match[3]), month, int(match[2])) if month else None
    if match := _NUMBERS.match(text):
        first, second = int(match[1]), int(match[2])
        day, month = (second, first) if order is Order.MONTH_FIRST else (first, second)
        return _day(_year(match[3]), month, day)
    return None


@dataclass
class OrderEvidence:
    """What a column's dates say of their order, gathered value by value in flat memory.

    >>> seen = OrderEvidence()
    >>> for line, text in enumerate(["01/02/2020", "25/12/2020"], start=2): seen.add(line, text)
    >>> seen.order
    <Order.DAY_FIRST: 'day-first'>
    """

    day_first: tuple[int, str] | None = None
    month_first: tuple[int, str] | None = None
    either: tuple[int, str] | None = None
    unreadable: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Take one value of the column into account. Empty values say nothing."""
        text = text.strip()
        if not text:
            return
        match = _NUMBERS.match(text)
        if match is None:
            if read_date(text) is None and len(self.unreadable) < 5:
                self.unreadable.append((line, text))
            return
        self._weigh(line, text, int(match[1]), int(match[2]))

    def _weigh(self, line: int, text: str, first: int, second: int) -> None:
        if first > 12 and second > 12:
            if len(self.unreadable) < 5:
                self.unreadable.append((line, text))
        elif first > 12:
            self.day_first = self.day_first or (line, text)
        elif second > 12:
            self.month_first = self.month_first or (line, text)
        elif first != second:
            self.either = self.either or (line, text)

    @property
    def order(self) -> Order | None:
        """The order of the column; None when it cannot be told. ISO when nothing depends on it."""
        if self.day_first and self.month_first:
            return None
        if self.day_first:
            return Order.DAY_FIRST
        if self.month_first:
            return Order.MONTH_FIRST
        return None if self.either else Order.ISO

    def problem(self, column: str) -> str | None:
        """A sentence for the person who must decide, or None when the order is clear."""
        if self.day_first and self.month_first:
            (a, first), (b, second) = self.day_first, self.month_first
            return (
                f"The column “{column}” has dates in two orders: “{first}” in line {a} has the day "
                f"first, “{second}” in line {b} has the month first. Write all of them one way, "
                "best as year-month-day (2023-12-31), and load the file again."
            )
        if self.order is None and self.either is not None:
            line, text = self.either
            return (
                f"The column “{column}” can be read two ways: is “{text}” in line {line} "
                f"{_both_ways(text)}? Say whether the day or the month comes first."
            )
        return None


def _both_ways(text: str) -> str:
    readings = (read_date(text, Order.DAY_FIRST), read_date(text, Order.MONTH_FIRST))
    return " or ".join(f"{d.day} {d:%B %Y}" for d in readings if d is not None)


def weigh(values: Iterable[tuple[int, str]]) -> OrderEvidence:
    """The evidence of a whole column given as (line, text)."""
    evidence = OrderEvidence()
    for line, text in values:
        evidence.add(line, text)
    return evidence
