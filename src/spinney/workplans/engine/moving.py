"""A plan beside what was agreed before: what moved, and by how many days. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spinney.workplans.engine.plan import Plan, Planned, Stage


class Change(StrEnum):
    """What became of an activity since the plan was kept. RENAMED alone: no day moved."""

    SAME = "same"
    RENAMED = "renamed"
    MOVED = "moved"
    NEW = "new"
    DROPPED = "dropped"
    GONE = "gone"


@dataclass(frozen=True)
class Kept:
    """An activity as it stood in a kept plan."""

    key: int
    title: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Moved:
    """An activity then and now. `begins_days` and `ends_days` are by how many days it is later
    (below nought: earlier); None where a day was not set, then or now.
    """

    key: int
    change: Change
    was: Kept | None
    now: Planned | None
    begins_days: int | None = None
    ends_days: int | None = None

    @property
    def title(self) -> str:
        """Its name now, or the one that it had."""
        if self.now is not None:
            return self.now.title
        return self.was.title if self.was is not None else ""


def moved(kept: Iterable[Kept], plan: Plan) -> list[Moved]:
    """Every activity then and now: as they stand in the plan, after them those that are gone."""
    before = {one.key: one for one in kept}
    found = [_moved(before.get(one.key), one) for one in plan.activities]
    gone = [one for key, one in before.items() if key not in plan.by_key]
    return found + [Moved(one.key, Change.GONE, one, None) for one in gone]


def _moved(was: Kept | None, now: Planned) -> Moved:
    if was is None:
        return Moved(now.key, Change.NEW, None, now)
    begins, ends = _days(was.first, now.first), _days(was.last, now.last)
    return Moved(now.key, _change(was, now), was, now, begins, ends)


def _change(was: Kept, now: Planned) -> Change:
    if now.stage == Stage.DROPPED:
        return Change.DROPPED
    if (was.first, was.last) != (now.first, now.last):
        return Change.MOVED
    return Change.SAME if was.title == now.title else Change.RENAMED


def _days(was: date | None, now: date | None) -> int | None:
    return (now - was).days if was is not None and now is not None else None


def end_moved(kept: Iterable[Kept], plan: Plan) -> int | None:
    """By how many days the end of the whole is later than it was kept; None where either has no
    dates. What was dropped does not count.
    """
    was = [one.last for one in kept if one.last is not None]
    now = [
        one.last for one in plan.activities if one.last is not None and one.stage != Stage.DROPPED
    ]
    return _days(max(was), max(now)) if was and now else None
