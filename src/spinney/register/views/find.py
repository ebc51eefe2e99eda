"""Finding organisations: the list, and suggestions for a picker."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from spinney.base.kernel.policy import allows
from spinney.base.web import picker
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.forms.find import WhereForm
from spinney.register.policies.duplicates import check_judges
from spinney.register.queries.find import MOST_MATCHES, ON_PAGES, Asked
from spinney.register.queries.find import find as find_organisations
from spinney.register.queries.pick import options
from spinney.register.views.find_table import listing_of

IN_FILES = (*ON_PAGES, "website", "source", "checked_on")


@guard(policies, "find")
def find(request: SpinneyRequest) -> HttpResponseBase:
    """The register, searched and filtered; the address holds everything that was asked."""
    asks_where = any(request.GET.get(name) for name in ("place", "near"))
    form = WhereForm(request.GET if asks_where else None)
    if asks_where:
        form.is_valid()
    asked = Asked(request.GET.get("q", "").strip(), form.place_asked, form.point, form.within_km)
    found = find_organisations(request.actor, asked)
    columns = IN_FILES if request.GET.get("as") else ON_PAGES
    rows: Any = SimpleLazyObject(lambda: found.rows.prefetch_related("identifiers").only(*columns))
    listing = listing_of(request, rows, matches=found.matches, with_distance=form.point is not None)
    if file := listing.export():
        return file
    context = {
        "listing": listing,
        "form": form,
        "cut": MOST_MATCHES if found.cut else 0,
        "may_judge": allows(check_judges, request.actor),
    }
    return render(request, _template(request), context)


def _template(request: SpinneyRequest) -> str:
    """The page; while somebody types, its rows alone; when the typing rests, the counts."""
    if not request.headers.get("HX-Request"):
        return "register/find.html"
    wants_counts = request.headers.get("HX-Target") == "organisation-filters"
    return "register/find_filters.html" if wants_counts else "register/find_rows.html"


@guard(policies, "suggest_organisations")
def suggest_organisations(request: SpinneyRequest) -> HttpResponse:
    """What a picker offers for what was typed so far (?q=)."""
    return picker.answer(options(request.GET.get("q", "")))
