"""Numbers in the steps of a count, where exact ones have hundreds of digits. Pure."""

from __future__ import annotations

from fractions import Fraction

TOLD_TO = 10**6
"""Numbers are told exactly up to this denominator, and else to so many parts of a unit."""


def told(number: Fraction) -> Fraction:
    """A number as it is told: the count itself goes on with the exact one."""
    if number.denominator <= TOLD_TO:
        return number
    return Fraction(round(number * TOLD_TO), TOLD_TO)
