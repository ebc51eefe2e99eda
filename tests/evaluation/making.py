"""Reports, lessons and spin-offs for tests, straight in the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.clusters.models import Cluster, Programme
from spinney.evaluation.models import (
    LearningEvent,
    Lesson,
    PositionTaken,
    Report,
    ReportSection,
    SpinOff,
)

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
BY = "person:1"


def a_report(cluster: Cluster | None = None, **changes: Any) -> Report:
    """A report with one section."""
    fields: dict[str, Any] = {
        "title": "What came of it", "first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31),
        "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    found = Report.objects.create(cluster=cluster, **fields | changes)
    ReportSection.objects.create(
        report=found, position=0, title="Who took part", words="{{members}} members took part."
    )
    return found


def an_event(programme: Programme, **changes: Any) -> LearningEvent:
    """A day of learning together."""
    fields: dict[str, Any] = {
        "title": "What we learned", "held_on": date(2026, 11, 5), "made_at": NOON, "made_by": BY
    }  # fmt: skip
    return LearningEvent.objects.create(programme=programme, **fields | changes)


def a_lesson(cluster: Cluster, **changes: Any) -> Lesson:
    """Something that worked."""
    fields: dict[str, Any] = {
        "kind": "worked", "words": "Meet in the mornings.", "told_at": NOON, "told_by": BY
    }  # fmt: skip
    return Lesson.objects.create(cluster=cluster, **fields | changes)


def a_spin_off(cluster: Cluster, **changes: Any) -> SpinOff:
    """A new service."""
    fields: dict[str, Any] = {
        "kind": "service", "title": "A shared help line", "since": DAY, "told_at": NOON,
        "told_by": BY,
    }  # fmt: skip
    return SpinOff.objects.create(cluster=cluster, **fields | changes)


def a_position(cluster: Cluster, **changes: Any) -> PositionTaken:
    """Where a cluster stood."""
    fields: dict[str, Any] = {
        "on": DAY, "position": {}, "steps_done": 3, "taken_at": NOON, "taken_by": BY
    }  # fmt: skip
    return PositionTaken.objects.create(cluster=cluster, **fields | changes)
