"""Choosing who is asked: members, one organisation, a list, an area, those chosen in a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotFound, SpinneyError
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.forms.asked import (
    AreaForm,
    CallChoiceForm,
    ListForm,
    MembersForm,
    OrganisationForm,
)
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries import surveys as read
from spinney.diagnostics.queries import whom_to_ask
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import SurveyState
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.survey_tables import survey_address
from spinney.diagnostics.views.surveys import around

SHOWN = 50


def _survey(request: SpinneyRequest, place: Scope, survey_id: int) -> Survey:
    """The survey, if organisations can still be added to it."""
    found = read.survey_run_by(request.actor, place, survey_id)
    rules.check_can_ask_more(found, now())
    return found


def _ask(request: SpinneyRequest, found: Survey, invitees: Sequence[Invitee]) -> dict[str, int]:
    return actions.ask_organisations(survey=found, invitees=invitees, by=request.actor, now=now())


def _asked(request: SpinneyRequest, found: Survey, done: dict[str, int]) -> HttpResponse:
    """Back to the survey, with what was done said."""
    words = f"{counted(done['asked'], 'organisation')} added."
    if found.state == SurveyState.OPEN and done["asked"]:
        words += " The letters are on the way."
    if done["known"]:
        words += f" {counted(done['known'], 'organisation')} had been asked already."
    say(request, words)
    return redirect(survey_address(found))


def _context(
    request: SpinneyRequest, place: Scope, found: Survey, form: Form, title: str, deed: str
) -> dict[str, Any]:
    return {
        "form": form,
        "deed": deed,
        "sends": found.state == SurveyState.OPEN,
        **around(place_of(request, place), found, (title, "")),
    }


@guard(policies, "ask_members", scope="place")
def ask_members(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Ask those who belong to the cluster, or some of them."""
    found = _survey(request, place, survey_id)
    if found.cluster is None:
        raise NotFound("A programme has no members of its own. Ask those of an area, or a list.")
    known = whom_to_ask.asked_already(found)
    everybody = whom_to_ask.belonging_to(found.cluster, localdate())
    left = [(one, member) for one, member in everybody if one.organisation_id not in known]
    form = MembersForm(posted(request), belonging=[pair for pair in left if pair[0].email])
    done = attempt(request, form, lambda: _ask(request, found, form.invitees()))
    if done:
        return _asked(request, found, done)
    context = _context(request, place, found, form, "Ask members", "Add those ticked")
    context |= {
        "without": [one for one, _ in left if not one.email],
        "n_known": len(everybody) - len(left),
        "nobody_left": not any(one.email for one, _ in left),
    }
    return render(request, "diagnostics/ask_members.html", context)


@guard(policies, "ask_organisation", scope="place")
def ask_organisation(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Ask one organisation, from the register or by its name."""
    found = _survey(request, place, survey_id)
    start = {"organisation": request.GET.get("organisation", "")}
    form = OrganisationForm(posted(request), initial=start)
    done = attempt(request, form, lambda: _ask(request, found, [form.invitee()]))
    if done:
        return _asked(request, found, done)
    context = _context(request, place, found, form, "Ask an organisation", "Add it")
    return render(request, "diagnostics/ask_organisation.html", context)


@guard(policies, "ask_several", scope="place")
def ask_several(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Ask many at once: paste or send a list, look at how it was read, then add them."""
    found = _survey(request, place, survey_id)
    form = ListForm(posted(request), request.FILES or None)
    listed = attempt(request, form, lambda: whom_to_ask.listed(found, form.cleaned_data["pasted"]))
    good = [row.invitee for row in listed or () if not row.problem]
    if good and "send" in request.POST:
        done = _tried(form, lambda: _ask(request, found, good))
        if done:
            return _asked(request, found, done)
    context = _context(request, place, found, form, "Ask several", "Look at the list")
    context |= {
        "multipart": True,
        "listed": listed,
        "n_good": len(good),
        "n_bad": len(listed or ()) - len(good),
    }
    return render(request, "diagnostics/ask_several.html", context)


def _tried(form: Form, deed: Callable[[], dict[str, int]]) -> dict[str, int] | None:
    try:
        return deed()
    except SpinneyError as error:
        form.add_error(None, str(error))
        return None


@guard(policies, "ask_area", scope="place")
def ask_area(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Ask all organisations of an area of the register that can be written to; they are counted
    and shown first.
    """
    found = _survey(request, place, survey_id)
    form = AreaForm(posted(request))
    chosen = attempt(request, form, lambda: form.chosen())
    rows = whom_to_ask.organisations_in(found, chosen) if chosen else None
    if rows is not None and "send" in request.POST:
        invitees = [
            Invitee(name, email, organisation_id=pk)
            for pk, name, email in rows.values_list("pk", "name", "email")
        ]
        done = _tried(form, lambda: _ask(request, found, invitees))
        if done:
            return _asked(request, found, done)
    context = _context(request, place, found, form, "Ask an area", "Look who that is")
    if chosen and rows is not None:
        context |= {
            "chosen": chosen,
            "n_found": rows.count(),
            "first": rows[:SHOWN],
            "n_without": whom_to_ask.without_address(chosen),
        }
    return render(request, "diagnostics/ask_area.html", context)


@guard(policies, "ask_interested", scope="place")
def ask_interested(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponse:
    """Ask everyone who was chosen in a call for interest."""
    found = _survey(request, place, survey_id)
    calls = whom_to_ask.calls_with_chosen(request.actor, found)
    form = CallChoiceForm(posted(request), calls=calls)
    done = attempt(
        request, form, lambda: _ask(request, found, whom_to_ask.invitees_of(form.chosen))
    )
    if done:
        return _asked(request, found, done)
    context = _context(request, place, found, form, "Ask those chosen", "Add those chosen")
    context["calls"] = calls
    return render(request, "diagnostics/ask_interested.html", context)
