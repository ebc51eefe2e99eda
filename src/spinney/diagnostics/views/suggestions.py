"""From published results to the list of themes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.fields import Hinted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions.suggestions import suggest_themes as put_on_list
from spinney.diagnostics.forms.results import SuggestionsForm
from spinney.diagnostics.queries import surveys as read_surveys
from spinney.diagnostics.queries.suggestions import suggestions_for
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.results import results_address
from spinney.diagnostics.views.surveys import around


@guard(policies, "suggest_themes", scope="place")
def suggest_themes(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """What stands out in the newest results, each with what it rests on: she ticks what goes on
    the list.
    """
    survey = read_surveys.survey_run_by(request.actor, place, survey_id)
    publication, found = suggestions_for(request.actor, survey)
    offered = [
        (one.area, Hinted(one.title, " · ".join(rest.words for rest in one.rests_on)))
        for one in found
        if not one.on_list
    ]
    form = SuggestionsForm(posted(request), offered=offered)
    made = attempt(
        request,
        form,
        lambda: put_on_list(
            survey=survey, areas=form.cleaned_data["areas"], by=request.actor, now=now()
        ),
    )
    if made:
        say(request, f"{counted(len(made), 'theme')} put on the list, with what it rests on.")
        return redirect(reverse("diagnostics:themes", args=[place.id]))
    context = {
        "form": form,
        "deed": "Put them on the list",
        "publication": publication,
        "offered": offered,
        "on_list": [one for one in found if one.on_list],
        **around(
            place_of(request, place), survey,
            ("What came of it", results_address(survey)), ("Themes", ""),
        ),
    }  # fmt: skip
    return render(request, "diagnostics/suggest_themes.html", context)
