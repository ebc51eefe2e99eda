"""What a milestone counts, in words."""

from __future__ import annotations

from decimal import Decimal

from spinney.base.web.components.words import day
from spinney.workplans.models import Milestone


def count_words(value: Decimal) -> str:
    """A count without noughts behind: "12", "1,200.5".

    >>> count_words(Decimal("1200.50")), count_words(Decimal("12.00"))
    ('1,200.5', '12')
    """
    whole = f"{value:,.2f}"
    return whole.rstrip("0").rstrip(".")


def measure_words(milestone: Milestone) -> str:
    """What is counted and how far it is: "8 of 12 people trained"; "" where nothing is counted."""
    if milestone.target is None:
        return ""
    target = f"{count_words(milestone.target)} {milestone.unit}"
    if milestone.reached is None:
        return target
    return f"{count_words(milestone.reached)} of {target}"


def said_of(milestone: Milestone) -> str:
    """Whether it is reached, in words: "reached on 3 May 2026, 12 of 12 people trained"."""
    on = milestone.reached_on
    reached = f"reached on {day(on)}" if on is not None else "not reached yet"
    counted = measure_words(milestone)
    return f"{reached}, {counted}" if counted else reached
