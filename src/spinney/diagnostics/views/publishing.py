"""Looking at exactly what everybody will see, publishing it, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import results as actions
from spinney.diagnostics.forms.results import DivideForm, PublishForm
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.queries import published as read
from spinney.diagnostics.queries import surveys as read_surveys
from spinney.diagnostics.queries.group_findings import group_findings
from spinney.diagnostics.queries.previewed import Preview, preview_for
from spinney.diagnostics.states import Mode
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.results import pictures, results_address
from spinney.diagnostics.views.surveys import around


@guard(policies, "publish_results", scope="place")
def publish_results(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """What everybody will see, and what is withheld and why; then publish it."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    rules.check_publishes(survey, request.actor)
    rules.check_can_publish(survey)
    where = place_of(request, place)
    divide = DivideForm(request.GET if "look" in request.GET else None)
    chosen = divide.chosen()
    form = PublishForm(posted(request))
    made = attempt(
        request,
        form,
        lambda: actions.publish_results(
            survey=survey, chosen=form.said(chosen), by=request.actor, now=now()
        ),
    )
    if made:
        say(request, "It is published. Everybody who was asked is being told by e-mail.")
        return redirect(results_address(survey))
    preview = preview_for(request.actor, survey, chosen)
    _look_again(form, preview)
    context = {
        "form": form,
        "deed": "Publish it and tell everybody",
        "back_url": results_address(survey),
        "divide": divide if survey.mode != Mode.DETACHED else None,
        "chosen": chosen,
        **preview_context(survey, preview),
        **around(where, survey, ("Publish", "")),
    }
    return render(request, "diagnostics/publish_results.html", context)


def _look_again(form: PublishForm, preview: Preview) -> None:
    """What is published next is what is looked at now; what was typed stays."""
    if form.is_bound:
        data = form.data.copy()  # type: ignore[attr-defined]
        data["seen"] = preview.planned.digest
        form.data = data
    else:
        form.initial["seen"] = preview.planned.digest


def preview_context(survey: Survey, preview: Preview) -> dict[str, Any]:
    """The page of results as it will be."""
    results = read.results_of(survey, preview.cells) if preview.cells else []
    found = group_findings(survey, preview.cells) if preview.cells else None
    rows = [row for result in results for row in result.rows if row.shown]
    return {
        "preview": preview,
        "rows": rows,
        "figures_words": f"Look at {counted(len(rows), 'figure')} one by one",
        "withheld": [row for result in results for row in result.rows if not row.shown],
        "pictures": pictures(found) if found else [],
        "outcome": found.outcome if found else "",
    }


@guard(policies, "withdraw_results", scope="place")
@require_POST
def withdraw_results(
    request: SpinneyRequest, place: Scope, survey_id: int, number: int
) -> HttpResponse:
    """Take a publication back."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    found = get_object_or_404(Publication, survey=survey, number=number)
    actions.withdraw_results(publication=found, by=request.actor, now=now())
    say(request, f"Results {number} are withdrawn. Nobody can read them here any more.")
    return redirect(reverse("diagnostics:results", args=[place, survey_id]))
