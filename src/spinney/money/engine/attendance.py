"""What members are due for coming to meetings, at the rate that was agreed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Came:
    """An organisation at one meeting that is over: how long it was there (0: it did not come), and
    its yearly income (None: not known).
    """

    meeting: int
    organisation: int
    held_on: date
    minutes: int
    income_pence: int | None = None
    came: bool = True


@dataclass(frozen=True)
class Rate:
    """What is paid, `per` "meeting" or "hour", from a day to a day, to members with an income of at
    most so much, or to those that were chosen; to all where neither is said.
    """

    id: int
    pence: int
    per: str
    first: date
    last: date | None = None
    income_at_most: int | None = None
    chosen: frozenset[int] = frozenset()

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def due(self, minutes: int) -> int:
        """What so many minutes come to, to the nearest penny, halves up.

        >>> Rate(1, 1250, "hour", date(2026, 1, 1)).due(100)
        2083
        """
        if self.per == "meeting":
            return self.pence
        return (2 * self.pence * minutes + 60) // 120


@dataclass(frozen=True)
class Due:
    """What is due for one meeting, and after which rate; or the code of why nothing is: away,
    no_minutes, no_rate (none for that day), income (above what was agreed), income_not_known,
    not_chosen, nothing_left (`pence` is then what is missing from the ring-fence).
    """

    came: Came
    pence: int = 0
    rate: int | None = None
    why: str = ""


def due_for(came: Came, rates: Sequence[Rate]) -> Due:
    """What one organisation is due for one meeting: after the best rate that is for it that day."""
    if not came.came:
        return Due(came, why="away")
    on_the_day = [one for one in rates if one.holds_on(came.held_on)]
    if not on_the_day:
        return Due(came, why="no_rate")
    refused = [(one, _why_not(came, one)) for one in on_the_day]
    fits = [one for one, why in refused if not why]
    if not fits:
        return Due(came, why=refused[0][1])
    best = max(fits, key=lambda one: (one.due(came.minutes), -one.id))
    pence = best.due(came.minutes)
    return Due(came, pence, best.id) if pence else Due(came, why="no_minutes")


def _why_not(came: Came, rate: Rate) -> str:
    if came.organisation in rate.chosen:
        return ""
    if rate.income_at_most is None:
        return "not_chosen" if rate.chosen else ""
    if came.income_pence is None:
        return "income_not_known"
    return "" if came.income_pence <= rate.income_at_most else "income"


def accrue(
    presences: Iterable[Came], rates: Sequence[Rate], *, left: int, done: frozenset[tuple[int, int]]
) -> list[Due]:
    """What is due for the presences that were not counted before (`done`: meeting, organisation),
    the earliest meeting first, as long as `left` pence last. What does not fit any more is told
    with why; a smaller one after it may still fit, and is counted.
    """
    found = []
    for came in sorted(presences, key=lambda one: (one.held_on, one.meeting, one.organisation)):
        if (came.meeting, came.organisation) in done:
            continue
        due = due_for(came, rates)
        if due.pence > left:
            due = Due(came, due.pence - left, due.rate, "nothing_left")
        elif not due.why:
            left -= due.pence
        found.append(due)
    return found
