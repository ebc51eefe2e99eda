"""A timetable of stages: what is wrong with one, how two differ, and how a cluster keeps to one.

>>> first = (PlannedStage("a", "Focus", date(2026, 3, 1)), PlannedStage("b", "Plan", None))
>>> later = (PlannedStage("a", "Focus", date(2026, 4, 1)), PlannedStage("c", "Doing", None))
>>> [(d.code.value, d.stage, d.days) for d in differences(first, later)]
[('moved', 'Focus', 31), ('added', 'Doing', None), ('removed', 'Plan', None)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class PlannedStage:
    """One stage of a plan. `key` tells it from others in every version ("" while it is new);
    `target_on` is the day by which a cluster should have done it.
    """

    key: str
    name: str
    target_on: date | None = None
    description: str = ""


class Code(StrEnum):
    """How a stage differs between two plans."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    DATED = "dated"
    UNDATED = "undated"
    REORDERED = "reordered"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Difference:
    """One difference: the stage as it is called now, what it was called, by how many days its
    target moved (later is above nought).
    """

    code: Code
    stage: str
    was: str = ""
    days: int | None = None


def differences(
    before: Sequence[PlannedStage], after: Sequence[PlannedStage]
) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the newer plan; what was removed comes last."""
    old = {stage.key: stage for stage in before}
    found: list[Difference] = []
    for stage in after:
        earlier = old.get(stage.key)
        if earlier is None:
            found.append(Difference(Code.ADDED, stage.name))
        else:
            found += _stage_differences(earlier, stage)
    kept = {stage.key for stage in after}
    found += _reordered(before, after)
    found += [Difference(Code.REMOVED, s.name) for s in before if s.key not in kept]
    return tuple(found)


def _stage_differences(was: PlannedStage, now: PlannedStage) -> list[Difference]:
    found = []
    if was.name != now.name:
        found.append(Difference(Code.RENAMED, now.name, was.name))
    if was.description != now.description:
        found.append(Difference(Code.REWORDED, now.name))
    if was.target_on != now.target_on:
        if was.target_on is None:
            found.append(Difference(Code.DATED, now.name))
        elif now.target_on is None:
            found.append(Difference(Code.UNDATED, now.name))
        else:
            days = (now.target_on - was.target_on).days
            found.append(Difference(Code.MOVED, now.name, days=days))
    return found


def _reordered(before: Sequence[PlannedStage], after: Sequence[PlannedStage]) -> list[Difference]:
    """The stages that stand before or after others than they did, among those in both plans."""
    in_both = {s.key for s in before} & {s.key for s in after}
    old = [s.key for s in before if s.key in in_both]
    new = [s for s in after if s.key in in_both]
    pairs = zip(old, new, strict=True)
    return [Difference(Code.REORDERED, stage.name) for key, stage in pairs if stage.key != key]


class Fault(StrEnum):
    """What is wrong with a plan."""

    EMPTY = "empty"
    NAMELESS = "nameless"
    TWICE = "twice"
    OUT_OF_ORDER = "out of order"


def faults(plan: Sequence[PlannedStage]) -> tuple[tuple[Fault, int], ...]:
    """What is wrong, with the place (from 0) of the stage that it concerns.

    A stage may not be due before one that stands before it; stages without a date do not matter.
    """
    found: list[tuple[Fault, int]] = [] if plan else [(Fault.EMPTY, 0)]
    seen: set[str] = set()
    latest: date | None = None
    for place, stage in enumerate(plan):
        name = stage.name.strip().casefold()
        if not name:
            found.append((Fault.NAMELESS, place))
        elif name in seen:
            found.append((Fault.TWICE, place))
        seen.add(name)
        if stage.target_on and latest and stage.target_on < latest:
            found.append((Fault.OUT_OF_ORDER, place))
        latest = stage.target_on if latest is None else max(latest, stage.target_on or latest)
    return tuple(found)


def shifted(plan: Sequence[PlannedStage], by: timedelta) -> tuple[PlannedStage, ...]:
    """The same plan so much later, as a new one (its stages have no keys)."""
    return tuple(
        PlannedStage("", s.name, s.target_on + by if s.target_on else None, s.description)
        for s in plan
    )


@dataclass(frozen=True)
class Pace:
    """How long a cluster has been in a stage against how long was planned, in days.

    `planned_days` is None where the plan does not say; `late_days` is above nought once the
    target has passed.
    """

    days: int
    planned_days: int | None
    late_days: int | None


def pace(
    entered_on: date, until: date, *, planned_from: date | None, target_on: date | None
) -> Pace:
    """The pace in one stage from the day it was entered until a day (today, or when it was left).

    The plan gives a stage the days from the target of the stage before it (or from the start of
    the programme) to its own target.

    >>> pace(date(2026, 3, 11), date(2026, 3, 31), planned_from=date(2026, 3, 1),
    ...      target_on=date(2026, 3, 29))
    Pace(days=20, planned_days=28, late_days=2)
    """
    planned = (target_on - planned_from).days if target_on and planned_from else None
    late = (until - target_on).days if target_on else None
    return Pace((until - entered_on).days, planned, late)


@dataclass(frozen=True)
class Span:
    """The days that a plan gives to a stage: from when, and by when. None where it does not say."""

    begins_on: date | None
    target_on: date | None


def spans(
    targets: Sequence[date | None], starts_on: date | None, counts_from: date | None = None
) -> tuple[Span, ...]:
    """The days of each stage: from the target of the last stage before it that has one (or from the
    start) to its own. With `counts_from`, the start of a cluster that joined late, each stage is as
    long as for the others, counted from that day.

    >>> [s.target_on for s in spans([date(2026, 3, 1), None], date(2026, 2, 1), date(2026, 2, 8))]
    [datetime.date(2026, 3, 8), None]
    """
    later = timedelta()
    if starts_on and counts_from:
        later = max(timedelta(), counts_from - starts_on)
    found = []
    since = starts_on
    for target in targets:
        found.append(Span(since and since + later, target and target + later))
        since = target or since
    return tuple(found)
