"""What a membership was on a past day, from the changes that were kept.

>>> joined = Change(date(2026, 1, 10), 1, "active", "Full", Rights(True, True, True, True))
>>> lapsed = Change(date(2026, 3, 1), 2, "active", "Associate", Rights(True, False, True, False))
>>> standing_on((joined, lapsed), date(2026, 2, 28)).tier
'Full'
>>> standing_on((joined, lapsed), date(2026, 3, 1)).tier
'Associate'
>>> standing_on((joined, lapsed), date(2026, 1, 9)) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

IN_FORCE = "active"


@dataclass(frozen=True)
class Rights:
    """What a tier lets its holders do, as it was at the time."""

    is_member: bool
    may_vote: bool
    may_see: bool
    in_quorum: bool


@dataclass(frozen=True)
class Change:
    """From a day on (that day included), a membership is in this state and tier. `number` orders
    changes of the same day as they were made.
    """

    effective_on: date
    number: int
    state: str
    tier: str
    rights: Rights

    @property
    def belongs(self) -> bool:
        """Whether the organisation belongs (in whatever tier) and is not suspended."""
        return self.state == IN_FORCE

    @property
    def may_vote(self) -> bool:
        return self.belongs and self.rights.may_vote

    @property
    def in_quorum(self) -> bool:
        return self.belongs and self.rights.in_quorum


def standing_on(changes: Iterable[Change], day: date) -> Change | None:
    """The last change that was in effect on the day; None before the first."""
    begun = [change for change in changes if change.effective_on <= day]
    return max(begun, key=lambda change: (change.effective_on, change.number), default=None)
