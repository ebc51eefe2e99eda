"""What an organisation shares under agreements, what others share with it, and who looked; taking
it back, and sharing it again.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import sharing as actions
from spinney.agreements.bridge.fields import field_title, purpose_title
from spinney.agreements.forms.sharing import RUNNERS, StopForm
from spinney.agreements.models import Party
from spinney.agreements.queries import given as read
from spinney.agreements.queries.looks import looks_at, newest_looks
from spinney.agreements.views.contacts import around_organisation, organisation_named
from spinney.agreements.views.sharing_tables import (
    LOOKS,
    LOOKS_FILE,
    SHARED_WITH_US,
    shares_table,
)
from spinney.base.kernel.actors import organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say

TITLE = "What we share"


def _to(organisation_id: int) -> str:
    return reverse("agreements:what-we-share", args=[organisation_id])


def _around(organisation_id: int, *more: tuple[str, str]) -> dict[str, Any]:
    here = (TITLE, _to(organisation_id) if more else "")
    return around_organisation(organisation_named(organisation_id), here, *more)


@guard(policies, "what_we_share", scope="organisation")
@require_safe
def what_we_share(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """With whom we share what, for what, under which clause; what we took back."""
    frame = _around(organisation_id)
    scope = organisation_scope(organisation_id)
    keeps = may(policies.MAY, "stop_sharing", by=request.actor, scope=scope)
    lines = read.given_by(request.actor, organisation_id, now())
    taken = list(read.taken_back_by(request.actor, organisation_id))
    name = frame["organisation"].name
    table = shares_table(organisation_id, keeps=keeps)
    listing = table.listing(request, lines, file_name=f"What {name} shares")
    context = {
        "listing": listing,
        "agreements": {one.signed.agreement: one.signed for one in lines}.values(),
        "taken": [(one, read.said_of(one)) for one in taken],
        "keeps": keeps,
        **frame,
    }
    return listing.export() or render(request, "agreements/what_we_share.html", context)


@guard(policies, "shared_with_us", scope="organisation")
@require_safe
def shared_with_us(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What others share with us, for what, under what."""
    frame = _around(organisation_id, ("What others share with us", ""))
    rows = read.shown_to(request.actor, organisation_id, now())
    name = frame["organisation"].name
    listing = SHARED_WITH_US.listing(request, rows, file_name=f"Shared with {name}")
    context = {"listing": listing, **frame}
    return listing.export() or render(request, "agreements/shared_with_us.html", context)


@guard(policies, "looks", scope="organisation")
@require_safe
def looks(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """Every look at what is ours: who, for whom, when, at what, under what. The page has a line for
    each viewer and day; a file has every single look.
    """
    frame = _around(organisation_id, ("Who looked", ""))
    named = f"Who looked at {frame['organisation'].name}"
    if request.GET.get("as"):
        every = list(looks_at(request.actor, organisation_id))
        taken = LOOKS_FILE.listing(request, every, file_name=named).export()
        if taken is not None:
            return taken
    newest, has_more = newest_looks(request.actor, organisation_id)
    listing = LOOKS.listing(request, newest, file_name=named)
    context = {"listing": listing, "has_more": has_more, **frame}
    return render(request, "agreements/looks.html", context)


@guard(policies, "stop_sharing", scope="organisation")
def stop_sharing(request: SpinneyRequest, organisation_id: int, agreement_id: int) -> HttpResponse:
    """Choose what is no longer shared; what follows from it is said first."""
    party = read.party_for(request.actor, organisation_id, agreement_id)
    form = _stop_form(request, party)
    stopped = attempt(
        request,
        form,
        lambda: actions.stop_sharing(
            agreement=party.agreement,
            organisation_id=organisation_id,
            what=form.said(),
            by=request.actor,
            now=now(),
        ),
    )
    if stopped:
        undo = reverse("agreements:share-again", args=[organisation_id, stopped.pk])
        words = "It is no longer shared: whoever opens a page from now on does not see it."
        say(request, words, undo_url=undo)
        return redirect(_to(organisation_id))
    context = {
        "form": form,
        "agreement": party.agreement,
        "deed": "Stop sharing",
        "minutes": 1,
        "back_url": _to(organisation_id),
        "caption": party.agreement.title,
    }
    return render(request, "agreements/stop_sharing.html", context)


def _stop_form(request: SpinneyRequest, party: Party) -> StopForm:
    lines = [
        one
        for one in read.given_by(request.actor, party.organisation_id, now())
        if one.signed.agreement == party.agreement_id
    ]
    fields = sorted({one.field for one in lines}, key=field_title)
    purposes = sorted({one.purpose for one in lines}, key=purpose_title)
    others = party.agreement.parties.exclude(pk=party.pk).select_related("organisation")
    named = [(str(one.organisation_id), one.organisation.name) for one in others]
    runners = any(one.share.runners for one in lines)
    return StopForm(
        posted(request),
        fields=[(one, field_title(one)) for one in fields],
        recipients=[*named, *([(RUNNERS, "Those that run the cluster")] if runners else [])],
        purposes=[(one, purpose_title(one)) for one in purposes],
        initial={name: request.GET[name] for name in ("field", "purpose") if name in request.GET},
    )


@guard(policies, "share_again", scope="organisation")
@require_POST
def share_again(request: SpinneyRequest, organisation_id: int, revocation_id: int) -> HttpResponse:
    """Share again what was taken back."""
    found = read.revocation_for(request.actor, organisation_id, revocation_id)
    actions.share_again(revocation=found, by=request.actor, now=now())
    say(request, "It is shared again, as far as the agreement says so.")
    return redirect(_to(organisation_id))
