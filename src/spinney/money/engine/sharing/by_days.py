"""What a cost comes to for members that take part on some of its days. Pure.

>>> from datetime import date
>>> ash, elm = Member("ash"), Member("elm", last_day=date(2026, 1, 1))
>>> two_days = Period(date(2026, 1, 1), date(2026, 1, 2))
>>> [(one.pence, sorted(one.members)) for one in once_by_days(600, [ash, elm], two_days)]
[(300, [0, 1]), (300, [0])]
>>> pence_by_days(600, elm, two_days)
300
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing.game import SCALE, Once
from spinney.money.engine.sharing.members import Member, stretches
from spinney.money.engine.sharing.split import to_the_penny


def is_for_all_days(members: Sequence[Member], period: Period) -> bool:
    """Whether every member takes part on every day."""
    return all(one.days_in(period) == period.days for one in members)


def pence_by_days(pence: int, one: Member, period: Period) -> int:
    """A member's days of an amount for the whole period, rounded up to the penny."""
    return -(-pence * one.days_in(period) // (period.days or 1))


def once_by_days(pence: int, members: Sequence[Member], period: Period) -> tuple[Once, ...]:
    """What any group pays once, day by day: each day's part by a group in which somebody is a
    member on that day. Days on which nobody is are paid with the others, as they are shared.
    """
    spans = [one for one in stretches(members, period) if one.present]
    days = sum(one.days for one in spans)
    fine = to_the_penny(pence * SCALE, [Fraction(pence * SCALE * one.days, days) for one in spans])
    return tuple(_once(amount, one.present) for amount, one in zip(fine, spans, strict=True))


def sites_by_days(pence: int, members: Sequence[Member], period: Period) -> tuple[Once, ...]:
    """What each member costs by itself, for its days."""
    days = period.days or 1
    return tuple(
        _once(-(-pence * SCALE * one.days_in(period) // days), (at,))
        for at, one in enumerate(members)
    )


def _once(fine: int, members: Sequence[int]) -> Once:
    pence, more = divmod(fine, SCALE)
    return Once(pence, frozenset(members), more)
