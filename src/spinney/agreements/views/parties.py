"""Between whom an agreement is: who, as what, in which order."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from spinney.agreements import policies
from spinney.agreements.actions import drafting as actions
from spinney.agreements.actions.drafting import PartyLine
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.forms.drafting import AddPartyForm, PartiesForm
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.queries.draft_page import GapKind, gaps_with_parties
from spinney.agreements.queries.drafting import content_of
from spinney.agreements.states import PartyRole
from spinney.agreements.views.around import agreement_url, around
from spinney.agreements.views.drafting import draft_in, draft_url
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.register import api as register


def _parties(found: Agreement) -> list[Party]:
    return list(found.parties.filter(left_on=None).select_related("organisation"))


def _frame(found: Agreement, version: Version, title: str = "Parties") -> dict[str, Any]:
    content = content_of(version)
    wording = wordings().get(content.wording)
    missing = [
        one.words
        for one in gaps_with_parties(version, content, wording)
        if one.kind == GapKind.PARTIES
    ]
    trail = [("Draft", draft_url(found)), ("Parties", agreement_url(found, "set_parties"))]
    trail = [*trail[:1], (title, "")] if title == "Parties" else [*trail, (title, "")]
    return around(found, *trail) | {"missing": missing, "draft_url": draft_url(found)}


@guard(policies, "set_parties", scope="cluster")
def set_parties(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """The parties: the role and place of each; who is taken off."""
    found, version = draft_in(request, cluster_id, agreement_id)
    form = PartiesForm(posted(request), agreement=found, parties=_parties(found))
    done = attempt(
        request,
        form,
        lambda: actions.set_parties(
            version=version, parties=form.lines(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, "The parties are saved.")
        return redirect(draft_url(found))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save the parties", **_frame(found, version)}
    return render(request, "agreements/set_parties.html", context)


@guard(policies, "add_party", scope="cluster")
def add_party(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """One more party: any organisation of the register, or one that is on no list."""
    found, version = draft_in(request, cluster_id, agreement_id)
    held = _parties(found)
    start = {"version": found.version, "role": PartyRole.MEMBER.value}
    form = AddPartyForm(posted(request), initial=start)
    done = attempt(request, form, lambda: _add(request, form, version, held))
    if done:
        say(request, f"{done.name} is a party now.")
        return redirect(agreement_url(found, "set_parties"))
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    context = {"form": form, "deed": "Add it", **_frame(found, version, "Add a party")}
    return render(request, "agreements/add_party.html", context)


@transaction.atomic
def _add(
    request: SpinneyRequest, form: AddPartyForm, version: Version, held: list[Party]
) -> register.Organisation:
    data, time = form.cleaned_data, now()
    if data["organisation"]:
        organisation = register.Organisation.objects.get(pk=int(data["organisation"]))
    else:
        organisation = register.add_organisation(
            facts={"name": data["new_name"]}, by=request.actor, now=time
        )
    lines = [PartyLine(one.organisation, PartyRole(one.role)) for one in held]
    actions.set_parties(
        version=version,
        parties=[*lines, PartyLine(organisation, PartyRole(data["role"]))],
        read=data["version"],
        by=request.actor,
        now=time,
    )
    return organisation
