"""What a member taught about categories: by the words of its own files, changed, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.purchasing import policies
from spinney.purchasing.bridge.corrections import hold, judge_alike, keys_of, teach
from spinney.purchasing.bridge.own_words import OWN_WORDS, judge_by_words, key_of
from spinney.purchasing.events.categories import categories_corrected
from spinney.purchasing.models import CategoryLesson, SpendName
from spinney.purchasing.policies import categories as rules
from spinney.register.api import Organisation

GONE = "What was taught is no longer there. Look at the list again."


@transaction.atomic
def teach_own_words(
    *, organisation: Organisation, words: str, category: str, by: Actor, now: datetime
) -> int:
    """Say what a member buys wherever its files say these words: names beside which they mostly
    stand follow, here and in files to come. What was said of a name itself stands above it. Returns
    for how many names something changed. Raises BadInput.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "teach_own_words", by=by, scope=scope)
    rules.check_category(category)
    key = key_of(words)
    if not key:
        told = "Choose the words that stand in your file."
        raise BadInput(told, {"words": [told]})
    hold(organisation.pk)
    _teach_words(organisation.pk, key, category, by, now)
    changed = judge_by_words(organisation.pk, key)
    _note("purchasing.teach_own_words", organisation, by, now, names=changed, category=category)
    return changed


@transaction.atomic
def change_lesson(
    *, organisation: Organisation, lesson: CategoryLesson, category: str, by: Actor, now: datetime
) -> CategoryLesson:
    """Say something else of what was taught: names and words that it was said of follow. Raises
    BadInput or NotFound.
    """
    require(policies.MAY, "change_lesson", by=by, scope=organisation_scope(organisation.pk))
    rules.check_category(category)
    hold(organisation.pk)
    (held,) = _held(organisation, [lesson])
    if held.category == category:
        return held
    if held.kind == OWN_WORDS:
        _teach_words(organisation.pk, held.key, category, by, now)
        judge_by_words(organisation.pk, held.key)
    else:
        said = {
            "category": category, "category_by": by.label, "category_sure": 100,
            "category_why": {"code": "corrected_name", "detail": ""},
        }  # fmt: skip
        _said_of(organisation.pk, held.key, said)
        teach({"organisation_id": organisation.pk}, [held.key], category, by, now)
        judge_alike(organisation.pk, {held.key})
    _note("purchasing.change_lesson", organisation, by, now, category=category)
    return CategoryLesson.objects.get(
        organisation=organisation, kind=held.kind, key=held.key, cluster=None
    )


@transaction.atomic
def forget_lessons(
    *, organisation: Organisation, lessons: Sequence[CategoryLesson], by: Actor, now: datetime
) -> int:
    """Take back what was taught: the names are judged by rule again. Returns how many were taken
    back. Raises NotFound.
    """
    require(policies.MAY, "forget_lessons", by=by, scope=organisation_scope(organisation.pk))
    hold(organisation.pk)
    held = _held(organisation, lessons)
    for one in held:
        one.delete()
        if one.kind == OWN_WORDS:
            judge_by_words(organisation.pk, one.key)
        else:
            _said_of(organisation.pk, one.key, {"category_by": ""})
            judge_alike(organisation.pk, {one.key})
    if held:
        _note("purchasing.forget_lessons", organisation, by, now, lessons=len(held))
    return len(held)


def _teach_words(organisation_id: int, key: str, category: str, by: Actor, now: datetime) -> None:
    rows = CategoryLesson.objects.filter(organisation=organisation_id, kind=OWN_WORDS, key=key)
    rows.delete()
    CategoryLesson.objects.create(
        organisation_id=organisation_id, kind=OWN_WORDS, key=key, category=category,
        given_by=by.label, given_at=now,
    )  # fmt: skip


def _said_of(organisation_id: int, key: str, values: dict[str, object]) -> None:
    """Change what the member said itself of its names with a key."""
    rows = SpendName.objects.select_for_update(of=("self",)).filter(organisation=organisation_id)
    said = [one for one in rows.exclude(category_by="") if keys_of([one.written]) == {key}]
    SpendName.objects.filter(pk__in=[one.pk for one in said]).update(**values)


def _held(organisation: Organisation, lessons: Sequence[CategoryLesson]) -> list[CategoryLesson]:
    """The lessons, held until the transaction ends. Raises NotFound unless all are the member's."""
    wanted = {one.pk for one in lessons}
    rows = CategoryLesson.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    found = list(rows.filter(organisation=organisation, cluster=None).order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound(GONE)
    return found


def _note(verb: str, organisation: Organisation, by: Actor, now: datetime, **told: object) -> None:
    scope = organisation_scope(organisation.pk)
    record(verb, by=by, on=organisation, at=now, scope=scope, **told)
    categories_corrected.send(
        sender=CategoryLesson, organisation_ids=[organisation.pk], by=by, now=now
    )
