"""What will be left over: a forecast of each line from its months so far. Pure.

    >>> slow = Pace("1", planned=(100, 100, 100, 100, 100, 100), spent=(50, 40, 30))
    >>> found = forecast(slow)
    >>> found.low, found.likely, found.high
    (240, 330, 420)
    >>> found.left_at_least, found.left_likely
    (180, 270)

Three ways to go on are reckoned: the months that come cost what was planned for them; they cost as
much of the plan as all months so far did; they cost as much of it as the last three did. The likely
figure lies between the first way and the second: the pace so far counts m/(m+3) after m months, and
the plan the rest, so one slow month says little and a slow half-year says much. The range goes from
the least of the three ways to the most; further where the months so far were uneven, so that about
four ends in five lie within it; and never below what is spent and promised already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

LATELY = 3
"""So many months are "lately", and so many months' weight has the plan against the pace so far."""
FOUR_IN_FIVE = (0, 3078, 1886, 1638, 1533, 1476, 1440, 1415, 1397, 1383, 1372)
"""Student's t in thousandths, for four in five of both sides, by the months less one."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A line by months, in pence: `planned` for all of its months, `spent` for those that are over
    (as many as there are), and what is promised beyond that. `later` was spent after the last of
    its months.
    """

    key: str
    planned: tuple[int, ...]
    spent: tuple[int, ...]
    committed: int = 0
    later: int = 0

    @property
    def whole(self) -> int:
        return sum(self.planned)

    @property
    def done(self) -> int:
        return sum(self.spent) + self.later

    @property
    def due(self) -> int:
        """What was planned for the months that are over."""
        return sum(self.planned[: len(self.spent)])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its values. Codes: `not_begun`, `ended` (spent, planned), `so_far`
    (months, spent, planned), `lately` (months, spent, planned), `nothing_due`, `promised` (pence),
    `uneven` (pence by which the end may lie beside the likely figure), `bound` (pence spent and
    promised, which is more than the pace says), `over` (pence above the plan).
    """

    code: str
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a line will have cost at its end, in pence, at least, likely and at most, and why."""

    key: str
    planned: int
    low: int
    likely: int
    high: int
    bound: int
    why: tuple[Reason, ...]

    @property
    def left_likely(self) -> int:
        """What is likely left over; below nought where it will not do."""
        return self.planned - self.likely

    @property
    def left_at_least(self) -> int:
        """What is left over even if most is spent; nought where nothing is sure to be."""
        return max(0, self.planned - self.high)

    @property
    def free(self) -> int:
        """What is neither spent nor promised today."""
        return max(0, self.planned - self.bound)

    @property
    def short(self) -> int:
        """What is likely missing."""
        return max(0, self.likely - self.planned)


def forecast(line: Pace) -> Forecast:
    """What a line will have cost when its months are over. Raises ValueError for more months spent
    than planned.
    """
    months = len(line.spent)
    if months > len(line.planned):
        raise ValueError("More months are over than the line has.")
    bound = line.done + line.committed
    if months == len(line.planned):
        why = (Reason("ended", (line.done, line.whole)), *_promised(line))
        return Forecast(line.key, line.whole, bound, bound, bound, bound, _said(line, bound, why))
    if not months:
        likely = max(line.whole, bound)
        why = (Reason("not_begun"), *_promised(line))
        return Forecast(
            line.key, line.whole, likely, likely, likely, bound, _said(line, likely, why)
        )
    return _going_on(line, bound)


def _going_on(line: Pace, bound: int) -> Forecast:
    months, rest = len(line.spent), line.whole - line.due
    why = [Reason("so_far", (months, line.done, line.due))]
    ratio = Fraction(line.done, line.due) if line.due else None
    ways = [Fraction(line.done + rest)]
    if ratio is None:
        why = [Reason("nothing_due", (months, line.done))]
        likely = Fraction(max(line.whole, line.done))
        ways.append(likely)
    else:
        trust = Fraction(months, months + LATELY)
        likely = line.done + rest * (trust * ratio + 1 - trust)
        ways.append(line.done + rest * ratio)
        lately = _lately(line)
        if lately is not None:
            why.append(lately)
            _, spent, due = lately.values
            ways.append(line.done + rest * Fraction(spent, due))
    beside = _beside(line, rest)
    if beside:
        why.append(Reason("uneven", (beside,)))
        ways += [likely - beside, likely + beside]
    low, high = (max(bound, _whole(end(ways))) for end in (min, max))
    likely_pence = max(bound, _whole(likely))
    if bound > _whole(likely):
        why.append(Reason("bound", (bound,)))
    why += _promised(line)
    return Forecast(
        line.key, line.whole, min(low, likely_pence), likely_pence, max(high, likely_pence), bound,
        _said(line, likely_pence, tuple(why)),
    )  # fmt: skip


def _lately(line: Pace) -> Reason | None:
    """The last months that are over, where there are earlier ones and something was planned."""
    months = len(line.spent)
    due = sum(line.planned[max(0, months - LATELY) : months])
    if months <= LATELY or not due:
        return None
    return Reason("lately", (LATELY, sum(line.spent[-LATELY:]), due))


def _beside(line: Pace, rest: int) -> int:
    """How far the end may lie beside the pace so far, in pence, as unevenly as the months went: the
    months that come are as uneven, and the pace itself is known no better. Nought before three.
    """
    months, left = len(line.spent), len(line.planned) - len(line.spent)
    if months < LATELY or not line.due or not rest:
        return 0
    ratio = Fraction(sum(line.spent), line.due)
    pairs = zip(line.spent, line.planned, strict=False)
    square = sum(((spent - ratio * due) ** 2 for spent, due in pairs), Fraction(0)) / (months - 1)
    square *= left + Fraction(rest, line.due) ** 2 * months
    certain = FOUR_IN_FIVE[min(months - 1, len(FOUR_IN_FIVE) - 1)]
    return isqrt(int(square)) * certain // 1000


def _promised(line: Pace) -> tuple[Reason, ...]:
    return (Reason("promised", (line.committed,)),) if line.committed else ()


def _said(line: Pace, likely: int, why: tuple[Reason, ...]) -> tuple[Reason, ...]:
    over = likely - line.whole
    return (*why, Reason("over", (over,))) if over > 0 else why


def _whole(pence: Fraction) -> int:
    """To the nearest penny, half a penny up; never below nought."""
    return max(0, int((pence + Fraction(1, 2)) // 1))


def together(key: str, parts: Iterable[Forecast]) -> Forecast:
    """The forecast of several lines together (of a member, of the whole): the ends of the ranges
    added up, which is wider than likely: not all lines go slow or fast at once.
    """
    found = list(parts)
    return Forecast(
        key,
        sum(one.planned for one in found),
        sum(one.low for one in found),
        sum(one.likely for one in found),
        sum(one.high for one in found),
        sum(one.bound for one in found),
        (),
    )
