"""What everybody sees of a survey once it is published, signed in or at a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.jobs import shown as job_shown
from spinney.base.web.task_links import task_link
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.letters.results import READ
from spinney.diagnostics.models import Asked, Publication, Survey
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.policies import surveys as survey_rules
from spinney.diagnostics.queries import published as read
from spinney.diagnostics.queries import surveys as read_surveys
from spinney.diagnostics.queries.compared import compared_for
from spinney.diagnostics.queries.group_findings import GroupFindings, Ranged, group_findings
from spinney.diagnostics.states import AskedState
from spinney.diagnostics.views.finding_pictures import Range, RangeChart
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.result_tables import FIGURES
from spinney.diagnostics.views.surveys import around

MOST_BARS = 30


@guard(policies, "results", scope="place")
@require_safe
def results(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """What came of a survey as everybody sees it: the newest, or an earlier publication."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    where = place_of(request, place)
    publication = read.publication_for(request.actor, survey, _number(request))
    context: dict[str, Any] = {
        **around(where, survey, ("What came of it", "")),
        "publication": publication,
        "can": deeds_of(survey, request.actor),
        "runs": survey_rules.runs(request.actor, place),
    }
    if publication is None:
        return render(request, "diagnostics/results.html", context)
    listing = FIGURES.listing(
        request,
        figures(survey, read.cells_of(publication)),
        file_name=f"{survey.title} results {publication.number}",
    )
    context |= shown(request.actor, publication)
    work = read.letters_being_written(request.actor, publication)
    context |= {
        "work": job_shown(work) if work else None,
        "listing": listing,
        "earlier": list(read.publications_for(request.actor, survey)),
    }
    return listing.export() or render(request, "diagnostics/results.html", context)


def _number(request: SpinneyRequest) -> int | None:
    asked = request.GET.get("number", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > 6:
        raise NotFound("There are no such results.")
    return int(asked)


def deeds_of(survey: Survey, actor: Actor) -> frozenset[str]:
    """What somebody may go on to from the results."""
    publishes = rules.publishes(survey, actor)
    fits = {
        "publish": publishes,
        "names": survey_rules.sees_names(survey, actor),
        "words": publishes,
        "themes": bool(survey.cluster_id) and survey_rules.runs(actor, survey.scope),
        "compare": survey.follows_id is not None,
    }
    return frozenset(deed for deed, fit in fits.items() if fit)


def figures(survey: Survey, cells: Sequence[read.Cell]) -> list[read.Row]:
    """Every figure in words, in the order of the survey."""
    return [row for result in read.results_of(survey, cells) for row in result.rows]


def shown(actor: Actor, publication: Publication) -> dict[str, Any]:
    """What a publication shows to somebody: pictures, words, and names where they were agreed."""
    survey = publication.survey
    cells = read.cells_of(publication)
    findings = findings_of(survey)
    found = group_findings(survey, cells)
    answered = int(publication.tables.get("answered", 0))
    counted = read.outcome_words(read.results_of(survey, cells), answered)
    return {
        "outcome": f"{found.outcome} {counted}".strip(),
        "pictures": pictures(found),
        "found": found,
        "named": read.named_for(actor, publication, findings),
        "texts": read.texts_for(actor, publication, findings),
        "divided": read.breakdown_words(publication.breakdowns),
    }


def pictures(found: GroupFindings) -> list[RangeChart]:
    """A picture of each thing that something can be shown of."""
    told = (
        ("Where help is needed", found.needs),
        ("What the group is good at", found.strengths),
        ("Where members would share", found.interest),
        ("Where somebody is employed for the work", found.posts),
        ("What is in place", found.baseline),
    )
    return [
        RangeChart(title, [_range(one) for one in rows[:MOST_BARS]])
        for title, rows in told
        if any(one.low is not None for one in rows)
    ]


def _range(one: Ranged) -> Range:
    return Range(one.label, one.low, one.high, one.words, one.why)


@guard(policies, "compared_results", scope="place")
@require_safe
def compared_results(request: SpinneyRequest, place: Scope, survey_id: int) -> HttpResponseBase:
    """What was published of a follow-up beside what was published of the survey it follows."""
    survey = read_surveys.survey_for(request.actor, place, survey_id)
    context = {
        "found": compared_for(request.actor, survey),
        **around(
            place_of(request, place), survey,
            ("What came of it", results_address(survey)), ("What has changed", ""),
        ),
    }  # fmt: skip
    return render(request, "diagnostics/compared_results.html", context)


# At a link --------------------------------------------------------------------------------------


def _asked_of(link: TaskLink) -> Asked | None:
    number = link.subject.rpartition(":")[2]
    rows = Asked.objects.select_related(
        "survey__cluster", "survey__programme", "survey__asks__instrument"
    )
    found = rows.filter(pk=int(number)).exclude(state=AskedState.WITHDRAWN).first()
    return found if found and subject_of(found) == link.subject else None


def _stands(link: TaskLink) -> bool:
    asked = _asked_of(link)
    rows = Publication.objects.filter(withdrawn_at=None)
    return asked is not None and rows.filter(survey=asked.survey_id).exists()


@task_link(READ, stands=_stands)
def read_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Somebody who was asked reads what came of it, without an account."""
    asked = _asked_of(link)
    if asked is None or step:
        raise NotFound("There are no such results. Open the link from the e-mail again.")
    survey = asked.survey
    publication = (
        Publication.objects.filter(survey=survey, withdrawn_at=None).order_by("-number").first()
    )
    context: dict[str, Any] = {"survey": survey, "publication": publication, "by_link": True}
    if publication is not None:
        context |= shown(request.actor, publication)
        context["rows"] = figures(survey, read.cells_of(publication))
    return render(request, "diagnostics/read_results.html", context)


def results_address(survey: Survey) -> str:
    return reverse("diagnostics:results", args=[survey.scope, survey.pk])
