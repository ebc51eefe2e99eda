"""Sheets that came on paper, keyed in by whoever runs the survey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.diagnostics import policies
from spinney.diagnostics.actions.surveys import freeze
from spinney.diagnostics.bridge.arrivals import count_as_sent, put_in, with_rounds
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.detached import detach
from spinney.diagnostics.bridge.keeping import Hand, lock_sheet
from spinney.diagnostics.bridge.noting import note_to_runners
from spinney.diagnostics.bridge.writers import keyed_by, writer_of
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.walking import Walk, walk
from spinney.diagnostics.events.answers import answers_sent
from spinney.diagnostics.letters import answers as letters
from spinney.diagnostics.models import Asked, OtherAnswer, Survey
from spinney.diagnostics.policies import answers as rules
from spinney.diagnostics.states import AskedState, Channel, Mode


@transaction.atomic
def key_in_sheet(
    *,
    survey: Survey,
    asked: Asked | None,
    answers: Mapping[str, Value],
    agrees: bool = False,
    by: Actor,
    now: datetime,
) -> bool:
    """Key in a sheet that came on paper; returns whether it counts as sent.

    The organisation is sent a link to look it over. Where it had answered otherwise before, both
    answers stand, and it says which holds before anything counts. In a detached survey no
    organisation may be named (`asked` None): the answers go straight among the others.
    Raises BadInput for answers that cannot be right, or when nothing was keyed in.
    """
    require(policies.MAY, "key_in_sheet", by=by, scope=survey.scope)
    rules.check_keys_in(by, survey)
    rules.check_paper_can_come(survey)
    _check_whose(survey, asked)
    way = _checked(survey, answers, now)
    freeze(survey=survey, by=Actor.system("first answer"), now=now)
    if asked is None:
        detach(survey, way.sent)
        # Nothing is recorded of it: an entry would tell when this sheet came, and who brought it.
        quiet = Actor.system("detached survey")
        answers_sent.send(Asked, by=quiet, survey_id=survey.pk, organisation_id=None)
        return True
    sheet = lock_sheet(asked, now=now, channel=Channel.PAPER)
    rules.check_asked_can_become(sheet.asked, AskedState.STARTED)
    writer = writer_of(by)
    put_in(sheet, answers, Hand(keyed_by(by), now))
    sheet.channel = Channel.PAPER
    sheet.save(update_fields=["channel"])
    sends = count_as_sent(sheet, answers, agrees=agrees, writer=writer, now=now)
    note_to_runners("diagnostics.key_in_sheet", asked, by=by, now=now, sent=sends)
    differ = OtherAnswer.objects.filter(sheet=sheet, settled_at=None).exists()
    letters.sheet_was_keyed_in(asked, settles=differ, by=by, now=now)
    if sends:
        whose = asked.organisation_id
        answers_sent.send(Asked, by=by, survey_id=survey.pk, organisation_id=whose)
    return sends


def _check_whose(survey: Survey, asked: Asked | None) -> None:
    detached = survey.mode == Mode.DETACHED
    if detached and asked is not None:
        raise BadInput("Nobody can tell who said what in this survey: name no organisation.")
    if not detached and (asked is None or asked.survey_id != survey.pk):
        told = "Choose the organisation whose sheet this is."
        raise BadInput(told, {"asked": [told]})


def _checked(survey: Survey, answers: Mapping[str, Value], now: datetime) -> Walk:
    """What was keyed in, with nothing impossible in it. Blanks are let be: paper cannot be asked
    again.
    """
    instrument = definition_of(survey.asks)
    way = walk(instrument, with_rounds(instrument, answers, {}), today=localdate(now))
    wrong = wrongs_of(way, required=False)
    if wrong:
        raise BadInput(
            "Some of what was keyed in cannot be right. Look at the sheet again.",
            {one.key: [one.words] for one in wrong},
        )
    if not way.answered:
        raise BadInput("Nothing has been keyed in yet.")
    return way
