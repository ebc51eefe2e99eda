"""The lives of this room as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class ReportState(models.TextChoices):
    DRAFT = "draft", "Being written"
    PUBLISHED = "published", "Finished"
    PUBLIC = "public", "Public"


class EventState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"


class LessonKind(models.TextChoices):
    WORKED = "worked", "What worked"
    DID_NOT = "did_not", "What did not"
    NEXT_TIME = "next_time", "What we would do next time"


class SpinOffKind(models.TextChoices):
    SERVICE = "service", "A new service"
    CONTRACT = "contract", "A new contract"
    GROUP = "group", "A new group"
    POLICY = "policy", "A policy that changed"
    OTHER = "other", "Something else"


class Confirmed(models.TextChoices):
    OPEN = "open", "Not confirmed yet"
    YES = "yes", "Confirmed"
    NO = "no", "Not so"


NEXT: dict[str, dict[str, frozenset[str]]] = {
    "report": {
        ReportState.DRAFT: frozenset({ReportState.PUBLISHED}),
        ReportState.PUBLISHED: frozenset({ReportState.PUBLIC, ReportState.DRAFT}),
        ReportState.PUBLIC: frozenset({ReportState.PUBLISHED}),
    },
    "learning_event": {
        EventState.PLANNED: frozenset({EventState.HELD, EventState.CALLED_OFF}),
        EventState.HELD: frozenset(),
        EventState.CALLED_OFF: frozenset({EventState.PLANNED}),
    },
    "spin_off": {
        Confirmed.OPEN: frozenset({Confirmed.YES, Confirmed.NO}),
        Confirmed.YES: frozenset({Confirmed.OPEN}),
        Confirmed.NO: frozenset({Confirmed.OPEN}),
    },
}
"""What may come after what."""
