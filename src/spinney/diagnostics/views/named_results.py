"""The facilitator's own view of a survey, with names, and the costs that she sets."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.diagnostics import policies
from spinney.diagnostics.actions import results as actions
from spinney.diagnostics.forms.results import UpgradeForm
from spinney.diagnostics.policies.surveys import check_sees_names
from spinney.diagnostics.queries import named_results as read
from spinney.diagnostics.queries import surveys as read_surveys
from spinney.diagnostics.views.finding_pictures import HeatMap, HeatRow
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.result_tables import ANSWERS, RENEWALS, upgrades_table
from spinney.diagnostics.views.surveys import around

TITLE = "With names"


@guard(policies, "named_results", scope="place")
@require_safe
def named_results(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """All that was sent, with names: needs beside strengths, posts, costs, gaps, dates."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    found = read.named_results(request.actor, survey)
    where = place_of(request, place)
    renewals = RENEWALS.listing(
        request, list(found.renewals), file_name=f"{survey.title} dates", prefix="r"
    )
    upgrades = upgrades_table(survey).listing(
        request, list(found.gaps), file_name=f"{survey.title} upgrades", prefix="u"
    )
    answers = ANSWERS.listing(
        request,
        read.every_answer(request.actor, survey),
        file_name=f"{survey.title} answers with names",
    )
    for listing in (renewals, upgrades, answers):
        if (file := listing.export()) is not None:
            return file
    context: dict[str, Any] = {
        "found": found,
        "outcome": read.headline(found),
        "pictures": heat_maps(found),
        "renewals": renewals,
        "upgrades": upgrades,
        "listing": answers,
        "fragile": fragile_words(found),
        "today": localdate(),
        **around(where, survey, (TITLE, "")),
    }
    return render(request, "diagnostics/named_results.html", context)


def heat_maps(found: read.NamedResults) -> list[HeatMap]:
    """Needs and strengths, side by side: hot topics are not all bad news."""
    names = [one.name for one in found.who]
    keys = [one.key for one in found.who]
    instrument = found.findings.instrument

    def lines(which: str) -> list[HeatRow]:
        rows: list[tuple[float, read.HeatRow]] = [
            (getattr(row, f"mean_{which}"), row)
            for row in found.heat
            if getattr(row, f"mean_{which}") is not None
        ]
        rows.sort(key=lambda pair: -pair[0])
        return [
            HeatRow(
                read.area_words(instrument, row.area), [getattr(row, which).get(k) for k in keys]
            )
            for _, row in rows
        ]

    told = (("Where help is needed", lines("need")), ("What they are good at", lines("strength")))
    return [HeatMap(title, names, rows) for title, rows in told if rows]


def fragile_words(found: read.NamedResults) -> list[tuple[str, str]]:
    """Who leans on too few people, as a list of what and who."""
    if found.fragility is None:
        return []
    told = (
        ("Fewer than four full-time staff", found.fragility.few_staff),
        ("Hangs on one person", found.fragility.one_key_person),
        ("Not known", found.fragility.unknown),
    )
    return [(what, found.named(keys)) for what, keys in told if keys]


@guard(policies, "organisation_answers", scope="place")
@require_safe
def organisation_answers(
    request: SpinneyRequest, place: Scope, survey_id: int, asked_id: int
) -> HttpResponseBase:
    """All that one organisation answered, for those who may see names."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    rows = read.every_answer(request.actor, survey, asked_id)
    where = place_of(request, place)
    name = rows[0].organisation if rows else ""
    url = reverse("diagnostics:named-results", args=[place, survey_id])
    listing = ANSWERS.listing(request, rows, file_name=f"{survey.title} {name}")
    context = {
        "listing": listing,
        "name": name or "No answers",
        **around(where, survey, (TITLE, url), (name, "")),
    }
    return listing.export() or render(request, "diagnostics/organisation_answers.html", context)


@guard(policies, "set_upgrade", scope="place")
def set_upgrade(request: SpinneyRequest, place: Scope, survey_id: int, key: str) -> HttpResponse:
    """Put an own figure on what it costs to mend a gap."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    check_sees_names(survey, request.actor)
    mending = read.upgrade_of(request.actor, survey, key)
    where = place_of(request, place)
    back = reverse("diagnostics:named-results", args=[place, survey_id])
    own = mending.own
    start = {"cost_pence": own.cost_pence, "note": own.note} if own else {}
    form = UpgradeForm(posted(request), initial=start)

    def deed() -> bool:
        actions.set_upgrade(survey=survey, key=key, by=request.actor, now=now(), **form.said())
        return True

    if attempt(request, form, deed):
        say(request, "The cost is kept, and the list of upgrades counts with it.")
        return redirect(f"{back}#upgrades")
    context = {
        "form": form, "deed": "Keep it", "mending": mending,
        **around(where, survey, (TITLE, back), ("What it costs", "")),
    }  # fmt: skip
    return render(request, "diagnostics/set_upgrade.html", context)
