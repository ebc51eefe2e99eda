"""Numbers, lists and amounts in words. Pure.

>>> number(Fraction(7, 2)), number(1234), number(Fraction(5, 3)), so_many(1, "vote")
('3.5', '1,234', '1.67', '1 vote')
>>> listed(["Van", "Shed", "Fund"]), percent(Fraction(2, 3))
('Van, Shed and Fund', '67%')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from spinney.base.kernel.money import Money
from spinney.decisions.engine.result import Number

Names = Mapping[str, str]
MoneyWords = Callable[[int], str]
PLURALS = {"person": "people"}


def pounds(pence: int) -> str:
    """An amount in pence, as Spinney writes it."""
    return str(Money(pence))


def number(one: Number) -> str:
    """A number as people write it, to two places after the point; a code as it is."""
    if isinstance(one, str):
        return one
    if Fraction(one).denominator == 1:
        return f"{int(one):,}"
    rounded = f"{float(one):,.2f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def so_many(one: Number, what: str) -> str:
    """A number of things: "1 vote", "3 votes", "1.5 votes"."""
    return f"{number(one)} {what if one == 1 else PLURALS.get(what, what + 's')}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence; nothing for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def named(keys: Sequence[str], names: Names) -> str:
    """Options by their names, as a list in a sentence."""
    return listed([names.get(key, key) for key in keys])


def amounts(tallies: Mapping[str, Fraction], names: Names, before: str = "") -> str:
    """What each option has, the most first; `before` stands before each name."""
    order = sorted(tallies, key=lambda key: -tallies[key])
    return ", ".join(f"{before}{names.get(key, key)} {number(tallies[key])}" for key in order)


def share_of(amount: Number, money: MoneyWords) -> str:
    """An amount that need not be whole: "£12" or "about £12.35"."""
    exact = Fraction(amount)
    words = money(round(exact))
    return words if exact.denominator == 1 else f"about {words}"


def percent(part: Fraction) -> str:
    """A part as per cent, to the whole number."""
    return f"{round(part * 100)}%"


def a_are(count: int) -> str:
    """The verb for so many options."""
    return "is" if count == 1 else "are"
