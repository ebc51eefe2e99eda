"""The smallest and largest share: who is held at them, and who bears the rest. Pure.

Shares that are held are taken out; what they leave, or lack, is borne by all others in proportion
to what the rule gives them, until everything adds up ("water-filling": one factor for all who are
not held, found exactly in fractions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from spinney.base.kernel.errors import BadInput

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most that one member bears: in pence for the whole period, and as so many
    in a hundred of the cost; None: no such limit. Of several the narrower holds. The least counts
    by the days on which one is a member; the most holds as it is.
    """

    least_pence: int | None = None
    most_pence: int | None = None
    least_percent: int | None = None
    most_percent: int | None = None

    def __post_init__(self) -> None:
        for least, most in (
            (self.least_pence, self.most_pence), (self.least_percent, self.most_percent),
        ):  # fmt: skip
            if min(least or 0, most or 0) < 0:
                raise BadInput("A smallest or largest share cannot be below nought.")
            if least is not None and most is not None and least > most:
                raise BadInput("The smallest share is above the largest. Change one of the two.")

    @property
    def is_empty(self) -> bool:
        return self == Limits()

    def least(self, cost: int, there: Fraction) -> int:
        """The smallest share in pence of somebody who is there for a part of the days. Shares in a
        hundred are cut to the penny, so that pence never make a sharing impossible.
        """
        by_percent = Fraction(cost * (self.least_percent or 0), HUNDRED)
        return int(max(Fraction(self.least_pence or 0), by_percent) * there)

    def most(self, cost: int) -> int:
        """The largest share in pence."""
        found = [cost] if self.most_pence is None else [cost, self.most_pence]
        if self.most_percent is not None:
            found.append(-(-cost * self.most_percent // HUNDRED))
        return min(found)


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why the limits cannot hold: "least_above_cost" (the smallest shares come to more than the
    cost), "most_below_cost" (the largest shares do not cover it), "least_above_most" (somebody's
    smallest share is above the largest). `pence` is what the limits come to.
    """

    code: str
    pence: int


def limited(
    cost: int, natural: Sequence[Fraction], least: Sequence[int], most: Sequence[int]
) -> tuple[list[Fraction] | None, Impossible | None]:
    """Shares between `least` and `most` that add up to the cost, as near to the rule's as one
    factor can be; or why there are none.
    """
    for low, high in zip(least, most, strict=True):
        if low > high:
            return None, Impossible("least_above_most", low)
    if sum(least) > cost:
        return None, Impossible("least_above_cost", sum(least))
    reach = sum(high if part else low for part, low, high in zip(natural, least, most, strict=True))
    if reach < cost:
        return None, Impossible("most_below_cost", reach)
    factor = _factor(cost, natural, least, most)
    return _held(factor, natural, least, most), None


def _held(
    factor: Fraction, natural: Sequence[Fraction], least: Sequence[int], most: Sequence[int]
) -> list[Fraction]:
    return [
        min(max(factor * part, Fraction(low)), Fraction(high) if part else Fraction(low))
        for part, low, high in zip(natural, least, most, strict=True)
    ]


def _factor(
    cost: int, natural: Sequence[Fraction], least: Sequence[int], most: Sequence[int]
) -> Fraction:
    """The factor for all who are not held: between two of the factors at which somebody begins or
    ceases to be held, the sum of the shares is a straight line.
    """
    turns = {Fraction(1)}
    for part, low, high in zip(natural, least, most, strict=True):
        turns |= {low / part, high / part} if part else set()
    ordered = sorted(turns)
    below = Fraction(0)
    for above in ordered:
        reached = sum(_held(above, natural, least, most))
        if reached >= cost:
            start = sum(_held(below, natural, least, most))
            slope = (reached - start) / (above - below) if above > below else Fraction(0)
            return below + (cost - start) / slope if slope else above
        below = above
    return below
