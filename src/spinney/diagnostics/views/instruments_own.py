"""Instruments of a place's own: begun, adapted, put away and brought back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.actors import Scope
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.actions import instruments as actions
from spinney.diagnostics.forms.instruments import NameForm, NewInstrumentForm
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.queries import instruments as read
from spinney.diagnostics.views.instruments import address, around, version_in
from spinney.diagnostics.views.places import place_of


@guard(policies, "make_instrument", scope="place")
def make_instrument(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Begin to write questions of one's own."""
    check_runs(request.actor, place)
    where = place_of(request, place)
    form = NewInstrumentForm(posted(request))
    made = attempt(
        request,
        form,
        lambda: actions.make_instrument(
            place=where.of,
            title=form.cleaned_data["title"],
            purpose=form.cleaned_data["purpose"],
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        told.say(request, "The draft is there. Add a first section, then its questions.")
        return redirect(address(place, made.instrument, "edit-draft"))
    context = {"form": form, "deed": "Begin", **around(where, None, ("Write questions", ""))}
    return render(request, "diagnostics/make_instrument.html", context)


@guard(policies, "adapt_instrument", scope="place")
def adapt_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Take a copy of questions as one's own, to change them."""
    check_runs(request.actor, place)
    where = place_of(request, place)
    found, version = version_in(request, place, instrument_id)
    form = NameForm(posted(request), initial={"title": f"{found.title} ({where.name})"[:200]})
    made = attempt(
        request,
        form,
        lambda: actions.adapt_instrument(
            version=version,
            place=where.of,
            title=form.cleaned_data["title"],
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        told.say(request, "You have a copy of your own. Change what you like, then publish it.")
        return redirect(address(place, made.instrument, "edit-draft"))
    context = {"form": form, "deed": "Take a copy", **around(where, found, ("Adapt", ""))}
    return render(request, "diagnostics/adapt_instrument.html", context)


@guard(policies, "retire_instrument", scope="place")
@require_POST
def retire_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Put questions away."""
    found = read.own_instrument(request.actor, place, instrument_id)
    actions.retire_instrument(instrument=found, by=request.actor, now=now())
    undo = address(place, found, "restore-instrument")
    told.say(request, f"“{found.title}” is put away. Surveys that ask it go on.", undo_url=undo)
    return redirect(address(place, found))


@guard(policies, "restore_instrument", scope="place")
@require_POST
def restore_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Bring questions back that were put away."""
    found = read.own_instrument(request.actor, place, instrument_id)
    actions.restore_instrument(instrument=found, by=request.actor, now=now())
    told.say(request, f"“{found.title}” can be asked again.")
    return redirect(address(place, found))
