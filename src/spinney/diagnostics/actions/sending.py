"""Sending answers, taking them back, and saying no."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.record.record import subject_of
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.detached import detach, forget
from spinney.diagnostics.bridge.keeping import lock_sheet
from spinney.diagnostics.bridge.noting import note_own, note_to_runners
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.bridge.taking import mark_sent, unmark_sent
from spinney.diagnostics.bridge.writers import writer_of
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.walking import Walk, walk
from spinney.diagnostics.events.answers import answers_sent, answers_withdrawn
from spinney.diagnostics.letters import answers as letters
from spinney.diagnostics.letters.surveys import ANSWER
from spinney.diagnostics.models import Asked, OtherAnswer, Part, Sheet
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.states import AskedState, Mode, SheetState


@transaction.atomic
def send_answers(*, asked: Asked, agrees: bool = False, by: Actor, now: datetime) -> None:
    """Send an organisation's answers. They can be changed and sent again until the survey closes;
    in a detached survey they cannot, since nobody can find them again.

    Raises BadInput that names the questions which still need an answer, or when the organisation
    did not agree to be named where it would be; WrongState while two colleagues' answers differ.
    """
    rules.check_answers_for(by, asked)
    sheet = lock_sheet(asked, now=now)
    rules.check_can_answer(sheet.asked, now)
    rules.check_asked_can_become(sheet.asked, AskedState.SENT)
    waiting = OtherAnswer.objects.filter(sheet=sheet, settled_at=None)
    rules.check_settled(waiting.count())
    rules.check_agrees(asked.survey, agrees)
    way = walk(definition_of(asked.survey.asks), values_of(sheet), today=localdate(now))
    _check_complete(way)
    if asked.survey.mode == Mode.DETACHED:
        _send_detached(asked, sheet, way, now)
        return
    mark_sent(sheet, way.sent, writer=writer_of(by), now=now)
    agreed = {"agreed_at": now, "agreed_by": writer_of(by)} if agrees else {}
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.SENT, **agreed)
    note_to_runners("diagnostics.send_answers", asked, by=by, now=now, revision=sheet.revision)
    _spend(by, now)
    letters.answers_are_in(asked, sheet, by=by, now=now)
    answers_sent.send(
        Asked, by=by, survey_id=asked.survey_id, organisation_id=asked.organisation_id
    )


def _check_complete(way: Walk) -> None:
    wrong = wrongs_of(way)
    if wrong:
        raise BadInput(
            "Some questions still need an answer, or another one.",
            {one.key: [one.words] for one in wrong},
        )
    if not way.answered:
        raise BadInput("You have answered nothing yet, so there is nothing to send.")


def _send_detached(asked: Asked, sheet: Sheet, way: Walk, now: datetime) -> None:
    """Put the answers among the others, and remove everything that led from here to them. The
    record and the mail hold nothing of it, since both have times.
    """
    detach(asked.survey, way.sent)
    forget(sheet)
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.SENT)
    answers_sent.send(
        Asked,
        by=Actor.system("detached survey"),
        survey_id=asked.survey_id,
        organisation_id=None,
    )


def _spend(by: Actor, now: datetime) -> None:
    """The minutes that the link promised were given: counted once, however often it is sent."""
    if by.pass_ is not None:
        TaskLink.objects.filter(pk=by.pass_.link_id, used_at=None).update(used_at=now)


@transaction.atomic
def withdraw_answers(*, asked: Asked, by: Actor, now: datetime) -> None:
    """Take answers back before the survey closes: results are made without them. What was written
    stays the organisation's, and can be sent again.
    """
    rules.check_answers_for(by, asked)
    sheet = lock_sheet(asked, now=now)
    rules.check_can_take_back(sheet.asked, sheet, now)
    unmark_sent(sheet)
    sheet.state = SheetState.WITHDRAWN
    sheet.save(update_fields=["state"])
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.STARTED, agreed_at=None, agreed_by="")
    note_to_runners("diagnostics.withdraw_answers", asked, by=by, now=now)
    answers_withdrawn.send(
        Asked, by=by, survey_id=asked.survey_id, organisation_id=asked.organisation_id
    )


@transaction.atomic
def decline_survey(*, asked: Asked, why: str = "", by: Actor, now: datetime) -> None:
    """Say that the organisation will not take part. Nobody reminds it then, and it may change its
    mind while the survey is open.
    """
    rules.check_answers_for(by, asked)
    held = Asked.objects.select_for_update(of=("self",)).select_related("survey")
    fresh = held.get(pk=asked.pk)
    rules.check_can_decline(fresh, now)
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.DECLINED)
    note_to_runners("diagnostics.decline_survey", asked, by=by, now=now, why=why.strip())
    if asked.survey.mode != Mode.DETACHED:
        letters.declined(asked, why.strip(), by=by, now=now)


@transaction.atomic
def report_wrong_person(*, asked: Asked, by: Actor, now: datetime) -> None:
    """Whoever got the link has nothing to do with the organisation: every link that went to her
    ends, with those to whom she handed parts; her address is not written to again, and whoever runs
    the survey is told to ask somebody else.
    """
    link_id = rules.check_by_link(by)
    rules.check_answers_for(by, asked)
    address = TaskLink.objects.values_list("email", flat=True).get(pk=link_id)
    hers = TaskLink.objects.filter(verb=ANSWER, subject=subject_of(asked), revoked_at=None)
    hers.filter(Q(pk=link_id) | Q(email__iexact=address)).update(revoked_at=now)
    parts = Part.objects.filter(sheet__asked=asked, asked_by=writer_of(by), ended_at=None)
    for part in list(parts):
        links.revoke("diagnostics.answer_part", subject_of(part), now=now)
    parts.update(ended_at=now)
    if asked.email.lower() == address.lower():
        Asked.objects.filter(pk=asked.pk).update(email="", person_name="")
    note_own("diagnostics.report_wrong_person", asked, by=by, now=now)
    letters.wrong_person(asked, by=by, now=now)
