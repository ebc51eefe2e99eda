"""Counting signatures: whose turn it is, who still has to sign, whether that is enough. Pure.

>>> birch = Place(1, signed=1)
>>> elm = Place(2, step=2)
>>> standing((birch, elm), in_order=True).turn
frozenset({2})
>>> standing((birch, elm), needed=1).is_complete
False
>>> standing((birch, replace(elm, is_required=False)), needed=1).is_complete
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

__all__ = ["Place", "Standing", "replace", "signatories_needed", "standing"]


@dataclass(frozen=True)
class Place:
    """One party that was asked: its step, how many of its people must sign and how many have;
    whether nothing goes without it. `declined`: it says that it will not sign. `left_out`: it need
    not sign any longer.
    """

    key: int
    step: int = 1
    signatories: int = 1
    signed: int = 0
    is_required: bool = True
    declined: bool = False
    left_out: bool = False

    @property
    def has_signed(self) -> bool:
        """Whether enough of its people have signed."""
        return not self.left_out and not self.declined and self.signed >= self.signatories

    @property
    def waits(self) -> bool:
        """Whether it is still to say something."""
        return not (self.has_signed or self.declined or self.left_out)

    @property
    def holds_up(self) -> bool:
        """Whether later steps wait for it: one without whom nothing goes does, though it declined,
        since it may be asked anew.
        """
        return self.waits or (self.declined and self.is_required and not self.left_out)


@dataclass(frozen=True)
class Standing:
    """How a signing stands. `turn`: those who can sign now. `first`: for each that waits for its
    turn, who signs before it. `missing`: how many more parties have to sign. `stuck`: those who
    declined and without whom it cannot be completed.
    """

    turn: frozenset[int]
    first: Mapping[int, tuple[int, ...]]
    signed: int
    wanted: int
    missing: int
    stuck: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all signatures that are needed are there."""
        return self.missing == 0 and self.signed > 0


def standing(
    places: Sequence[Place], *, needed: int | None = None, in_order: bool = False
) -> Standing:
    """How a signing stands: complete once each party that is required has signed, and, with
    `needed`, so many of all that were asked (never more than are still asked). In order, a step
    begins when nobody of an earlier one holds it up.
    """
    here = [one for one in places if not one.left_out]
    signed = sum(one.has_signed for one in here)
    unsigned = [one for one in here if one.is_required and not one.has_signed]
    required = sum(one.is_required for one in here)
    wanted = max(min(needed or 0, len(here)), required)
    first = {one.key: _before(one, here) for one in here if one.waits} if in_order else {}
    declined = [one for one in here if one.declined]
    too_few = len(here) - len(declined) < wanted
    return Standing(
        turn=frozenset(one.key for one in here if one.waits and not first.get(one.key)),
        first={key: before for key, before in first.items() if before},
        signed=signed,
        wanted=wanted,
        missing=max(len(unsigned), wanted - signed),
        stuck=tuple(one.key for one in declined if one.is_required or too_few),
    )


def _before(place: Place, places: Iterable[Place]) -> tuple[int, ...]:
    return tuple(one.key for one in places if one.step < place.step and one.holds_up)


def signatories_needed(
    asked: int, amount: int | None = None, limits: Iterable[int | None] = ()
) -> int:
    """How many people of a party must sign: so many as were asked, and a second one where it
    commits to an amount (pence) above what any of those who have signed may commit to alone
    (`limits`; None: no money at all).

    >>> signatories_needed(1), signatories_needed(1, 50_000, [None]), signatories_needed(1, 5, [5])
    (1, 2, 1)
    >>> signatories_needed(1, 50_000)  # nobody has signed: whoever does may be enough
    1
    """
    known = list(limits)
    if amount is None or not known or any(one is not None and one >= amount for one in known):
        return asked
    return max(asked, 2)
