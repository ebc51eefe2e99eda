"""The page of the terms in force: what every room of the cluster goes by, in plain words."""

from __future__ import annotations

from datetime import date

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.agreements import policies
from spinney.agreements.bridge.terms import place_words
from spinney.agreements.forms.terms_on import TermsOnForm
from spinney.agreements.queries.terms_page import TermRow, page_of
from spinney.agreements.views.around import around_cluster
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.clusters import api as clusters

TERMS = Table(
    name="terms",
    caption="Terms in force",
    noun="term",
    columns=[
        Column("group", "About"),
        Column("title", "Term"),
        Column("words", "What holds"),
        Column("is_agreed", "Agreed", kind="yes_no"),
        Column("places", "From", value=lambda r: "; ".join(place_words(s) for s in r.sources)),
        Column("since", "Since", kind="date", value=lambda r: r.source.since if r.source else None),
        Column("until", "Until", kind="date", value=lambda r: r.source.until if r.source else None),
    ],
    empty=Empty("There are no terms"),
)


@guard(policies, "terms", scope="cluster")
@require_safe
def terms(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The terms of the cluster on a day, with where each comes from."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    today = localdate()
    form = TermsOnForm(request.GET if _asks_for_a_day(request) else None)
    on, since = form.days(today) if form.is_valid() else (today, None)
    page = page_of(cluster, on, since)
    rows: list[TermRow] = page.rows
    listing = TERMS.listing(request, rows, file_name=f"{cluster.name} terms {on.isoformat()}")
    context = {
        **around_cluster(cluster, ("Terms in force", "")),
        "page": page,
        "form": form if form.is_bound else TermsOnForm(),
        "listing": listing,
        "today": today,
        "outcome": _outcome(page.agreed, len(rows), on, today),
        "here": reverse("agreements:terms", args=[cluster.pk]),
    }
    return listing.export() or render(request, "agreements/terms.html", context)


def _asks_for_a_day(request: SpinneyRequest) -> bool:
    return any(key.startswith(("on_", "since_")) for key in request.GET)


def _outcome(agreed: int, whole: int, on: date, today: date) -> str:
    when = "Today" if on == today else f"On {day(on)}"
    verb = "is" if on == today else "was" if on < today else "will be"
    plural = {"is": "are", "was": "were", "will be": "will be"}[verb]
    if not agreed:
        return (
            f"{when} none of {whole} terms {verb} agreed. For each of them you see what Spinney"
            " does until you agree otherwise."
        )
    said = f"{when} {counted(agreed, 'term')} {verb if agreed == 1 else plural} agreed"
    return f"{said}. For the other {whole - agreed} you see what Spinney does until you agree."
