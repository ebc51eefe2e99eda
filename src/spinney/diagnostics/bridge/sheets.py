"""Answers between their rows and the engine: what a sheet says, and what results are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from spinney.base.record.prepared import prepared
from spinney.diagnostics.bridge.taking import WORKED_OUT
from spinney.diagnostics.bridge.writers import KEYED
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.models import Answer, DetachedSheet, OtherAnswer, Sheet, Survey
from spinney.diagnostics.states import AskedState, Mode, SheetState


@prepared
def _said(sheet: int) -> QuerySet[Answer, tuple[str, Value]]:
    return Answer.objects.filter(sheet=sheet).values_list("key", "value")


@prepared
def _said_otherwise(sheet: int, writer: str) -> QuerySet[OtherAnswer, tuple[str, Value]]:
    hers = OtherAnswer.objects.filter(sheet=sheet, written_by=writer, settled_at=None)
    return hers.values_list("key", "value")


def values_of(sheet: Sheet | None) -> dict[str, Value]:
    """What a sheet says now, by key, as `engine.walking` takes it. One query."""
    if sheet is None:
        return {}
    return {key: value for key, value in _said(sheet=sheet.pk) if value is not None}


def values_keyed_or_sent(sheet: Sheet | None) -> dict[str, Value]:
    """What whoever runs a survey may know of a sheet: what was sent, and what was keyed in from
    paper or a spreadsheet. What its own people have typed and not sent is theirs. One query.
    """
    if sheet is None:
        return {}
    rows = Answer.objects.filter(sheet=sheet).exclude(written_by=WORKED_OUT)
    found: dict[str, Value] = {}
    for key, value, writer, is_sent, sent_value in rows.values_list(
        "key", "value", "written_by", "is_sent", "sent_value"
    ):
        known = value if writer.startswith(KEYED) else sent_value if is_sent else None
        if known is not None:
            found[key] = known
    return found


def values_for(sheet: Sheet | None, writer: str) -> dict[str, Value]:
    """What a sheet says to one of several who fill it: where she answered otherwise than a
    colleague, her own answer stands for her until they have settled it. Two queries.
    """
    if sheet is None:
        return {}
    return values_of(sheet) | dict(_said_otherwise(sheet=sheet.pk, writer=writer))


@dataclass(frozen=True)
class Sent:
    """What one organisation sent last: `key` is opaque and stays the same through its revisions;
    `organisation_id` is None where nobody may know it. `values` hold calculations too; `revision`
    counts how often it was sent (1 in a detached survey, where it can be once only).
    """

    key: str
    organisation_id: int | None
    values: dict[str, Value]
    revision: int = 1


def sent_values(survey: Survey) -> list[Sent]:
    """All that was sent to a survey, whether or not it is still open: one query, or two.

    What is being changed and not yet sent again counts as it was sent; what was taken back, or
    belongs to somebody no longer asked, does not count. In the order of their opaque keys.
    """
    if survey.mode == Mode.DETACHED:
        rows = DetachedSheet.objects.filter(survey=survey).values_list("id", "answers")
        found = [Sent(f"detached:{pk}", None, values) for pk, values in rows]
        return sorted(found, key=lambda sent: sent.key)
    sent = (
        Sheet.objects.filter(asked__survey=survey, state=SheetState.SENT)
        .exclude(asked__state__in=[AskedState.WITHDRAWN, AskedState.DECLINED])
        .values_list("pk", "uid", "asked__organisation_id", "revision")
    )
    about = list(sent)
    said = _sent_by_sheet(survey, [pk for pk, *_ in about])
    found = [
        Sent(opaque(uid), organisation, said[pk], revision)
        for pk, uid, organisation, revision in about
    ]
    return sorted(found, key=lambda one: one.key)


def _sent_by_sheet(survey: Survey, sheets: Iterable[int]) -> dict[int, dict[str, Value]]:
    said: dict[int, dict[str, Value]] = {pk: {} for pk in sheets}
    rows = Answer.objects.filter(sheet__asked__survey=survey, is_sent=True)
    for pk, key, value in rows.values_list("sheet_id", "key", "sent_value"):
        if pk in said:
            said[pk][key] = value
    return said


def opaque(uid: UUID) -> str:
    """A name for a sheet that says nothing of it and cannot be worked out without this site's
    secret: 32 hexadecimal digits.
    """
    return salted_hmac("spinney.diagnostics.sheet", uid.hex, algorithm="sha256").hexdigest()[:32]
