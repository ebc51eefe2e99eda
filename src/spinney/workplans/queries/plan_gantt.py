"""A plan on a line of time, beside how it was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from spinney.workplans.bridge.plans import kept_activities, kept_milestones
from spinney.workplans.engine.gantt import Gantt, MarkedDay, Row, Stretch, ToDraw, layout
from spinney.workplans.engine.moving import Kept
from spinney.workplans.engine.plan import Kind
from spinney.workplans.engine.schedule import How, Standing
from spinney.workplans.models import Baseline, Milestone
from spinney.workplans.queries.plan_page import Look, Shown

__all__ = ["Gantt", "Row", "ToDraw", "plan_on_line"]

REST, OWN_MARKS = "Other activities", "Milestones of the plan"


def plan_on_line(look: Look, baseline: Baseline | None) -> Gantt | None:
    """The plan laid out, with the days that it had in a kept plan; None where nothing has a day. No
    query: everything was read.
    """
    kept: dict[int, Kept] = {}
    kept_days: dict[int, date] = {}
    if baseline is not None:
        activities = [one.activity for one in look.rows]
        kept = {one.key: one for one in kept_activities(baseline.plan, activities)}
        kept_days = kept_milestones(baseline.plan, look.milestones)
    found = [
        _to_draw(row, group.objective.title if group.objective else REST, kept.get(row.pk))
        for group in look.groups
        for row in group.rows
        if row.standing.how != How.DROPPED
    ]
    return layout([*found, *_own_marks(look.milestones, kept_days)], look.today)


def _to_draw(row: Shown, group: str, kept: Kept | None) -> ToDraw:
    one = row.activity
    return ToDraw(
        row.pk, row.title, group,
        _stretch(one.began_on or one.starts_on, one.done_on or one.ends_on),
        _stretch(kept.first, kept.last) if kept is not None else None,
        tuple(_mark(mark) for mark in row.milestones),
        done=row.standing.how == How.DONE, under_way=row.standing.how == How.UNDER_WAY,
        critical=row.is_critical, state=row.waits.rstrip(".") or row.late or row.status.text,
        waits=bool(row.waits), waits_for=_waits_for(row.standing),
    )  # fmt: skip


def _waits_for(standing: Standing) -> tuple[int, ...]:
    return tuple(need.key for need in standing.waits_for if need.kind == Kind.ACTIVITY)


def _stretch(first: date | None, last: date | None) -> Stretch | None:
    if first is None or last is None:
        return None
    return Stretch(min(first, last), last)


def _mark(one: Milestone) -> MarkedDay:
    return MarkedDay(one.reached_on or one.due_on, one.title, one.reached_on is not None)


def _own_marks(milestones: Sequence[Milestone], kept: Mapping[int, date]) -> list[ToDraw]:
    """Milestones that belong to no activity, on lines of their own."""
    return [
        ToDraw(
            -one.pk, one.title, OWN_MARKS, marks=(_mark(one),),
            kept=_stretch(kept.get(one.pk), kept.get(one.pk)), done=one.reached_on is not None,
            state="Reached" if one.reached_on else "Not reached yet",
        )
        for one in milestones
        if one.activity_id is None
    ]  # fmt: skip
