"""The library of a place; one instrument's questions, versions, paper and files."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.export import XLSX_TYPE, file_name
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.bridge import workbooks
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.paper import pages_on_paper
from spinney.diagnostics.engine.comparing import compare
from spinney.diagnostics.engine.describing import described, differences
from spinney.diagnostics.engine.saying import condition_words
from spinney.diagnostics.models import Instrument, Version
from spinney.diagnostics.policies.surveys import runs
from spinney.diagnostics.queries import instruments as read
from spinney.diagnostics.queries.surveys import survey_for
from spinney.diagnostics.states import Mode, VersionState
from spinney.diagnostics.views.places import Place, place_of

TITLE = "Questions to ask"
TONES = {read.READY: Tone.GO, read.WRITTEN: Tone.WAITS, read.AWAY: Tone.QUIET}


def address(place: Scope, instrument: Instrument, verb: str = "instrument") -> str:
    """Where something is done with an instrument."""
    return reverse(f"diagnostics:{verb}", args=[place, instrument.pk])


def around(
    place: Place, instrument: Instrument | None = None, *more: tuple[str, str]
) -> dict[str, Any]:
    """What every page of instruments shows: whose it is, and the way there."""
    inner = bool(instrument or more)
    here = [(TITLE, reverse("diagnostics:instruments", args=[place.scope]) if inner else "")]
    if instrument is not None:
        here.append((instrument.title, address(place.scope, instrument) if more else ""))
    found = {
        "place": place,
        "instrument": instrument,
        "trail": place.trail(*here, *more),
        "caption": instrument.title if instrument and more else place.name,
    }
    return found | ({"brand": place.brand} if place.brand else {})


def number_in(request: HttpRequest, name: str = "version") -> int | None:
    """The number of a version in the address; None without. Raises NotFound for anything else."""
    said = request.GET.get(name, "")
    if not said:
        return None
    if not said.isascii() or not said.isdecimal() or len(said) > 9:
        raise NotFound("There is no such version.")
    return int(said)


def _table(place: Scope) -> Table:
    return Table(
        name="instruments",
        caption=TITLE,
        noun="set of questions",
        nouns="sets of questions",
        default_order="title",
        columns=[
            Column(
                "title",
                "Questions",
                order_by="title",
                link=lambda one: address(place, one),
                note=lambda one: one.purpose,
            ),
            Column("minutes", "Takes", kind="minutes", order_by="minutes"),
            Column("whose", "Whose", value=lambda one: read.WHOSE[one.whose], order_by="whose"),
            Column("number", "Version", kind="number"),
            Column(
                "standing", "Now", kind="status", order_by="standing",
                value=lambda one: Status(read.STANDING[one.standing], TONES[one.standing]),
            ),
            Column("purpose", "What for", only="file"),
            Column("source", "What they rest on", only="file"),
        ],
        filters=[
            ChoiceFilter("whose", "Whose", field="whose", labels=read.WHOSE),
            ChoiceFilter("standing", "Now", field="standing", labels=read.STANDING),
        ],
        search=["title", "purpose"],
        empty=Empty("No questions yet", "Write some, or bring a form from a file."),
    )  # fmt: skip


@guard(policies, "instruments", scope="place")
@require_safe
def instruments(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """What can be asked here: what comes with Spinney, and the place's own."""
    where = place_of(request, place)
    rows = read.library(request.actor, place)
    listing = _table(place).listing(request, rows, file_name=f"{where.name} questions")
    context = {
        "listing": listing,
        "runs": runs(request.actor, place),
        "thrown_away": read.thrown_away(request.actor, place),
        **around(where),
    }
    return listing.export() or render(request, "diagnostics/instruments.html", context)


