"""The words that organisations wrote, read one after another before the group reads any."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import texts as actions
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.forms.results import TextForm
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.queries import surveys as read_surveys
from spinney.diagnostics.queries import texts as read
from spinney.diagnostics.states import Mode
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.surveys import around

TITLE = "What was written"


def _survey(request: SpinneyRequest, place: Scope, survey_id: int) -> Survey:
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    rules.check_reads_words(survey, request.actor)
    rules.check_words_can_be_read(survey)
    return survey


def _list_url(place: Scope, survey_id: int) -> str:
    return reverse("diagnostics:texts", args=[place, survey_id])


@guard(policies, "texts", scope="place")
@require_safe
def texts(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """What waits to be read, and what was decided."""
    survey = _survey(request, place, survey_id)
    queue = read.queue_for(request.actor, findings_of(survey))
    context = {
        "queue": queue,
        "detached": survey.mode == Mode.DETACHED,
        **around(place_of(request, place), survey, (TITLE, "")),
    }
    return render(request, "diagnostics/texts.html", context)


@guard(policies, "clear_text", scope="place")
def clear_text(request: SpinneyRequest, place: Scope, survey_id: int, token: str) -> HttpResponse:
    """One text as it was written, beside the words to show; then the next."""
    survey = _survey(request, place, survey_id)
    findings = findings_of(survey)
    words = read.words_for(request.actor, findings, token)
    suggestion = read.suggested(findings, words)
    form = TextForm(posted(request), initial={"shown": words.shown or suggestion.words})
    cleared = attempt(
        request,
        form,
        lambda: actions.clear_text(
            survey=survey,
            token=token,
            shown=form.cleaned_data["shown"],
            by=request.actor,
            now=now(),
        ),
    )
    if cleared:
        say(request, "The group may read it.", undo_url=_undo_url(place, survey_id, token))
        return _next(request, survey)
    queue = read.queue_for(request.actor, findings)
    context = {
        "form": form,
        "words": words,
        "suggestion": suggestion,
        "left": len(queue.waiting),
        "deed": "Let the group read this",
        "withhold_url": reverse("diagnostics:withhold-text", args=[place, survey_id, token]),
        **around(
            place_of(request, place), survey, (TITLE, _list_url(place, survey_id)), ("Read", "")
        ),
    }
    return render(request, "diagnostics/clear_text.html", context)


def _undo_url(place: Scope, survey_id: int, token: str) -> str:
    return reverse("diagnostics:reread-text", args=[place, survey_id, token])


def _next(request: SpinneyRequest, survey: Survey) -> HttpResponse:
    """On to the next text that waits, or back to the list when none does."""
    following = read.queue_for(request.actor, findings_of(survey)).first
    if following is None:
        return redirect(_list_url(survey.scope, survey.pk))
    args = [survey.scope, survey.pk, following.token]
    return redirect(reverse("diagnostics:clear-text", args=args))


@guard(policies, "withhold_text", scope="place")
@require_POST
def withhold_text(
    request: SpinneyRequest, place: Scope, survey_id: int, token: str
) -> HttpResponse:
    """Keep a text back; then the next."""
    survey = _survey(request, place, survey_id)
    why = request.POST.get("why", "")
    actions.withhold_text(survey=survey, token=token, why=why, by=request.actor, now=now())
    say(request, "It is kept back.", undo_url=_undo_url(place, survey_id, token))
    return _next(request, survey)


@guard(policies, "reread_text", scope="place")
@require_POST
def reread_text(request: SpinneyRequest, place: Scope, survey_id: int, token: str) -> HttpResponse:
    """Put a text back among those that wait, and open it."""
    survey = _survey(request, place, survey_id)
    actions.reread_text(survey=survey, token=token, by=request.actor, now=now())
    say(request, "It waits to be read again.")
    return redirect(reverse("diagnostics:clear-text", args=[place, survey_id, token]))
