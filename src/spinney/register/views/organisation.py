"""The page of one organisation."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from spinney.base.kernel.actors import organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components import words
from spinney.base.web.components.parts import Link, SummaryRow, crumbs
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.queries.claims import has_claimed
from spinney.register.queries.pages import own_pages_of
from spinney.register.queries.profile import Fact, profile

DEEDS = {
    "keep_profile": "Keep this profile",
    "list_evidence": "Evidence",
    "list_mandates": "Who acts for it",
    "claim_organisation": "I act for this organisation",
}


@guard(policies, "organisation")
def organisation(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Who it is, how large, where and what for, and where each fact came from."""
    shown = profile(request.actor, organisation_id)
    if shown.organisation.pk != organisation_id:
        return redirect("register:organisation", shown.organisation.pk)
    context = {
        "shown": shown,
        "claim_waits": has_claimed(request.actor, organisation_id),
        "may_judge": _may(request, organisation_id, "merge_organisations"),
        "deeds": [
            Link(label, reverse(f"register:{verb.replace('_', '-')}", args=[organisation_id]))
            for verb, label in DEEDS.items()
            if _may(request, organisation_id, verb)
        ]
        + own_pages_of(request.actor, organisation_id),
        "organisation": shown.organisation,
        "trail": crumbs(
            ("Home", "/"),
            ("Organisations", reverse("register:find")),
            (shown.organisation.name, ""),
        ),
        "about": rows_of(shown.about),
        "size": rows_of(shown.size),
        "reach": rows_of(shown.reach),
    }
    return render(request, "register/organisation.html", context)


def _may(request: SpinneyRequest, organisation_id: int, verb: str) -> bool:
    if verb == "claim_organisation" and request.actor.organisation_id == organisation_id:
        return False
    if verb == "claim_organisation" and has_claimed(request.actor, organisation_id):
        return False
    scope = organisation_scope(organisation_id)
    return may(policies.MAY, verb, by=request.actor, scope=scope)


def rows_of(facts: Iterable[Fact]) -> list[SummaryRow]:
    """Facts as lines of a summary list, each with its source and when it was checked."""
    return [SummaryRow(fact.label, fact.value, note=origin_of(fact)) for fact in facts]


def origin_of(fact: Fact) -> str:
    """Where a fact came from, and what contradicts it."""
    said = f"From {fact.source}"
    if fact.checked_on:
        said += f", checked {words.day(fact.checked_on)}"
    return f"{said}. {fact.differs}." if fact.differs else f"{said}."
