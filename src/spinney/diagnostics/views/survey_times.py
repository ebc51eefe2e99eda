"""Opening, closing and reminding, with what will happen said first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day, minutes
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import survey_times as actions
from spinney.diagnostics.forms.surveys import ClosingForm
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries import surveys as read
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.states import SurveyState
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.survey_tables import survey_address
from spinney.diagnostics.views.surveys import around


@guard(policies, "open_survey", scope="place")
def open_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Check what those asked will read and who will see what; then write to them."""
    found = read.survey_run_by(request.actor, place, survey_id)
    asked = read.how_far(found).asked
    rules.check_can_open(found, asked, now())
    where = place_of(request, place)
    if request.method == "POST":
        opened = actions.open_survey(survey=found, by=request.actor, now=now())
        say(
            request,
            f"“{opened.title}” is open until {day(opened.closes_at)}."
            f" {counted(asked, 'letter')} on the way.",
        )
        return redirect(survey_address(opened))
    context = {
        "rows": _what_goes_out(found, asked),
        "n_asked": asked,
        "too_few": asked < found.minimum,
        "deed": f"Open it and send {counted(asked, 'letter')}",
        "back_url": survey_address(found),
        **around(where, found, ("Open", "")),
    }
    return render(request, "diagnostics/open_survey.html", context)


def _what_goes_out(found: Survey, asked: int) -> list[SummaryRow]:
    promise = who_sees(found)
    change = survey_address(found) + "edit-survey/"
    return [
        SummaryRow("What is asked", found.asks.instrument.title, change, "Change"),
        SummaryRow("It takes", minutes(found.asks.minutes)),
        SummaryRow("Who is asked", counted(asked, "organisation")),
        SummaryRow("Last day for answers", day(found.closes_at), change, "Change"),
        SummaryRow("Who sees names", promise.named, change, "Change"),
        SummaryRow("What the others see", promise.group),
        SummaryRow("Who sees who has answered", promise.answered),
        SummaryRow("Your own words", found.text or "None", change, "Change"),
    ]


@guard(policies, "close_survey", scope="place")
@require_POST
def close_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Close a survey before its day."""
    found = read.survey_run_by(request.actor, place, survey_id)
    actions.close_survey(survey=found, by=request.actor, now=now())
    say(request, f"“{found.title}” is closed. Nobody can answer it now.")
    return redirect(survey_address(found))


@guard(policies, "reopen_survey", scope="place")
def reopen_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Open a closed survey again, until a later day."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_was_opened(found)
    rules.check_survey_can_become(found, SurveyState.OPEN)
    where = place_of(request, place)
    form = ClosingForm(posted(request), today=localdate())
    reopened = attempt(
        request,
        form,
        lambda: actions.reopen_survey(
            survey=found, closes_at=form.closes_at, by=request.actor, now=now()
        ),
    )
    if reopened:
        say(request, f"“{reopened.title}” is open again, until {day(reopened.closes_at)}.")
        return redirect(survey_address(reopened))
    context = {
        "form": form, "deed": "Open it again", **around(where, found, ("Open again", "")),
    }  # fmt: skip
    return render(request, "diagnostics/reopen_survey.html", context)


@guard(policies, "extend_survey", scope="place")
def extend_survey(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Move the last day of an open survey."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_is_open(found, now())
    where = place_of(request, place)
    start = {"closes_on": localdate(found.closes_at)}
    form = ClosingForm(posted(request), today=localdate(), initial=start)
    moved = attempt(
        request,
        form,
        lambda: actions.extend_survey(
            survey=found, closes_at=form.closes_at, by=request.actor, now=now()
        ),
    )
    if moved:
        say(request, f"“{moved.title}” now takes answers until {day(moved.closes_at)}.")
        return redirect(survey_address(moved))
    context = {
        "form": form, "deed": "Move the last day", **around(where, found, ("Last day", "")),
    }  # fmt: skip
    return render(request, "diagnostics/extend_survey.html", context)


@guard(policies, "remind_asked", scope="place")
@require_POST
def remind_asked(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Write again to those who have not sent; who they are is told to nobody."""
    found = read.survey_run_by(request.actor, place, survey_id)
    actions.remind_asked(survey=found, by=request.actor, now=now())
    say(request, "Whoever has not sent an answer yet is being reminded.")
    return redirect(survey_address(found))
