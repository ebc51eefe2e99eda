"""Lessons: told, changed, removed, brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.models import LearningEvent, Lesson
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.states import LessonKind


@dataclass(frozen=True)
class LessonText:
    """What was learned. `about` is a word or two by which it is found; `shared` lets the other
    clusters of the programme read it.
    """

    kind: str
    words: str
    about: str = ""
    shared: bool = False


@transaction.atomic
def tell_lesson(
    *, cluster: clusters.Cluster, text: LessonText, event: LearningEvent | None = None, by: Actor,
    now: datetime,
) -> Lesson:  # fmt: skip
    """Write down what was learned, for one's organisation or (who runs the cluster) for all; at an
    event of learning, or at any time.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "tell_lesson", by=by, scope=scope)
    if event is not None and event.programme_id != cluster.programme_id:
        raise BadInput("This event is of another programme.")
    lesson = Lesson(
        cluster=cluster, event=event, kind=_kind(text.kind), words=text.words, about=text.about,
        shared=text.shared, organisation_id=_for_whom(cluster, by), told_at=now, told_by=by.label,
    )  # fmt: skip
    rules.check_lesson(lesson)
    lesson.save()
    _record("evaluation.tell_lesson", lesson, by=by, now=now)
    return lesson


def _kind(kind: str) -> str:
    if kind not in LessonKind.values:
        told = "Choose what kind of lesson it is."
        raise BadInput(told, {"kind": [told]})
    return kind


def _for_whom(cluster: clusters.Cluster, by: Actor) -> int | None:
    """The member for which somebody speaks; nobody's for whoever only runs the cluster."""
    if by.organisation_id is None:
        return None
    found = clusters.membership_of(cluster, by.organisation_id)
    return by.organisation_id if found is not None else None


def _record(verb: str, lesson: Lesson, *, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=lesson, at=now, scope=lesson.scope, kind=lesson.kind,
        **more,
    )  # fmt: skip


def _held(verb: str, lesson: Lesson, by: Actor) -> Lesson:
    require(policies.MAY, verb, by=by, scope=lesson.scope)
    held = Lesson.objects.select_for_update().get(pk=lesson.pk)
    rules.check_may_change(by, held)
    return held


@transaction.atomic
def edit_lesson(
    *, lesson: Lesson, text: LessonText, read: int | None = None, by: Actor, now: datetime
) -> Lesson:
    """Change a lesson. `read` is its version as it was read."""
    lesson = _held("edit_lesson", lesson, by)
    rules.check_there(lesson)
    check_unchanged(lesson, read, "this lesson")
    wanted = Lesson(kind=_kind(text.kind), words=text.words, about=text.about, shared=text.shared)
    rules.check_lesson(wanted)
    names = ("kind", "words", "about", "shared")
    changes = take_over(lesson, {name: getattr(wanted, name) for name in names})
    if changes:
        lesson.save()
        _record(
            "evaluation.edit_lesson", lesson, by=by, now=now, before=changes.before,
            after=changes.after, version=lesson.version,
        )  # fmt: skip
    return lesson


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: Actor, now: datetime) -> Lesson:
    """Remove a lesson; it can be brought back."""
    lesson = _held("remove_lesson", lesson, by)
    rules.check_there(lesson)
    lesson.removed_at = now
    lesson.save(update_fields=["removed_at"])
    _record("evaluation.remove_lesson", lesson, by=by, now=now)
    return lesson


@transaction.atomic
def restore_lesson(*, lesson: Lesson, by: Actor, now: datetime) -> Lesson:
    """Bring back a lesson that was removed."""
    lesson = _held("restore_lesson", lesson, by)
    rules.check_gone(lesson)
    lesson.removed_at = None
    lesson.save(update_fields=["removed_at"])
    _record("evaluation.restore_lesson", lesson, by=by, now=now)
    return lesson
