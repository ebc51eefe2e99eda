"""Answering: saved at every step, by one or several of an organisation; conflicts settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.actions.surveys import freeze
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.keeping import (
    Given,
    Hand,
    Kept,
    keep_answers,
    lock_sheet,
    move_rounds,
    put_answers,
)
from spinney.diagnostics.bridge.noting import note_own
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.bridge.writers import writer_of
from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.places import find, rounds_key
from spinney.diagnostics.engine.walking import add_round, remove_round
from spinney.diagnostics.models import Asked, OtherAnswer, Part, Sheet
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.states import AskedState, SheetState


@transaction.atomic
def answer_survey(*, asked: Asked, given: Given, by: Actor, now: datetime) -> Kept:
    """Save some answers of an organisation. What was saved before stays.

    A second person's different answer is kept beside the first one's. The first answer of all
    freezes who sees what. Raises BadInput for a question that is not asked here, LinkEnded when
    the survey takes no answers.
    """
    rules.check_answers_for(by, asked)
    _check_known(asked, given.answers)
    sheet = _open(asked, now)
    begins = sheet.asked.state != AskedState.STARTED and sheet.state != SheetState.SENT
    kept = keep_answers(sheet, given, Hand(writer_of(by), now))
    if begins:
        _begin(sheet, now)
        note_own("diagnostics.answer_survey", asked, by=by, now=now)
    return kept


@transaction.atomic
def answer_part(*, part: Part, given: Given, by: Actor, now: datetime) -> Kept:
    """Save a colleague's answers to the sections that she was asked for, and to no others."""
    rules.check_answers_part(by, part)
    asked = part.sheet.asked
    instrument = _check_known(asked, given.answers)
    _check_in_sections(instrument, given.answers, part.sections)
    sheet = _open(asked, now)
    begins = sheet.asked.state != AskedState.STARTED and sheet.state != SheetState.SENT
    kept = keep_answers(sheet, given, Hand(writer_of(by), now))
    if begins:
        _begin(sheet, now)
        note_own("diagnostics.answer_part", asked, by=by, now=now)
    return kept


@transaction.atomic
def change_rounds(
    *, asked: Asked, section: str, remove: int = 0, part: Part | None = None, by: Actor,
    now: datetime,
) -> Sheet:  # fmt: skip
    """Add one more of a thing that repeats (another computer), or remove one by its number; those
    after it move up. Raises BadInput for a section that does not repeat, or has no such number.
    """
    if part is None:
        rules.check_answers_for(by, asked)
    else:
        rules.check_answers_part(by, part)
    instrument = definition_of(asked.survey.asks)
    if part is not None and section not in part.sections:
        raise BadInput("You were not asked for this section.")
    sheet = _open(asked, now)
    before, today = values_of(sheet), localdate(now)
    try:
        if remove:
            after = remove_round(instrument, before, section, remove, today=today)
        else:
            after = add_round(instrument, before, section, today=today)
    except KeyError as error:
        raise BadInput("There is no such entry any more. Open the page again.") from error
    move_rounds(sheet, before, after, Hand(writer_of(by), now))
    if sheet.asked.state != AskedState.STARTED and sheet.state != SheetState.SENT:
        _begin(sheet, now)
        note_own("diagnostics.change_rounds", asked, by=by, now=now)
    return sheet


@transaction.atomic
def settle_answer(
    *, asked: Asked, key: str, holds: OtherAnswer | None, by: Actor, now: datetime
) -> Sheet:
    """Say which of several answers to one question holds: the first (`holds` None) or another.

    Everybody's other answers to the question are kept, as settled.
    """
    rules.check_answers_for(by, asked)
    sheet = _open(asked, now)
    waiting = OtherAnswer.objects.filter(sheet=sheet, key=key, settled_at=None)
    hand = Hand(writer_of(by), now)
    if holds is not None:
        chosen = waiting.filter(pk=holds.pk).first()
        if chosen is None:
            raise BadInput("This was settled meanwhile. Look at the answers again.")
        put_answers(sheet, {key: chosen.value}, hand)
    elif waiting.exists():
        stands = values_of(sheet).get(key)
        put_answers(sheet, {key: stands}, hand)
    waiting.update(settled_at=now, settled_by=hand.writer)
    note_own("diagnostics.settle_answer", asked, by=by, now=now)
    return sheet


def _open(asked: Asked, now: datetime) -> Sheet:
    """The sheet, held, of an organisation that can answer now: who sees what is then frozen."""
    sheet = lock_sheet(asked, now=now)
    rules.check_can_answer(sheet.asked, now)
    # Asked of every answer: who was taken off and is asked again has begun before the first one.
    if sheet.asked.survey.frozen_at is None:
        freeze(survey=sheet.asked.survey, by=Actor.system("first answer"), now=now)
    return sheet


def _begin(sheet: Sheet, now: datetime) -> None:
    """The organisation has begun, or begins again after it declined or took its answers back."""
    asked: Asked = sheet.asked
    rules.check_asked_can_become(asked, AskedState.STARTED)
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.STARTED)
    if sheet.state == SheetState.WITHDRAWN:
        Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.STARTED)


def _check_known(asked: Asked, keys: Iterable[str]) -> Instrument:
    instrument = definition_of(asked.survey.asks)
    repeats = {rounds_key(one.key) for one in instrument.sections if one.repeats}
    for key in keys:
        if key in repeats:
            continue
        try:
            find(instrument, key)
        except KeyError as error:
            raise BadInput("This survey has no such question. Open the link again.") from error
    return instrument


def _check_in_sections(instrument: Instrument, keys: Iterable[str], sections: list[str]) -> None:
    for key in keys:
        if find(instrument, key).section.key not in sections:
            raise BadInput("You were not asked for this section.")
