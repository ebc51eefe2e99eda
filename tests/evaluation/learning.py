"""Lessons, events and what came of it, as tests of them begin."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.clusters.models import Condition, Stage
from spinney.evaluation.actions.learning_events import EventText, plan_event
from spinney.evaluation.actions.lessons import LessonText, tell_lesson
from spinney.evaluation.actions.spin_offs import SpinOffText, tell_spin_off
from spinney.evaluation.models import LearningEvent, Lesson, SpinOff
from tests.evaluation.making import NOON
from tests.personas import Wood

DAY = date(2026, 3, 12)


def a_condition(wood: Wood, **changes: Any) -> Condition:
    """A condition of the grant that the last stage asks."""
    stage = Stage.objects.filter(programme=wood.programme).order_by("-position")[0]
    fields = {"text": "Somebody was at the learning event", "of_grant": True}
    return Condition.objects.create(stage=stage, **fields | changes)


def an_event(wood: Wood, *conditions: Condition, held_on: date = DAY) -> LearningEvent:
    """A day of learning that was planned."""
    text = EventText("What we learned", held_on, meets=tuple(str(one.uid) for one in conditions))
    return plan_event(programme=wood.programme, text=text, by=wood.rowan, now=NOON)


def a_lesson(wood: Wood, by: str = "birch", **changes: Any) -> Lesson:
    """A lesson as a member tells it."""
    text = LessonText("worked", "Meet in the mornings.", "Meetings", **changes)
    return tell_lesson(cluster=wood.cluster, text=text, by=wood.actor(by), now=NOON)


def a_new_thing(wood: Wood, by: str = "birch") -> SpinOff:
    """A new service as a member logs it."""
    text = SpinOffText(
        "service", "A shared help line", DAY, "Partly: two of us had thought of it before.",
        partner="Larch Council", worth_pence=2_000_000,
    )  # fmt: skip
    return tell_spin_off(cluster=wood.cluster, text=text, by=wood.actor(by), now=NOON)
