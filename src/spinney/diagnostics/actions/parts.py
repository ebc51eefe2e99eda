"""Asking a colleague for a part: some sections, by a link of her own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, TooMany
from spinney.base.record.record import subject_of
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.keeping import lock_sheet
from spinney.diagnostics.bridge.noting import note_own
from spinney.diagnostics.bridge.writers import writer_of
from spinney.diagnostics.letters import answers as letters
from spinney.diagnostics.models import Asked, Part
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.states import Mode

MOST_PARTS = 20


@transaction.atomic
def ask_colleague(
    *, asked: Asked, email: str, sections: Sequence[str], by: Actor, now: datetime
) -> Part:
    """Ask a colleague for some sections: she is sent a link for those alone.

    Raises BadInput for a section that there is not, TooMany when a score are asked already, or
    were today.
    """
    rules.check_answers_for(by, asked)
    known = {one.key for one in definition_of(asked.survey.asks).sections}
    if not sections or not known.issuperset(sections):
        told = "Choose at least one part of the survey."
        raise BadInput(told, {"sections": [told]})
    sheet = lock_sheet(asked, now=now)
    rules.check_can_answer(sheet.asked, now)
    if sheet.parts.filter(ended_at=None).count() >= MOST_PARTS:
        raise TooMany(f"You have asked {MOST_PARTS} colleagues. Take one part back first.")
    if sheet.parts.filter(asked_at__gt=now - timedelta(days=1)).count() >= MOST_PARTS:
        raise TooMany(f"You have asked {MOST_PARTS} colleagues today. Ask the next one tomorrow.")
    part = Part.objects.create(
        sheet=sheet,
        email=email.strip().lower(),
        sections=list(sections),
        asked_at=now,
        asked_by=writer_of(by),
    )
    letters.ask_part(asked, part, by=by, now=now)
    note_own("diagnostics.ask_colleague", asked, by=by, now=now, sections=len(sections))
    return part


@transaction.atomic
def withdraw_part(*, part: Part, by: Actor, now: datetime) -> Part:
    """A colleague is no longer asked: her link ends. What she has answered stays."""
    asked = part.sheet.asked
    rules.check_answers_for(by, asked)
    part = Part.objects.select_for_update().get(pk=part.pk)
    rules.check_part_goes_on(part)
    part.ended_at = now
    part.save(update_fields=["ended_at"])
    links.revoke("diagnostics.answer_part", subject_of(part), now=now)
    note_own("diagnostics.withdraw_part", asked, by=by, now=now)
    return part


@transaction.atomic
def finish_part(*, part: Part, by: Actor, now: datetime) -> Part:
    """A colleague has done her part. She may still change it until the survey closes."""
    rules.check_answers_part(by, part)
    asked = part.sheet.asked
    rules.check_can_answer(asked, now)
    part.done_at = now
    part.save(update_fields=["done_at"])
    if by.pass_ is not None and asked.survey.mode != Mode.DETACHED:
        TaskLink.objects.filter(pk=by.pass_.link_id, used_at=None).update(used_at=now)
    note_own("diagnostics.finish_part", asked, by=by, now=now)
    letters.part_done(asked, part, by=by, now=now)
    return part
