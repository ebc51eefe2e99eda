"""A plan beside how it was kept: what moved, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import span
from spinney.workplans.bridge.plans import kept_activities, kept_milestones
from spinney.workplans.engine.moving import Change, Kept, Moved, end_moved, moved
from spinney.workplans.engine.plan import Plan
from spinney.workplans.models import Activity, Baseline, Milestone, Workplan
from spinney.workplans.queries.plan_words import moved_words

SAID: dict[Change, tuple[str, Tone]] = {
    Change.SAME: ("As planned", Tone.QUIET),
    Change.RENAMED: ("Has another name", Tone.QUIET),
    Change.MOVED: ("Moved", Tone.WAITS),
    Change.NEW: ("New", Tone.PLAIN),
    Change.DROPPED: ("Dropped", Tone.QUIET),
    Change.GONE: ("Taken out", Tone.QUIET),
}


@dataclass(frozen=True)
class MovedRow:
    """An activity or milestone then and now, as a page and a file show it."""

    title: str
    kind: str
    was: str
    now: str
    change: Status
    begins: str
    ends: str
    ends_days: int | None
    pk: int | None

    @property
    def is_changed(self) -> bool:
        """Whether it came, went, or has other days."""
        return self.change.text not in (SAID[Change.SAME][0], SAID[Change.RENAMED][0])


def kept_in(plan: Workplan, baseline: Baseline) -> list[Kept]:
    """The activities of a kept plan by today's ids. One query."""
    rows = Activity.objects.filter(workplan=plan, removed_at=None)
    return kept_activities(baseline.plan, rows)


def compared(
    plan: Workplan, value: Plan, milestones: tuple[Milestone, ...], baseline: Baseline
) -> tuple[list[MovedRow], str]:
    """What is there, then and now; and how the end of the whole moved, in words ("" where there
    are no dates). One query.
    """
    kept = kept_in(plan, baseline)
    rows = [_row(one) for one in moved(kept, value)]
    was = kept_milestones(baseline.plan, milestones)
    rows += [_milestone_row(one, was.get(one.pk)) for one in milestones]
    return rows, moved_words(end_moved(kept, value))


def _row(one: Moved) -> MovedRow:
    text, tone = SAID[one.change]
    return MovedRow(
        one.title, "Activity", _span(one.was), _span(one.now), Status(text, tone),
        moved_words(one.begins_days), moved_words(one.ends_days), one.ends_days,
        one.now.key if one.now is not None else None,
    )  # fmt: skip


def _span(one: object) -> str:
    first, last = getattr(one, "first", None), getattr(one, "last", None)
    return span(first, last) if first and last else ""


def _milestone_row(one: Milestone, was: date | None) -> MovedRow:
    days = (one.due_on - was).days if was is not None else None
    change = Change.NEW if was is None else Change.MOVED if days else Change.SAME
    text, tone = SAID[change]
    return MovedRow(
        one.title, "Milestone", span(was, was) if was else "", span(one.due_on, one.due_on),
        Status(text, tone), "", moved_words(days), days, None,
    )  # fmt: skip
