"""Opening and closing a survey, and reminding those asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day
from spinney.diagnostics import policies
from spinney.diagnostics.events import surveys as news
from spinney.diagnostics.letters import surveys as letters
from spinney.diagnostics.letters.surveys import ANSWER, ANSWER_PART, Why
from spinney.diagnostics.models import Asked, Part, Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries.surveys import how_far, reminded_on
from spinney.diagnostics.states import AskedState, SurveyState


def _held(verb: str, survey: Survey, by: Actor) -> Survey:
    """The survey as it is now, held until this transaction ends, if the actor may do the verb."""
    require(policies.MAY, verb, by=by, scope=survey.scope)
    rules.check_runs(by, survey.scope)
    held = Survey.objects.select_for_update(of=("self",))
    return held.select_related("cluster", "programme", "asks__instrument").get(pk=survey.pk)


def _still_asked(survey: Survey) -> list[Asked]:
    still = survey.asked.exclude(state__in=[AskedState.WITHDRAWN, AskedState.DECLINED])
    return list(still.order_by("pk"))


@transaction.atomic
def open_survey(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """Let those asked answer: each is written to, with a link of its own (by a job where they are
    many).

    Raises WrongState while nobody is asked, or somebody has no address; BadInput when the closing
    day has passed.
    """
    survey = _held("open_survey", survey, by)
    asked = _still_asked(survey)
    rules.check_can_open(survey, len(asked), now)
    nameless = sum(not one.email for one in asked)
    rules.check_addresses(nameless)
    survey.state, survey.opens_at = SurveyState.OPEN, now
    survey.version += 1
    survey.save(update_fields=["state", "opens_at", "version"])
    Asked.objects.filter(pk__in=[one.pk for one in asked]).update(asked_at=now)
    record(
        "diagnostics.open_survey", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, asked=len(asked), mode=survey.mode, minimum=survey.minimum,
        closes_on=day(survey.closes_at),
    )  # fmt: skip
    letters.write_to(survey, asked, Why.ASKED, by=by, now=now)
    news.survey_opened.send(sender=Survey, survey=survey, by=by, now=now)
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """Take no more answers: by hand, or by itself when its time has come. How many answered is in
    the record only as far as everybody may know it.
    """
    survey = _held("close_survey", survey, by)
    rules.check_survey_can_become(survey, SurveyState.CLOSED)
    survey.state, survey.closed_at = SurveyState.CLOSED, now
    survey.version += 1
    survey.save(update_fields=["state", "closed_at", "version"])
    answered = how_far(survey).sent_words
    record(
        "diagnostics.close_survey", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, sent=answered,
    )  # fmt: skip
    letters.survey_closed(survey, answered, by=by, now=now)
    news.survey_closed.send(sender=Survey, survey=survey, by=by, now=now)
    return survey


@transaction.atomic
def reopen_survey(*, survey: Survey, closes_at: datetime, by: Actor, now: datetime) -> Survey:
    """Take answers again until a later day. Links that were sent serve again. Nobody is written
    to: a reminder says the new day.
    """
    survey = _held("reopen_survey", survey, by)
    rules.check_was_opened(survey)
    rules.check_survey_can_become(survey, SurveyState.OPEN)
    rules.check_place_goes_on(survey)
    rules.check_closes_later(closes_at, now)
    survey.state, survey.closes_at, survey.closed_at = SurveyState.OPEN, closes_at, None
    survey.version += 1
    survey.save(update_fields=["state", "closes_at", "closed_at", "version"])
    _prolong(survey)
    record(
        "diagnostics.reopen_survey", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, closes_on=day(closes_at),
    )  # fmt: skip
    news.survey_opened.send(sender=Survey, survey=survey, by=by, now=now)
    return survey


@transaction.atomic
def extend_survey(*, survey: Survey, closes_at: datetime, by: Actor, now: datetime) -> Survey:
    """Move the closing day of an open survey, to a later one or to an earlier one that is still to
    come. Nobody is written to: a reminder says the new day.
    """
    survey = _held("extend_survey", survey, by)
    rules.check_is_open(survey, now)
    rules.check_closes_later(closes_at, now)
    if localdate(closes_at) == localdate(survey.closes_at):
        raise BadInput("It closes on that day already.", {"closes_on": ["Choose another day."]})
    before, survey.closes_at = survey.closes_at, closes_at
    survey.version += 1
    survey.save(update_fields=["closes_at", "version"])
    _prolong(survey)
    record(
        "diagnostics.extend_survey", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, version=survey.version, closes_on=day(closes_at),
        before={"closes_at": before}, after={"closes_at": closes_at},
    )  # fmt: skip
    return survey


def _prolong(survey: Survey) -> None:
    """Links that have not ended for another reason serve as long as the survey needs them."""
    until = letters.ends_at(survey)
    links.prolong(ANSWER, [subject_of(one) for one in _still_asked(survey)], until=until)
    parts = Part.objects.filter(sheet__asked__survey=survey, ended_at=None)
    links.prolong(ANSWER_PART, [subject_of(one) for one in parts], until=until)


@transaction.atomic
def remind_asked(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """Write again to those who have not sent their answers. Whoever asks for it is not told to
    whom or to how many that is, and the letter does not tell who has answered. Once a day at most.
    """
    survey = _held("remind_asked", survey, by)
    rules.check_is_open(survey, now)
    last = reminded_on(survey)
    rules.check_not_reminded_today(last, survey, localdate(now))
    asked = _still_asked(survey)
    # Noted of all alike: of whom it is noted must not tell who has not answered.
    Asked.objects.filter(pk__in=[one.pk for one in asked]).update(reminded_at=now)
    record(
        "diagnostics.remind_asked", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title,
    )  # fmt: skip
    letters.write_to(survey, asked, Why.REMINDED, by=by, now=now)
    return survey
