"""A plan as values: activities, what each needs before it can begin, and how far it is. Pure.

Days are whole days; a `last` day belongs to the activity. A *need* is another activity that must be
done, a decision that must be made, or a bid that must be won; decisions and bids are *gates*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What can be needed."""

    ACTIVITY = "activity"
    DECISION = "decision"
    BID = "bid"


class Stage(StrEnum):
    """How far an activity is, as its people say."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Passed(StrEnum):
    """How far a decision or a bid is."""

    OPEN = "open"
    MET = "met"
    FAILED = "failed"


@dataclass(frozen=True, order=True)
class Need:
    """What must be there first: an activity or a bid by its key, a decision by its number."""

    kind: Kind
    key: int


@dataclass(frozen=True)
class Planned:
    """An activity: when it is to be, how far it is, and what it needs."""

    key: int
    title: str
    first: date | None = None
    last: date | None = None
    stage: Stage = Stage.TO_DO
    needs: tuple[Need, ...] = ()
    began: date | None = None
    ended: date | None = None

    @property
    def days(self) -> int | None:
        """How many days it is to take, first and last included; None where no dates are set."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.stage in (Stage.TO_DO, Stage.UNDER_WAY)


@dataclass(frozen=True)
class Gate:
    """A decision or a bid that activities need, and by when it is expected."""

    need: Need
    title: str
    passed: Passed = Passed.OPEN
    expected: date | None = None


@dataclass(frozen=True)
class Plan:
    """The activities of a workplan with the gates that they need. A need that is not among them is
    a gate that is open and of which nothing is known.
    """

    activities: tuple[Planned, ...] = ()
    gates: tuple[Gate, ...] = field(default=())

    @cached_property
    def by_key(self) -> Mapping[int, Planned]:
        """The activities by their keys."""
        return {one.key: one for one in self.activities}

    @cached_property
    def by_need(self) -> Mapping[Need, Gate]:
        """The gates by what they are."""
        return {one.need: one for one in self.gates}

    def activity(self, need: Need) -> Planned | None:
        """The activity that a need is about; None for a gate, and for one that is not here."""
        return self.by_key.get(need.key) if need.kind == Kind.ACTIVITY else None

    def title(self, need: Need) -> str:
        """What a need is called."""
        found = self.activity(need)
        if found is not None:
            return found.title
        gate = self.by_need.get(need)
        return gate.title if gate is not None else f"{need.kind.value} {need.key}"

    def passed(self, need: Need) -> Passed:
        """Whether a need is met, can no longer be met (dropped, lost, not carried), or is open."""
        found = self.activity(need)
        if found is not None:
            settled = {Stage.DONE: Passed.MET, Stage.DROPPED: Passed.FAILED}
            return settled.get(found.stage, Passed.OPEN)
        gate = self.by_need.get(need)
        return gate.passed if gate is not None else Passed.OPEN

    def with_need(self, key: int, need: Need) -> Plan:
        """The plan in which an activity needs one thing more."""
        changed = tuple(
            replace(one, needs=(*one.needs, need)) if one.key == key else one
            for one in self.activities
        )
        return replace(self, activities=changed)
