"""What surveys do by themselves: they close at their time, remind some days before, and letters to
many go out one after another.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.diagnostics.actions.survey_times import close_survey, remind_asked
from spinney.diagnostics.letters import surveys as letters
from spinney.diagnostics.letters.surveys import Why
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies.surveys import UNDO_DAYS
from spinney.diagnostics.queries.surveys import WRITE, reminded_on
from spinney.diagnostics.states import SurveyState

BATCH = 25
REMIND_DAYS_BEFORE = (7, 2)
"""On so many days before the closing day those who have not sent are reminded by themselves."""


@job(WRITE, unit="organisation", writes_much=True)
def write_to_asked(
    progress: Progress, *, survey: int, asked: list[int], why: str, said: str
) -> dict[str, Any]:
    """Write to many of those asked. Everybody looked at is counted, written to or not: the number
    must not tell how many have answered.
    """
    found = Survey.objects.select_related("cluster", "programme", "asks__instrument").get(pk=survey)
    progress.expect(len(asked))
    start = int(progress.place.get("reached", 0))
    for first in range(start, len(asked), BATCH):
        ids = asked[first : first + BATCH]
        with transaction.atomic():
            found.refresh_from_db(fields=["state", "closes_at"])
            if found.state == SurveyState.OPEN:
                letters.write_each(found, ids, Why(why), said=said, by=progress.by, now=now())
            reached = first + len(ids)
            progress.keep_place(done=reached, reached=reached)
    return {"asked": len(asked)}


@duty("diagnostics: close surveys whose day has passed", every=timedelta(minutes=5))
def close_surveys_that_ended(now: datetime) -> None:
    """Close every open survey whose closing time has passed."""
    for survey in Survey.objects.filter(state=SurveyState.OPEN, closes_at__lte=now):
        close_survey(survey=survey, by=Actor.system("surveys"), now=now)


@duty("diagnostics: remind those asked in surveys", daily_at=time(9, 30))
def remind_before_closing(now: datetime) -> None:
    """Remind those who have not sent, some days before the closing day: twice at the most, and
    never the day after a reminder that was sent by hand.
    """
    today = localdate(now)
    for survey in Survey.objects.filter(state=SurveyState.OPEN, closes_at__gt=now):
        left = (localdate(survey.closes_at) - today).days
        last = reminded_on(survey)
        lately = last is not None and (today - last).days < 2
        if left in REMIND_DAYS_BEFORE and not lately:
            try:
                remind_asked(survey=survey, by=Actor.system("surveys"), now=now)
            except WrongState:
                continue  # it opened today: everybody has just been written to


@duty("diagnostics: removed surveys are cleared away", daily_at=time(1, 20))
def clear_removed_surveys(now: datetime) -> None:
    """Delete surveys that were removed more than 30 days ago, and that nobody was ever written to
    about. The record keeps that they were there.
    """
    before = now - timedelta(days=UNDO_DAYS)
    Survey.objects.filter(state=SurveyState.DRAFT, removed_at__lt=before).delete()