@guard(policies, "instrument", scope="place")
@require_safe
def instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """One instrument: every question in plain words, its versions, and where it is asked."""
    where = place_of(request, place)
    found = read.instrument_for(request.actor, place, instrument_id)
    versions = read.versions_of(request.actor, place, found)
    shown = read.version_shown(versions, number_in(request))
    definition = definition_of(shown)
    runs_it = runs(request.actor, place)
    drafts = [one for one in versions if one.state == VersionState.DRAFT]
    published = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    asked = read.asked_in(request.actor, place, found)
    context = {
        "version": shown,
        "ask_url": f"{reverse('diagnostics:make-survey', args=[place])}?asks={shown.pk}",
        "definition": definition,
        "sections": described(definition),
        "count": sum(one.number > 0 for s in described(definition) for one in s.questions),
        "versions": versions,
        "draft": drafts[0] if drafts else None,
        "published": published,
        "whose": read.WHOSE[found.whose],  # type: ignore[attr-defined]
        "runs": runs_it,
        "own": runs_it and found.scope == place,
        "surveys": asked,
        "older": [s for s in asked if published and s.asks.number < published.number],
        **around(where, found),
    }
    return render(request, "diagnostics/instrument.html", context)


def version_in(
    request: SpinneyRequest, place: Scope, instrument_id: int
) -> tuple[Instrument, Version]:
    """The instrument and the version that an address names. Raises NotFound."""
    found = read.instrument_for(request.actor, place, instrument_id)
    versions = read.versions_of(request.actor, place, found)
    return found, read.version_shown(versions, number_in(request))


@guard(policies, "compare_versions", scope="place")
@require_safe
def compare_versions(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """What changed from the version before, and which answers can still be compared."""
    where = place_of(request, place)
    found, newer = version_in(request, place, instrument_id)
    older = read.before(newer)
    if older is None:
        raise NotFound("This is the first version, so there is nothing to compare it with.")
    pair = compare(definition_of(older), definition_of(newer))
    context = {
        "newer": newer,
        "older": older,
        "differences": differences(pair),
        "n_comparable": len(pair.comparable),
        **around(where, found, (f"What changed in version {newer.number}", "")),
    }
    return render(request, "diagnostics/compare_versions.html", context)


@guard(policies, "print_instrument", scope="place")
@require_safe
def print_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """A worksheet: the questions on paper, with a code for each, to be filled in by hand. With
    `survey` in the address it bears that survey's name and promise.
    """
    where = place_of(request, place)
    found, version = version_in(request, place, instrument_id)
    survey = None
    if number := number_in(request, "survey"):
        survey = survey_for(request.actor, place, number)
        if survey.asks.instrument_id != found.pk:
            raise NotFound("This survey asks other questions.")
        version = survey.asks
    definition = definition_of(version)
    pages = [
        {
            "page": page,
            "only_if": condition_words(definition, page.section.relevant),
            "asked": [
                (one, condition_words(definition, one.question.relevant)) for one in page.asked
            ],
        }
        for page in pages_on_paper(definition, today=localdate())
    ]
    context = {
        "survey": survey,
        "unnamed": survey is not None and survey.mode == Mode.DETACHED,
        "version": version,
        "definition": definition,
        "pages": pages,
        "place": where,
        "instrument": found,
        "brand": where.brand,
        "back_url": address(place, found),
    }
    return render(request, "diagnostics/print_instrument.html", context)


@guard(policies, "export_instrument", scope="place")
@require_safe
def export_instrument(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """A version as a file: XLSForm, which other tools open, or JSON."""
    place_of(request, place)
    found, version = version_in(request, place, instrument_id)
    kind = request.GET.get("as", "xlsx")
    definition = definition_of(version)
    if kind == "xlsx":
        data, media = workbooks.xlsform_of(version), XLSX_TYPE
    elif kind == "json":
        text = json.dumps(definition.to_json(), ensure_ascii=False, indent=1)
        data, media = text.encode(), "application/json"
    else:
        raise BadInput("Choose a file of the kind xlsx or json.")
    response = HttpResponse(data, content_type=media)
    name = file_name(f"{found.title} version {version.number}", localdate(), kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
