"""Answers from a filled spreadsheet: read, looked over, taken in one step, taken out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import allows, may, require
from spinney.diagnostics import policies
from spinney.diagnostics.actions.surveys import freeze
from spinney.diagnostics.bridge.arrivals import count_as_sent, put_in
from spinney.diagnostics.bridge.keeping import Hand, lock_sheet, put_answers
from spinney.diagnostics.bridge.noting import note_own
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.bridge.taking import unmark_sent
from spinney.diagnostics.bridge.writers import KEYED, keyed_by, writer_of
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.letters import answers as letters
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet, Upload
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.states import AskedState, Channel, SheetState


@dataclass(frozen=True)
class Filled:
    """What was understood of a file: its name, answers by key, and what could not be read, each
    with where it stands.
    """

    name: str
    answers: Mapping[str, Value]
    problems: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@transaction.atomic
def read_spreadsheet(*, asked: Asked, filled: Filled, by: Actor, now: datetime) -> Upload:
    """Keep what was read of a file, to be looked over. Nothing of it is taken yet."""
    _check_brings(by, asked)
    rules.check_can_answer(asked, now)
    sheet = lock_sheet(asked, now=now, channel=Channel.SPREADSHEET)
    hand = _hand_of(by, asked)
    waiting = sheet.uploads.filter(taken_at=None, made_by__startswith=KEYED)
    if not hand.startswith(KEYED):
        waiting = sheet.uploads.filter(taken_at=None).exclude(made_by__startswith=KEYED)
    waiting.delete()  # one is looked over at a time, by the organisation or by who runs the survey
    note_own("diagnostics.read_spreadsheet", asked, by=by, now=now)
    return Upload.objects.create(
        sheet=sheet,
        name=filled.name[:200],
        channel=Channel.SPREADSHEET,
        read=dict(filled.answers),
        problems=list(filled.problems),
        made_at=now,
        made_by=hand,
    )


@transaction.atomic
def take_spreadsheet(*, upload: Upload, by: Actor, now: datetime) -> Upload:
    """Take all the answers of a file that was looked over. A colleague's different answer stands
    beside it until they have settled which holds. Brought by whoever runs the survey, the sheet
    counts as sent, and the organisation is sent a link to look it over.
    """
    asked = upload.sheet.asked
    _check_brings(by, asked)
    sheet = lock_sheet(asked, now=now)
    rules.check_can_answer(sheet.asked, now)
    upload = _held(upload, by, asked)
    rules.check_can_take(upload)
    stands = values_of(sheet)
    upload.before = {key: stands.get(key) for key in upload.read}
    put_in(sheet, upload.read, Hand(_hand_of(by, asked), now))
    upload.taken_at = now
    upload.save(update_fields=["before", "taken_at"])
    if sheet.state != SheetState.SENT:
        _begin(sheet, now)
    note_own("diagnostics.take_spreadsheet", asked, by=by, now=now)
    if _keys_in(by, asked):
        count_as_sent(sheet, upload.read, agrees=False, writer=writer_of(by), now=now)
        differ = OtherAnswer.objects.filter(sheet=sheet, settled_at=None).exists()
        letters.sheet_was_keyed_in(asked, settles=differ, by=by, now=now)
    return upload


@transaction.atomic
def take_back_spreadsheet(*, upload: Upload, by: Actor, now: datetime) -> Upload:
    """Take the answers of a file out again: what stood before stands again, but for what was
    changed since.
    """
    asked = upload.sheet.asked
    _check_brings(by, asked)
    sheet = lock_sheet(asked, now=now)
    rules.check_can_answer(sheet.asked, now)
    upload = _held(upload, by, asked)
    rules.check_can_untake(upload)
    writer = upload.made_by
    now_there = values_of(sheet)
    back = {
        key: upload.before.get(key)
        for key, value in upload.read.items()
        if now_there.get(key) == value != upload.before.get(key)
    }
    put_answers(sheet, back, Hand(writer, now))
    if upload.taken_at is not None:
        OtherAnswer.objects.filter(
            sheet=sheet, written_by=writer, written_at=upload.taken_at, settled_at=None
        ).delete()
    if sheet.state == SheetState.SENT and sheet.sent_at == upload.taken_at:
        unmark_sent(sheet)
        # It keeps its revision: what is sent next must not pass for what was sent before.
        Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.STARTED)
        Asked.objects.filter(pk=asked.pk).update(state=AskedState.STARTED)
    upload.taken_back_at = now
    upload.save(update_fields=["taken_back_at"])
    note_own("diagnostics.take_back_spreadsheet", asked, by=by, now=now)
    return upload


def _hand_of(by: Actor, asked: Asked) -> str:
    """Whose hand the answers are in: her own, or the organisation's sheet's."""
    return keyed_by(by) if _keys_in(by, asked) else writer_of(by)


def _keys_in(by: Actor, asked: Asked) -> bool:
    """Whether the actor brings the file as one who runs the survey, not as the organisation."""
    if by.pass_ is not None or allows(rules.check_answers_for, by, asked):
        return False
    return may(policies.MAY, "key_in_sheet", by=by, scope=asked.survey.scope)


def _held(upload: Upload, by: Actor, asked: Asked) -> Upload:
    """The file's answers, held. Raises NotAllowed to whoever runs the survey for a file that the
    organisation brought itself.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    rules.check_whose_upload(upload, keys_in=_keys_in(by, asked))
    return upload


def _check_brings(by: Actor, asked: Asked) -> None:
    """Raise unless the actor answers for the organisation, or keys in what it sent."""
    if _keys_in(by, asked):
        require(policies.MAY, "key_in_sheet", by=by, scope=asked.survey.scope)
        rules.check_keys_in(by, asked.survey)
    else:
        rules.check_answers_for(by, asked)


def _begin(sheet: Sheet, now: datetime) -> None:
    rules.check_asked_can_become(sheet.asked, AskedState.STARTED)
    Asked.objects.filter(pk=sheet.asked_id).update(state=AskedState.STARTED)
    freeze(survey=sheet.asked.survey, by=Actor.system("first answer"), now=now)
