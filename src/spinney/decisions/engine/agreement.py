"""How much people agree on an ordered scale: van der Eijk's A. Pure.

C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35, 2001,
325-341: 1 where all gave the same mark, 0 where every mark was given as often, -1 where half gave
the lowest and half the highest.

    >>> [str(agreement(counts)) for counts in ([0, 0, 9], [5, 5, 5], [4, 0, 4])]
    ['1', '0', '-1']
    >>> round(float(agreement([30, 40, 210, 130, 530, 50, 10])), 7)  # the example of the article
    0.6113333
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def agreement(counts: Sequence[int]) -> Fraction:
    """A of how often each mark of the scale was given, lowest mark first.

    The counts are taken apart into layers that are equally high wherever they are not 0; the
    agreement of a layer is its unimodality times 1 - (S-1)/(K-1), where S of K marks are held; A
    is their mean, weighted by the people in them. On a scale of one mark all agree. Raises
    ValueError where nobody gave a mark, or a count is below 0.
    """
    total = sum(counts)
    if total <= 0 or min(counts) < 0:
        raise ValueError("agreement is that of at least one person")
    left = list(counts)
    whole = Fraction(0)
    while any(left):
        height = min(one for one in left if one)
        held = [one > 0 for one in left]
        whole += Fraction(height * sum(held), total) * _of_layer(held)
        left = [max(one - height, 0) for one in left]
    return whole


def level_of(index: Fraction, people: int, marks: int) -> str:
    """How much so many people agree on a scale of so many marks, as a code: "one_voter" (with
    whom?), "agreed" (A from 3/5), "leaning" (from 1/5), "mixed" (from -1/5) or "divided". Of two
    marks only the ends can be given, so those who do not lean to one are divided.
    """
    if people == 1:
        return "one_voter"
    level = next((name for least, name in _LEVELS if index >= least), "divided")
    return "divided" if level == "mixed" and marks == TWO else level


TWO = 2
_LEVELS = ((Fraction(3, 5), "agreed"), (Fraction(1, 5), "leaning"), (Fraction(-1, 5), "mixed"))


def _of_layer(held: Sequence[bool]) -> Fraction:
    marks, full = len(held), sum(held)
    if full == 1:
        return Fraction(1)
    return _unimodality(held) * (1 - Fraction(full - 1, marks - 1))


def _unimodality(held: Sequence[bool]) -> Fraction:
    """Of all triples of marks: how many rise or fall (110, 011) against how many dip (101)."""
    marks, full, before = len(held), sum(held), 0
    hump = dip = 0
    for one in held:
        if one:
            before += 1
        else:
            hump += comb(before, 2) + comb(full - before, 2)
            dip += before * (full - before)
    if not hump + dip:
        return Fraction(1)
    return Fraction((marks - 2) * hump - (marks - 1) * dip, (marks - 2) * (hump + dip))
