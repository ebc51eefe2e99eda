"""A plan laid out on a line of time: bars, the agreed plan beside them, milestones, today. Pure.

Places are shares of the line, 0 at its beginning and 1 at its end, so that it can be drawn to any
width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
STEPS = (1, 2, 3, 6, 12)
LEAST_DAYS = 28


@dataclass(frozen=True)
class Stretch:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class MarkedDay:
    """A milestone on its day."""

    day: date
    title: str
    reached: bool = False


@dataclass(frozen=True)
class ToDraw:
    """What is to be drawn of an activity. `kept` is when it was to be by the agreed plan; `done`
    that its bar is filled; `under_way` that it is filled as far as today. `waits` is whether
    something that it needs is not there; `waits_for` are the keys of the activities among that.
    """

    key: int
    title: str
    group: str = ""
    bar: Stretch | None = None
    kept: Stretch | None = None
    marks: tuple[MarkedDay, ...] = ()
    done: bool = False
    under_way: bool = False
    critical: bool = False
    state: str = ""
    waits: bool = False
    waits_for: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bar:
    """A piece of the line, in shares of it."""

    start: float
    end: float


@dataclass(frozen=True)
class Tick:
    """The first of a month, or the left end of the line."""

    at: float
    month: int
    year: int


@dataclass(frozen=True)
class Row:
    """An activity on the line. `filled` is how much of its bar is behind it; `late` the piece from
    its last day to today, of what is not done. `marks` are (place, reached).
    """

    source: ToDraw
    bar: Bar | None
    filled: Bar | None
    late: Bar | None
    kept: Bar | None
    marks: tuple[tuple[float, bool], ...]
    begins_group: bool


@dataclass(frozen=True)
class Gantt:
    """A whole layout. `today` is None where today is not on the line."""

    first: date
    last: date
    rows: tuple[Row, ...]
    today: float | None

    @property
    def days(self) -> int:
        """How many days the line has."""
        return (self.last - self.first).days + 1

    def at(self, day: date, end: bool = False) -> float:
        """Where a day begins (or ends) on the line."""
        return ((day - self.first).days + end) / self.days

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """The first days of months, so far apart that there are at most so many."""
        months = self.days / 30.44
        step = next((one for one in STEPS if months / one <= most), 12 * (1 + int(months / 12)))
        found = []
        year, month = self.first.year, self.first.month
        while date(year, month, 1) <= self.last:
            here = date(year, month, 1)
            if here >= self.first and (year * 12 + month - 1) % step == 0:
                found.append(Tick(self.at(here), month, year))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return tuple(found)


def layout(activities: Sequence[ToDraw], today: date) -> Gantt | None:
    """The line with everything on it; None where nothing has a day. Today is on the line unless it
    is more than half as long away again as the plan is.

        >>> one = ToDraw(1, "Recruit", bar=Stretch(date(2026, 4, 1), date(2026, 4, 30)))
        >>> found = layout([one], date(2026, 4, 16))
        >>> found.rows[0].bar, found.today
        (Bar(start=0.0, end=1.0), 0.5)
    """
    given = list(_days(activities))
    if not given:
        return None
    first, last = min(given), max(given)
    last = max(last, first + timedelta(days=LEAST_DAYS - 1))
    reach = (last - first) / 2
    shows_today = first - reach <= today <= last + reach
    if shows_today:
        first, last = min(first, today), max(last, today)
    empty = Gantt(first, last, (), None)
    rows = tuple(
        _row(one, empty, today, not number or activities[number - 1].group != one.group)
        for number, one in enumerate(activities)
    )
    return Gantt(first, last, rows, empty.at(today) if shows_today else None)


def _days(activities: Iterable[ToDraw]) -> Iterable[date]:
    for one in activities:
        for stretch in (one.bar, one.kept):
            if stretch is not None:
                yield stretch.first
                yield stretch.last
        yield from (mark.day for mark in one.marks)


def _row(one: ToDraw, line: Gantt, today: date, begins_group: bool) -> Row:
    marks = tuple((line.at(mark.day), mark.reached) for mark in one.marks)
    return Row(
        one, _bar(one.bar, line), _filled(one, line, today), _late(one, line, today),
        _bar(one.kept, line), marks, bool(one.group) and begins_group,
    )  # fmt: skip


def _bar(stretch: Stretch | None, line: Gantt) -> Bar | None:
    return Bar(line.at(stretch.first), line.at(stretch.last, end=True)) if stretch else None


def _filled(one: ToDraw, line: Gantt, today: date) -> Bar | None:
    if one.bar is None or not (one.done or one.under_way):
        return None
    if one.done:
        return _bar(one.bar, line)
    last = min(today, one.bar.last)
    return _bar(Stretch(one.bar.first, last), line) if last >= one.bar.first else None


def _late(one: ToDraw, line: Gantt, today: date) -> Bar | None:
    """From the day after its last to today, for what is not done."""
    is_over = one.bar is not None and one.bar.last < today <= line.last
    if one.bar is None or one.done or not is_over:
        return None
    return _bar(Stretch(one.bar.last + DAY, today), line)
