"""What was given without pay: hours, and what they and things are worth, never added to cash. Pure.

>>> bid = Gift("ash", "development", hours=Decimal("7.5"), rate_pence=2_350)
>>> room = Gift("elm", "plan", value_pence=40_000)
>>> found = add_up([bid, room, Gift("elm", "plan", hours=Decimal(2))])
>>> found.hours, found.priced_hours, found.time_pence, found.things_pence
(Decimal('9.5'), Decimal('7.5'), 17625, 40000)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Gift:
    """Time in hours, at a rate an hour in pence if one is known; or things, by their value in
    pence. `work` is what it went into.
    """

    member: str
    work: str
    hours: Decimal | None = None
    rate_pence: int | None = None
    value_pence: int | None = None

    @property
    def is_time(self) -> bool:
        return self.hours is not None

    @property
    def pence(self) -> int | None:
        """What it is worth; None for time without a rate, and things without a value."""
        if self.hours is not None:
            return None if self.rate_pence is None else worth(self.hours, self.rate_pence)
        return self.value_pence


def worth(hours: Decimal, rate_pence: int) -> int:
    """Hours at a rate, to the nearest penny, half a penny up.

    >>> worth(Decimal("0.5"), 2_351)
    1176
    """
    return int((hours * rate_pence).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Given:
    """What was given together: all hours, those with a rate and what they are worth, and the value
    of things. Hours, worth and things are told apart: they are not one sum.
    """

    hours: Decimal = Decimal(0)
    priced_hours: Decimal = Decimal(0)
    time_pence: int = 0
    things_pence: int = 0
    times: int = 0
    things: int = 0

    @property
    def unpriced_hours(self) -> Decimal:
        return self.hours - self.priced_hours

    def plus(self, gift: Gift) -> Given:
        """With one more."""
        hours, pence = gift.hours or Decimal(0), gift.pence
        if not gift.is_time:
            return Given(
                self.hours, self.priced_hours, self.time_pence, self.things_pence + (pence or 0),
                self.times, self.things + 1,
            )  # fmt: skip
        return Given(
            self.hours + hours, self.priced_hours + (Decimal(0) if pence is None else hours),
            self.time_pence + (pence or 0), self.things_pence, self.times + 1, self.things,
        )  # fmt: skip


def add_up(gifts: Iterable[Gift]) -> Given:
    """Everything together."""
    found = Given()
    for gift in gifts:
        found = found.plus(gift)
    return found


def add_up_by(gifts: Iterable[Gift], key: Callable[[Gift], str]) -> dict[str, Given]:
    """By member, by work, by whatever a gift tells; in the order in which they come."""
    found: dict[str, Given] = {}
    for gift in gifts:
        found[key(gift)] = found.get(key(gift), Given()).plus(gift)
    return found
