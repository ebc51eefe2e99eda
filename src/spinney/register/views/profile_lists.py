"""Names, numbers, places and services of an organisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import BadInput
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.actions import profile_lists as actions
from spinney.register.forms.profiles import IdentifierForm, NameForm, PlaceForm, ServiceForm
from spinney.register.models import Organisation
from spinney.register.queries.identifiers import holder_of, read_number
from spinney.register.queries.profile_history import last_change
from spinney.register.views.paths import posted, the_organisation, to

PLACE_NAMES = ("name", "address", "postcode")
SERVICE_NAMES = ("name", "description", "for_whom", "place_id", "is_running")
NAMES = {"place": PLACE_NAMES, "service": SERVICE_NAMES}


def _back(request: SpinneyRequest, organisation: Organisation, words: str) -> HttpResponse:
    """Back to the profile, saying what was done and how to undo it."""
    number = last_change(request.actor, organisation.pk)
    told.say(request, words, undo_url=to("undo-change", organisation, number))
    return redirect(to("keep-profile", organisation))


def _page(
    request: SpinneyRequest, name: str, organisation: Organisation, form: BaseForm, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "organisation": organisation,
        "back_url": to("keep-profile", organisation),
        "deed": "Save",
        **more,
    }
    return render(request, f"register/{name}.html", context)


@dataclass(frozen=True)
class Saved:
    """What a form saves: its kind, as the page and the action call it; the one that is changed
    (None for a new one); and the action.
    """

    kind: str
    thing: Any
    action: Callable[..., Any]


def _held(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What the thing says now; empty for a new one."""
    return {name: getattr(thing, name) for name in names} if thing else {}


def _save(
    request: SpinneyRequest, organisation: Organisation, form: PlaceForm | ServiceForm, what: Saved
) -> HttpResponse:
    """Add or change it; while something stands in the way, the form, which then tells of what
    others have changed since.
    """
    saved = attempt(
        request,
        form,
        lambda: what.action(
            organisation=organisation,
            **{what.kind: what.thing},
            facts=form.said(),
            read=form.read() if what.thing else None,
            by=request.actor,
            now=now(),
        ),
    )
    if saved is not None:
        return _back(request, organisation, f"{saved.name} was saved.")
    if what.thing is not None:
        what.thing.refresh_from_db()
        form.renew(_held(what.thing, NAMES[what.kind]))
    return _page(request, f"save_{what.kind}", organisation, form, **{what.kind: what.thing})


@guard(policies, "add_name", scope="organisation")
def add_name(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Add another name."""
    organisation = the_organisation(request, organisation_id)
    form = NameForm(posted(request))
    added = attempt(
        request,
        form,
        lambda: actions.add_name(
            organisation=organisation, **form.cleaned_data, by=request.actor, now=now()
        ),
    )
    if added is not None:
        return _back(request, organisation, f"“{added.name}” was added.")
    return _page(request, "add_name", organisation, form)


@guard(policies, "remove_name", scope="organisation")
@require_POST
def remove_name(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take a name off."""
    organisation = the_organisation(request, organisation_id)
    name = get_object_or_404(organisation.other_names, pk=pk)
    actions.remove_name(other_name=name, by=request.actor, now=now())
    return _back(request, organisation, f"“{name.name}” was taken off.")


@guard(policies, "add_identifier", scope="organisation")
def add_identifier(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Add a number on a public list. One that another organisation has is not taken from it: the
    page then offers to claim that one.
    """
    organisation = the_organisation(request, organisation_id)
    form = IdentifierForm(posted(request))

    def deed() -> object:
        scheme, value = read_number(form.cleaned_data["scheme"], form.cleaned_data["value"])
        return actions.add_identifier(
            organisation=organisation, scheme=scheme, value=value, by=request.actor, now=now()
        )

    added = attempt(request, form, deed)
    if added is not None:
        return _back(request, organisation, f"{added} was added.")
    holder = _holder(form) if request.method == "POST" else None
    if holder is not None and holder.pk == organisation.pk:
        holder = None
    return _page(request, "add_identifier", organisation, form, holder=holder)


def _holder(form: IdentifierForm) -> Organisation | None:
    try:
        return holder_of(*read_number(form.data.get("scheme", ""), form.data.get("value", "")))
    except BadInput:
        return None


@guard(policies, "remove_identifier", scope="organisation")
@require_POST
def remove_identifier(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take off a number."""
    organisation = the_organisation(request, organisation_id)
    identifier = get_object_or_404(organisation.identifiers, pk=pk)
    actions.remove_identifier(identifier=identifier, by=request.actor, now=now())
    return _back(request, organisation, f"{identifier.org_id} was taken off.")


@guard(policies, "save_place", scope="organisation")
def save_place(request: SpinneyRequest, organisation_id: int, pk: int = 0) -> HttpResponse:
    """Add a place from which the organisation works, or change one."""
    organisation = the_organisation(request, organisation_id)
    place = get_object_or_404(organisation.places, pk=pk) if pk else None
    held = _held(place, PLACE_NAMES)
    form = PlaceForm(posted(request), initial=held, held=held)
    return _save(request, organisation, form, Saved("place", place, actions.save_place))


@guard(policies, "remove_place", scope="organisation")
@require_POST
def remove_place(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take off a place."""
    organisation = the_organisation(request, organisation_id)
    place = get_object_or_404(organisation.places, pk=pk)
    actions.remove_place(place=place, by=request.actor, now=now())
    return _back(request, organisation, f"{place.name} was taken off.")


@guard(policies, "save_service", scope="organisation")
def save_service(request: SpinneyRequest, organisation_id: int, pk: int = 0) -> HttpResponse:
    """Add what the organisation offers to people, or change it."""
    organisation = the_organisation(request, organisation_id)
    service = get_object_or_404(organisation.services, pk=pk) if pk else None
    held = _held(service, SERVICE_NAMES)
    places = list(organisation.places.order_by("name"))
    start = held or {"is_running": True}
    form = ServiceForm(posted(request), initial=start, held=held, places=places)
    return _save(request, organisation, form, Saved("service", service, actions.save_service))


@guard(policies, "remove_service", scope="organisation")
@require_POST
def remove_service(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take off a service."""
    organisation = the_organisation(request, organisation_id)
    service = get_object_or_404(organisation.services, pk=pk)
    actions.remove_service(service=service, by=request.actor, now=now())
    return _back(request, organisation, f"{service.name} was taken off.")
