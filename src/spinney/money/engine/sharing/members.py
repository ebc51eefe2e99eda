"""Who shares a cost, with what is known of each, and on which days each is a member. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from spinney.base.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Member:
    """A member that bears a part, with what is known of it: yearly income in pence, how many staff,
    how many units it used in the period, its fixed parts; None: not known. It is a member from
    `first_day` to `last_day`, both included; None: from before, or to beyond, the period.
    """

    key: str
    income_pence: int | None = None
    staff: Decimal | int | None = None
    units: Decimal | int | None = None
    parts: int | None = None
    first_day: date | None = None
    last_day: date | None = None

    def is_there(self, first: date, last: date) -> bool:
        """Whether it is a member on every day of a stretch."""
        began = self.first_day is None or self.first_day <= first
        return began and (self.last_day is None or self.last_day >= last)

    def days_in(self, period: Period) -> int:
        """On how many days of a closed period it is a member."""
        last = period.last or period.first
        first = max(self.first_day or period.first, period.first)
        return max((min(self.last_day or last, last) - first).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row (both ends included) on which the same members are there; `present` are their
    places in the list of members. `first` None: the whole of a period without dates.
    """

    first: date | None
    last: date | None
    days: int
    present: tuple[int, ...]


def whole(members: Sequence[Member], period: Period | None) -> Stretch:
    """The period as one stretch in which everybody is there, whatever the days."""
    everybody = tuple(range(len(members)))
    if period is None or period.last is None:
        return Stretch(None, None, 1, everybody)
    return Stretch(period.first, period.last, period.days or 1, everybody)


def stretches(members: Sequence[Member], period: Period | None) -> list[Stretch]:
    """The period in stretches between the days on which somebody joins or leaves. Without a period
    it is one stretch with everybody.
    """
    if period is None or period.last is None:
        return [whole(members, None)]
    begins = {period.first}
    for one in members:
        begins |= {one.first_day} if one.first_day else set()
        begins |= {one.last_day + timedelta(days=1)} if one.last_day else set()
    inside = sorted(day for day in begins if period.first <= day <= period.last)
    ends = [day - timedelta(days=1) for day in inside[1:]] + [period.last]
    return [
        Stretch(
            first, last, (last - first).days + 1,
            tuple(at for at, one in enumerate(members) if one.is_there(first, last)),
        )
        for first, last in zip(inside, ends, strict=True)
    ]  # fmt: skip
