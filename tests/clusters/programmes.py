"""What the tests of programmes build on: stages with dates and conditions, and short cuts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from spinney.base.record.models import Entry
from spinney.clusters.actions.documents import Paper
from spinney.clusters.models import Condition, Document, Stage, StageMove
from tests.personas import NOON, Wood

TARGETS = (
    date(2026, 3, 1),
    date(2026, 5, 1),
    date(2026, 7, 1),
    date(2026, 10, 1),
    date(2026, 12, 1),
)
LATER = NOON + timedelta(days=1)


def set_dates(wood: Wood) -> list[Stage]:
    """Give the programme's five stages their dates; returns them in order."""
    stages = list(wood.programme.stages.order_by("position"))
    for stage, target in zip(stages, TARGETS, strict=True):
        stage.target_on = target
        stage.save()
    return stages


def in_stage(wood: Wood, at: int = 0, since: date = date(2026, 1, 5)) -> list[Stage]:
    """Put The Spinney in the stage at that place (from 0); returns the dated stages."""
    stages = set_dates(wood)
    StageMove.objects.create(
        cluster=wood.cluster, stage=stages[at], entered_on=since, moved_by="system:test"
    )
    return stages


def asks(stage: Stage, text: str = "Ground rules signed", of_grant: bool = True) -> Condition:
    """A condition of a stage."""
    return Condition.objects.create(stage=stage, text=text, of_grant=of_grant)


def entries(verb: str) -> list[dict[str, Any]]:
    """The details of every entry of a verb, oldest first."""
    found = Entry.objects.filter(verb=f"clusters.{verb}").order_by("pk")
    return list(found.values_list("detail", flat=True))


def last_actor(verb: str) -> tuple[str, str]:
    """Who did a verb last, and in which book it stands."""
    entry = Entry.objects.filter(verb=f"clusters.{verb}").latest("pk")
    return entry.actor, entry.book


def pdf(title: str = "Ground rules", content: bytes = b"%PDF-1.7 rules") -> Paper:
    """A document to add."""
    return Paper(ContentFile(content, name="rules.pdf"), title)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def at(when: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(when, NOON.timetz())


def content(document: Document) -> bytes:
    """What is in a kept file."""
    with document.file.open("rb") as stream:
        return bytes(stream.read())
