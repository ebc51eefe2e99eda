"""How a member's coming and going looks over time, from what was noted at each gathering.

A member counts as having been there in person, from afar or through a deputy. Gatherings for which
nothing was noted do not count either way.

>>> p = pattern(["in_person", "deputy", "apologies", "no_word", "no_word"])
>>> p.came, p.of, p.percent, p.missed_in_a_row, p.silent_in_a_row
(2, 5, 40, 3, 2)
>>> [s.value for s in p.signs]
['gone quiet', 'coming less']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

CAME = frozenset({"in_person", "remote", "deputy"})
NO_WORD = "no_word"
RECENT = 3


class Sign(StrEnum):
    """What stands out in a pattern."""

    TOO_EARLY = "too early to say"  # fewer than two gatherings
    GONE_QUIET = "gone quiet"  # no word for the last two or more
    STAYS_AWAY = "stays away"  # missed the last three or more
    COMING_LESS = "coming less"  # the last three clearly fewer than those before
    BY_DEPUTY = "mostly by deputy"  # more than half of what it came to
    STEADY = "steady"  # nothing stands out


@dataclass(frozen=True)
class Pattern:
    """How often somebody came, and what stands out."""

    came: int
    of: int
    missed_in_a_row: int
    silent_in_a_row: int
    signs: tuple[Sign, ...]

    @property
    def percent(self) -> int | None:
        """The share that it came to, in whole per cent; None before the first gathering."""
        return None if not self.of else round(100 * self.came / self.of)


def pattern(hows: Sequence[str]) -> Pattern:
    """The pattern of one member's marks, oldest first ("in_person", "remote", "deputy",
    "apologies", "no_word").
    """
    newest = list(reversed(hows))
    missed = len(list(takewhile(lambda how: how not in CAME, newest)))
    silent = len(list(takewhile(lambda how: how == NO_WORD, newest)))
    came = sum(how in CAME for how in hows)
    return Pattern(came, len(hows), missed, silent, tuple(_signs(hows, missed, silent)) or _none())


def _none() -> tuple[Sign, ...]:
    return (Sign.STEADY,)


def _signs(hows: Sequence[str], missed: int, silent: int) -> list[Sign]:
    if len(hows) < 2:
        return [Sign.TOO_EARLY]
    signs = []
    if silent >= 2:
        signs.append(Sign.GONE_QUIET)
    elif missed >= RECENT:
        signs.append(Sign.STAYS_AWAY)
    if _comes_less(hows):
        signs.append(Sign.COMING_LESS)
    came = [how for how in hows if how in CAME]
    if len(came) >= 2 and 2 * came.count("deputy") > len(came):
        signs.append(Sign.BY_DEPUTY)
    return signs


def _comes_less(hows: Sequence[str]) -> bool:
    """Whether the share of the last three is at least a third lower than that of all before,
    of which there must be two.
    """
    before, after = hows[:-RECENT], hows[-RECENT:]
    if len(before) < 2:
        return False
    earlier = sum(how in CAME for how in before) / len(before)
    return earlier - sum(how in CAME for how in after) / len(after) >= 1 / 3
