"""What a version takes the place of: the other agreement, and those of its parties whom that
concerns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spinney.agreements.engine.affected import concerned
from spinney.agreements.engine.terms import Conflict
from spinney.agreements.models import Party


@dataclass(frozen=True)
class Replaced:
    """Another agreement in force of which a version takes the place of something: those of its
    parties whom that concerns, and how many of them must sign by the rule for signing that holds
    there (none: all).
    """

    agreement: int
    title: str
    parties: tuple[Party, ...]
    least: int | None

    @property
    def wanted(self) -> int:
        """How many of them must sign."""
        everybody = len(self.parties)
        return everybody if self.least is None else min(self.least, everybody)


def whom_it_concerns(found: Iterable[Conflict], parties: Iterable[Party]) -> tuple[Party, ...]:
    """Of the parties that another agreement binds, those whom it concerns that a version takes the
    place of these terms. What is only said again, in its place, concerns all of them.
    """
    here = list(parties)
    uids = tuple(str(one.organisation.uid) for one in here)
    hit: set[str] = set()
    for one in found:
        hit |= set(concerned(one.key, one.other.said, one.new.said, uids) or uids)
    return tuple(one for one in here if str(one.organisation.uid) in hit)
