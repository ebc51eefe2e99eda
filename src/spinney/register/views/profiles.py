"""Keeping an organisation's profile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow, crumbs
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.task_links import task_link
from spinney.register import policies
from spinney.register.actions import profiles as actions
from spinney.register.actions.undoing import undo_change as undo_change_of
from spinney.register.bridge.profiles import plain
from spinney.register.forms.profiles import SECTION_FORMS, AddOrganisationForm, ConfirmForm
from spinney.register.models import Organisation
from spinney.register.queries.identifiers import name_of, read_number
from spinney.register.queries.likeness import like
from spinney.register.queries.profile_history import change_for, changes_of, last_change
from spinney.register.queries.profiles import SECTIONS, differences, facts_of, is_stale
from spinney.register.views.paths import posted, the_organisation, to, trail


@guard(policies, "add_organisation")
def add_organisation(request: SpinneyRequest) -> HttpResponse:
    """Put an organisation into the register, after a look at those that may be the same."""
    form = AddOrganisationForm(posted(request), initial={"name": request.GET.get("name", "")[:300]})
    similar: list[Any] = []

    def deed() -> Organisation | None:
        identifier = None
        if form.cleaned_data["scheme"]:
            identifier = read_number(form.cleaned_data["scheme"], form.cleaned_data["value"])
        if "sure" not in request.POST:
            similar.extend(like(form.facts(), identifier))
        if similar:
            return None
        return actions.add_organisation(
            facts=form.facts(), identifier=identifier, by=request.actor, now=now()
        )

    added = attempt(request, form, deed)
    if added is not None:
        told.say(request, f"{added.name} is in the register now.")
        acts = form.cleaned_data["acts"]
        return redirect(to("claim-organisation" if acts else "organisation", added))
    context = {
        "form": form,
        "similar": similar,
        "deed": "Add it",
        "trail": crumbs(("Organisations", reverse("register:find")), ("Add an organisation", "")),
    }
    return render(request, "register/add_organisation.html", context)


def rows_of(organisation: Organisation, section: str) -> list[SummaryRow]:
    """The facts of one section, each with its source and where to change it."""
    change = to("change-profile", organisation, section)
    return [
        SummaryRow(one.fact.label, one.value, change_url=change, note=one.whence)
        for one in facts_of(organisation, section)
    ]


@guard(policies, "keep_profile", scope="organisation")
@require_safe
def keep_profile(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Everything that the profile says, where it comes from, and where to change it."""
    organisation = the_organisation(request, organisation_id)
    context = {
        "organisation": organisation,
        "is_stale": is_stale(organisation, localdate()),
        "differences": differences(organisation),
        "sections": [
            (slug, title, rows_of(organisation, slug)) for slug, title in SECTIONS.items()
        ],
        "names": list(organisation.other_names.order_by("kind", "name")),
        "identifiers": [
            (one, name_of(one.scheme)) for one in organisation.identifiers.order_by("scheme")
        ],
        "places": list(organisation.places.order_by("name")),
        "services": list(organisation.services.select_related("place").order_by("name")),
        "trail": trail(organisation, ("Your profile", "")),
    }
    return render(request, "register/keep_profile.html", context)


def held_in(organisation: Organisation, names: Any) -> dict[str, Any]:
    """How facts stand, as JSON values, for a form that remembers."""
    return {name: plain(getattr(organisation, name)) for name in names}


@guard(policies, "change_profile", scope="organisation")
def change_profile(request: SpinneyRequest, organisation_id: int, section: str) -> HttpResponse:
    """Change the facts of one section."""
    organisation = the_organisation(request, organisation_id)
    if section not in SECTION_FORMS:
        raise Http404
    made = SECTION_FORMS[section]
    names = [name for name in made.base_fields if name != "was"]
    start = {name: getattr(organisation, name) for name in names}
    held = held_in(organisation, names)
    form = made(posted(request), initial=start, held=held)
    changed = attempt(
        request,
        form,
        lambda: actions.change_profile(
            organisation=organisation,
            facts=form.said(),
            read=form.read(),
            by=request.actor,
            now=now(),
        ),
    )
    if changed is not None:
        _say_changed(request, changed, organisation.version)
        return redirect(to("keep-profile", organisation))
    organisation.refresh_from_db()
    form.renew(held_in(organisation, names))
    context = {
        "form": form,
        "organisation": organisation,
        "section": SECTIONS[section],
        "back_url": to("keep-profile", organisation),
        "deed": "Save",
    }
    return render(request, "register/change_profile.html", context)


