"""All that a survey's page shows, for whoever looks, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.base.kernel.policy import allows
from spinney.base.record.record import subject_of
from spinney.base.web.components.parts import Figure
from spinney.base.web.components.words import day, days_away
from spinney.base.work.models import Job
from spinney.diagnostics.models import Asked, ModeChange, Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries.surveys import WRITE, HowFar, how_far, reminded_on
from spinney.diagnostics.queries.who_sees import WhoSees, who_sees
from spinney.diagnostics.states import AskedState, Mode, SurveyState


@dataclass(frozen=True)
class SurveyPage:
    """What stands on a survey's page; `can` names the deeds that its state allows, for those who
    run it; `mine` is the asking of the organisation that the actor acts for.
    """

    survey: Survey
    far: HowFar
    promise: WhoSees
    figures: Sequence[Figure]
    mine: Asked | None
    can: frozenset[str]
    changes: Sequence[ModeChange]
    sees_names: bool
    too_few: bool
    why_not_open: str
    has_results: bool

    @property
    def answer_url(self) -> str:
        """Where her organisation answers, signed in."""
        return reverse("diagnostics:answer-survey", args=[self.survey.scope, self.survey.pk])

    @property
    def answer_words(self) -> str:
        """What the button says: to begin, to go on, or to change what was sent."""
        state = self.mine.state if self.mine else AskedState.ASKED
        words = {AskedState.STARTED: "Go on answering", AskedState.SENT: "Change our answers"}
        return words.get(AskedState(state), "Answer")

    @property
    def keys_in(self) -> bool:
        """Whether whoever runs it may key in sheets: not where they would show her names."""
        return self.sees_names or self.survey.mode == Mode.DETACHED

    @property
    def may_answer(self) -> bool:
        """Whether her organisation is asked and can answer now."""
        waits = {AskedState.ASKED, AskedState.STARTED}
        if self.survey.mode != Mode.DETACHED:  # there nobody finds again what was sent
            waits.add(AskedState.SENT)
        return self.mine is not None and self.mine.state in waits and "answer" in self.can


def page_of(actor: Actor, survey: Survey, now: datetime) -> SurveyPage:
    """The page of a survey for somebody who may see it. Seven queries, however many are asked."""
    far = how_far(survey)
    mine = None
    if actor.organisation_id is not None:
        mine = survey.asked.filter(organisation_id=actor.organisation_id).first()
    runs = rules.runs(actor, survey.scope)
    return SurveyPage(
        survey=survey,
        far=far,
        promise=who_sees(survey, localdate(now)),
        figures=figures_of(survey, far, now),
        mine=mine,
        can=deeds_of(survey, far, now),
        changes=list(survey.mode_changes.all()) if runs else [],
        sees_names=rules.sees_names(survey, actor),
        too_few=far.asked < survey.minimum,
        why_not_open=_why_not_open(survey, far, now),
        has_results=survey.publications.filter(withdrawn_at=None).exists(),
    )


def _why_not_open(survey: Survey, far: HowFar, now: datetime) -> str:
    """What stands in the way of opening a survey that is set up; "" when nothing does."""
    if survey.state != SurveyState.DRAFT:
        return ""
    try:
        rules.check_can_open(survey, far.asked, now)
    except SpinneyError as error:
        return str(error)
    return ""


def figures_of(survey: Survey, far: HowFar, now: datetime) -> list[Figure]:
    """How many are asked, have begun and have sent, and until when."""
    found = [Figure("Asked", str(far.asked))]
    if survey.state != SurveyState.DRAFT:
        if far.started is not None:
            found.append(Figure("Begun", str(far.started)))
        note = "" if far.sent is not None else "The number is told from three on"
        found.append(Figure("Answered", far.sent_words.capitalize(), note=note))
    left = days_away(survey.closes_at, localdate(now)) if survey.state == SurveyState.OPEN else ""
    closed = survey.state == SurveyState.CLOSED and survey.closed_at
    label, when = ("Closed", survey.closed_at) if closed else ("Last day", survey.closes_at)
    return [*found, Figure(label, day(when), note=left)]


def deeds_of(survey: Survey, far: HowFar, now: datetime) -> frozenset[str]:
    """What can be done with a survey in its present state, by whoever may."""
    last = reminded_on(survey) if survey.state == SurveyState.OPEN else None
    today = localdate(now)
    is_open = allows(rules.check_is_open, survey, now)
    fits = {
        "open_survey": allows(rules.check_can_open, survey, far.asked, now),
        "edit_survey": allows(rules.check_words_can_change, survey),
        "remove_survey": allows(rules.check_is_draft, survey),
        "change_mode": survey.state == SurveyState.OPEN
        and allows(rules.check_mode_can_change, survey),
        "ask_again": allows(rules.check_was_opened, survey),
        "ask_more": allows(rules.check_can_ask_more, survey, now),
        "close_survey": survey.state == SurveyState.OPEN,
        "extend_survey": is_open,
        "remind_asked": is_open and allows(rules.check_not_reminded_today, last, survey, today),
        "reopen_survey": survey.state == SurveyState.CLOSED,
        "answer": is_open,
    }
    return frozenset(verb for verb, fit in fits.items() if fit)


def letters_being_written(actor: Actor, survey: Survey) -> Job | None:
    """The job that writes letters for the survey now, if the actor started it."""
    mine = Job.objects.visible_to(actor).filter(kind=WRITE, subject=subject_of(survey))
    going = mine.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return going.order_by("-asked_at").first()
