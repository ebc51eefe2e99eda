"""What is around the pages of reports, and how a report is shown in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from spinney.base.kernel.actors import Scope
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.evaluation.bridge import kept_reports as kept
from spinney.evaluation.models import Report
from spinney.evaluation.queries import reports as read
from spinney.evaluation.views.around import around_cluster, around_programme

TITLE = "Reports"


def place_of(request: SpinneyRequest, place: Scope) -> clusters.Cluster | clusters.Programme:
    """The cluster or programme of an address. Raises NotFound to outsiders."""
    if place.kind == "cluster":
        return clusters.cluster_for(request.actor, place.id)
    return clusters.get_programme(request.actor, place.id)


def around(request: SpinneyRequest, place: Scope, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of reports; `more` are the crumbs that follow the list of them."""
    of = place_of(request, place)
    here = (TITLE, reverse("evaluation:reports", args=[place]) if more else "")
    if isinstance(of, clusters.Cluster):
        return {"place": place, **around_cluster(of, here, *more)}
    return {"place": place, **around_programme(of, here, *more)}


def around_report(
    request: SpinneyRequest, report: Report, *more: tuple[str, str]
) -> dict[str, Any]:
    """The frame of a page of one report."""
    url = reverse("evaluation:report", args=[report.scope, report.pk])
    own = (report.title, url if more else "")
    found = around(request, report.scope, own, *more)
    return found | {"report": report, "back_url": url, "pictures_at": f"{url}pictures/"}


def report_in(request: SpinneyRequest, place: Scope, report_id: int) -> Report:
    """The report of an address, for whoever asks."""
    return read.report_for(request.actor, place, report_id)


def look_of(report: Report, whole: kept.Whole, made_at: datetime) -> kept.Look:
    """How a report is told."""
    standing = kept.standing_of(whole)
    return kept.Look(read.place_name(report), standing, not whole.number, made_at)


def shown(report: Report, whole: kept.Whole) -> dict[str, Any]:
    """A report's sections and notes for its pages; the path of each note leads to the records."""
    made = kept.composed(whole, look_of(report, whole, now()), to_print=False)
    return {
        "sections": kept.shown(made, whole.gathered),
        "notes": made.notes,
        "standing": kept.standing_of(whole),
        "whole": whole,
    }
