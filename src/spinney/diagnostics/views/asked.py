"""One of those asked: where it is reached, its link, taking it off and putting it back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.policy import allows
from spinney.base.post.outbox import deliveries
from spinney.base.record.record import subject_of
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.forms.asked import AddressForm
from spinney.diagnostics.models import Asked
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries import surveys as read
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.states import AskedState, SurveyState
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.survey_tables import asked_status, asked_table, survey_address
from spinney.diagnostics.views.surveys import around


def _row(request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int) -> Asked:
    survey = read.survey_run_by(request.actor, place, survey_id)
    found = read.asked_for(request.actor, survey, asked_id)
    found.survey = survey
    return found


@guard(policies, "print_asked", scope="place")
@require_safe
def print_asked(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Who is asked, on paper."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rows = read.asked_in(request.actor, found)
    fared = deliveries(subject_of(one) for one in rows)
    table = asked_table(found, request.actor, fared, on_paper=True)
    context = {
        "listing": table.listing(request, rows),
        "promise": who_sees(found),
        **around(place_of(request, place), found, ("Print", "")),
    }
    return render(request, "diagnostics/print_asked.html", context)


@guard(policies, "correct_address", scope="place")
def correct_address(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponse:
    """One of those asked: how its letter fared, and its address, which can be put right."""
    asked = _row(request, place, survey_id, asked_id)
    survey = asked.survey
    start = {"person_name": asked.person_name, "email": asked.email}
    form = AddressForm(posted(request), initial=start)
    done = attempt(
        request,
        form,
        lambda: actions.correct_address(
            asked=asked,
            email=form.cleaned_data["email"],
            person_name=form.cleaned_data["person_name"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        sent = done.email != asked.email and survey.state == SurveyState.OPEN
        words = " A new link is on the way, and the old one has ended." if sent else ""
        say(request, f"The address of {done.organisation.name} is kept.{words}")
        return redirect(survey_address(survey))
    can_ask = allows(rules.check_can_ask_more, survey, now())
    context = {
        "form": form,
        "asked": asked,
        "status": asked_status(asked, survey, request.actor),
        "letter": deliveries([subject_of(asked)]).get(subject_of(asked)),
        "deed": "Keep the address",
        "is_off": asked.state == AskedState.WITHDRAWN,
        "can_ask": can_ask,
        "can_send": allows(rules.check_is_open, survey, now()),
        "can_stop": allows(rules.check_can_stop_asking, asked, request.actor),
        **around(place_of(request, place), survey, (asked.organisation.name, "")),
    }
    return render(request, "diagnostics/correct_address.html", context)


@guard(policies, "resend_link", scope="place")
@require_POST
def resend_link(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponse:
    """Send an organisation a link once more."""
    asked = _row(request, place, survey_id, asked_id)
    actions.resend_link(asked=asked, by=request.actor, now=now())
    say(request, f"A link for {asked.organisation.name} is on the way to {asked.email}.")
    return redirect(survey_address(asked.survey))


@guard(policies, "stop_asking", scope="place")
@require_POST
def stop_asking(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponse:
    """Take an organisation off; it can be put back at once."""
    asked = _row(request, place, survey_id, asked_id)
    actions.stop_asking(asked=asked, by=request.actor, now=now())
    undo = reverse("diagnostics:ask-after-all", args=[place, survey_id, asked_id])
    say(request, f"{asked.organisation.name} is not asked any more.", undo_url=undo)
    return redirect(survey_address(asked.survey))


@guard(policies, "ask_after_all", scope="place")
@require_POST
def ask_after_all(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponse:
    """Put an organisation back that was taken off."""
    asked = _row(request, place, survey_id, asked_id)
    actions.ask_after_all(asked=asked, by=request.actor, now=now())
    say(request, f"{asked.organisation.name} is asked again.")
    return redirect(survey_address(asked.survey))
