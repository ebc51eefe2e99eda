"""On which days versions hold. Whole days; first and last both included. Pure.

    >>> spring = Span(date(2026, 2, 1), None)
    >>> before, new = follow(spring, signed=date(2026, 5, 4), wanted=date(2026, 6, 1))
    >>> before.last, new.first
    (datetime.date(2026, 5, 31), datetime.date(2026, 6, 1))

Two rules hold whatever is asked for: no two versions of an agreement hold on one day, and between
two of them there is no gap unless the earlier had run out or was ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days on which a version holds; no last day: until something ends it."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def first_day(
    *, signed: date, wanted: date | None, before: Span | None = None, may_be_past: bool = False
) -> date:
    """The day from which a version holds: the day wanted, or the day of the last signature if that
    is later. What was signed before it came here may hold from a past day.

    It never begins before the second day of the version before it, so that each has one day.
    """
    begins = wanted or signed
    if not may_be_past:
        begins = max(begins, signed)
    return begins if before is None else max(begins, before.first + DAY)


def closed_by(before: Span, first: date) -> Span:
    """The version before, once one follows it from `first`: it ends on the day before, unless it
    had run out already.
    """
    last = first - DAY
    return before if before.last is not None and before.last < last else replace(before, last=last)


def follow(
    before: Span | None,
    *,
    signed: date,
    wanted: date | None = None,
    ends: date | None = None,
    may_be_past: bool = False,
) -> tuple[Span | None, Span]:
    """The span of the version before, and of the one that follows it. `ends` is the last day that
    its own terms name. Raises ValueError when that lies before its first day.
    """
    first = first_day(signed=signed, wanted=wanted, before=before, may_be_past=may_be_past)
    if ends is not None and ends < first:
        raise ValueError(f"It would end on {ends} and begin on {first}.")
    return (closed_by(before, first) if before else None), Span(first, ends)


def ended_by(span: Span, day: date) -> Span:
    """A version that holds no more from `day` on: unless it had run out before. One that was still
    to begin holds on no day; its last day is then the day before its first.
    """
    last = max(day, span.first) - DAY
    return span if span.last is not None and span.last < last else replace(span, last=last)