def _say_changed(request: SpinneyRequest, changed: Organisation, version: int) -> None:
    if changed.version == version:
        told.say(request, "Nothing was changed.")
        return
    number = last_change(request.actor, changed.pk)
    told.say(request, "Saved.", undo_url=to("undo-change", changed, number))


@guard(policies, "confirm_profile", scope="organisation")
@require_POST
def confirm_profile(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Everything is still right: one click."""
    organisation = the_organisation(request, organisation_id)
    actions.confirm_profile(organisation=organisation, by=request.actor, now=now())
    told.say(request, "Thank you. Your profile is confirmed as of today.")
    return redirect(to("keep-profile", organisation))


def _is_still_stale(link: TaskLink) -> bool:
    found = Organisation.objects.filter(pk=int(link.subject.partition(":")[2])).first()
    return found is not None and is_stale(found, localdate())


@task_link("register.confirm_profile", stands=_is_still_stale)
def confirm_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Confirm a profile, and mend its figures on the way, with no account."""
    organisation = the_organisation(request, int(link.subject.partition(":")[2]))
    names = [name for name in ConfirmForm.base_fields if name != "was"]
    start = {name: getattr(organisation, name) for name in names}
    held = held_in(organisation, names)
    form = ConfirmForm(posted(request), initial=start, held=held)

    @transaction.atomic
    def deed() -> Organisation:
        links.spend(link, now=now())
        return actions.confirm_profile(
            organisation=organisation,
            facts=form.said(),
            read=form.read(),
            by=request.actor,
            now=now(),
        )

    confirmed = attempt(request, form, deed)
    if confirmed is not None:
        return render(request, "register/profile_confirmed.html", {"organisation": confirmed})
    organisation.refresh_from_db()
    form.renew(held_in(organisation, names))
    shown = [one for one in facts_of(organisation) if one.fact.column not in names]
    context = {
        "form": form,
        "organisation": organisation,
        "rows": [SummaryRow(one.fact.label, one.value, note=one.whence) for one in shown],
        "deed": "This is right",
    }
    return render(request, "register/confirm_profile.html", context)


@guard(policies, "settle_difference", scope="organisation")
@require_POST
def settle_difference(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Take what the register says, or keep what we say."""
    organisation = the_organisation(request, organisation_id)
    actions.settle_difference(
        organisation=organisation,
        column=request.POST.get("column", ""),
        take_theirs=request.POST.get("which") == "theirs",
        by=request.actor,
        now=now(),
    )
    number = last_change(request.actor, organisation.pk)
    told.say(request, "Settled.", undo_url=to("undo-change", organisation, number))
    return redirect(to("keep-profile", organisation))


@guard(policies, "profile_history", scope="organisation")
@require_safe
def profile_history(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Every change of the profile: who, for whom, when, before and after."""
    organisation = the_organisation(request, organisation_id)
    keep = ("Your profile", to("keep-profile", organisation))
    context = {
        "organisation": organisation,
        "changes": changes_of(request.actor, organisation, now()),
        "trail": trail(organisation, keep, ("What was changed", "")),
    }
    return render(request, "register/profile_history.html", context)


@guard(policies, "undo_change", scope="organisation")
@require_POST
def undo_change(request: SpinneyRequest, organisation_id: int, number: int) -> HttpResponse:
    """Take back one change."""
    entry = change_for(request.actor, organisation_id, number)
    organisation = undo_change_of(entry=entry, by=request.actor, now=now())
    told.say(request, "Undone. It is as it was before.")
    return redirect(to("keep-profile", organisation))
