"""Whom to ask at an organisation: its own list, in its own order."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import contacts as actions
from spinney.agreements.forms.sharing import ContactForm
from spinney.agreements.policies.sharing import MOST_CONTACTS
from spinney.agreements.queries import contacts as read
from spinney.base.kernel.actors import organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import crumbs
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.register import api as register


def organisation_named(organisation_id: int) -> register.Organisation:
    """The organisation of an address, behind a guard that knows it."""
    return get_object_or_404(register.Organisation, pk=organisation_id)


def around_organisation(
    organisation: register.Organisation, *more: tuple[str, str]
) -> dict[str, Any]:
    """The frame of a page about what one organisation shares."""
    page = reverse("register:organisation", args=[organisation.pk])
    return {
        "organisation": organisation,
        "caption": organisation.name,
        "trail": crumbs((organisation.name, page), *more),
    }


def _list(organisation_id: int) -> str:
    return reverse("agreements:contacts", args=[organisation_id])


@guard(policies, "contacts", scope="organisation")
@require_safe
def contacts(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Our contacts, and who could be added."""
    rows = list(read.contacts_of(request.actor, organisation_id))
    scope = organisation_scope(organisation_id)
    context = {
        "rows": rows,
        "last": len(rows),
        "keeps": may(policies.MAY, "edit_contact", by=request.actor, scope=scope),
        "is_full": len(rows) >= MOST_CONTACTS,
        "suggestions": read.suggestions(request.actor, organisation_id, localdate()),
        **around_organisation(organisation_named(organisation_id), ("Contacts", "")),
    }
    return render(request, "agreements/contacts.html", context)


@guard(policies, "add_contact", scope="organisation")
def add_contact(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Add somebody; one of our own people is suggested by her mandate's number."""
    organisation = organisation_named(organisation_id)
    form = ContactForm(posted(request), initial=_suggested(request, organisation_id))
    made = attempt(
        request,
        form,
        lambda: actions.add_contact(
            organisation=organisation, text=form.said(), by=request.actor, now=now()
        ),
    )
    if made:
        undo = reverse("agreements:remove-contact", args=[organisation_id, made.pk])
        say(request, f"{made.name} is on your list of contacts.", undo_url=undo)
        return redirect(_list(organisation_id))
    return render(request, "agreements/add_contact.html", _task(form, organisation, "Add"))


def _suggested(request: SpinneyRequest, organisation_id: int) -> dict[str, str]:
    asked = request.GET.get("mandate", "")
    for one in read.suggestions(request.actor, organisation_id, localdate()):
        if str(one.mandate_id) == asked:
            return {"name": one.name, "post": one.post, "email": one.email}
    return {}


def _task(form: ContactForm, organisation: register.Organisation, deed: str) -> dict[str, Any]:
    back = _list(organisation.pk)
    return {
        "form": form, "deed": deed, "back_url": back, "caption": organisation.name,
        "organisation": organisation, "minutes": 1,
    }  # fmt: skip


@guard(policies, "edit_contact", scope="organisation")
def edit_contact(request: SpinneyRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    """Change a contact of ours."""
    found = read.contact_for(request.actor, organisation_id, contact_id)
    start = {name: getattr(found, name) for name in (*actions.NAMES, "version")}
    form = ContactForm(posted(request), initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.edit_contact(
            contact=found,
            text=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if changed:
        say(request, f"{changed.name} is changed. Partners see it at once.")
        return redirect(_list(organisation_id))
    renew_version(form, found.version)
    organisation = organisation_named(organisation_id)
    return render(request, "agreements/edit_contact.html", _task(form, organisation, "Save"))


@guard(policies, "remove_contact", scope="organisation")
@require_POST
def remove_contact(request: SpinneyRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    """Take a contact off the list: nobody sees it any more."""
    found = read.contact_for(request.actor, organisation_id, contact_id)
    actions.remove_contact(contact=found, by=request.actor, now=now())
    undo = reverse("agreements:restore-contact", args=[organisation_id, contact_id])
    say(request, f"{found.name} is off your list. Nobody sees it any more.", undo_url=undo)
    return redirect(_list(organisation_id))


@guard(policies, "restore_contact", scope="organisation")
@require_POST
def restore_contact(request: SpinneyRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    """Put a contact back."""
    found = read.contact_for(request.actor, organisation_id, contact_id)
    actions.restore_contact(contact=found, by=request.actor, now=now())
    say(request, f"{found.name} is on your list again.")
    return redirect(_list(organisation_id))


@guard(policies, "move_contact", scope="organisation")
@require_POST
def move_contact(request: SpinneyRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    """Move a contact one place up or down."""
    found = read.contact_for(request.actor, organisation_id, contact_id)
    up = request.POST.get("to") == "up"
    actions.move_contact(contact=found, up=up, by=request.actor, now=now())
    return redirect(_list(organisation_id))
