"""What of this room a cluster waits for, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.diagnostics.models import SupportRequest, Survey
from spinney.diagnostics.states import RequestState, SurveyState


@clusters.add_wait_source
def waits(cluster: clusters.Cluster, today: date, runs_it: bool) -> Iterator[clusters.Waiting]:
    """Open surveys, on those asked (never on whom of them); and for those who run the cluster, the
    help that members have asked for.
    """
    for survey in Survey.objects.filter(
        cluster=cluster, state=SurveyState.OPEN, removed_at=None
    ).order_by("closes_at"):
        yield clusters.Waiting(
            "Those asked",
            f"answer “{survey.title}” by {day(survey.closes_at)}",
            reverse("diagnostics:survey", args=[survey.scope, survey.pk]),
        )
    if runs_it:
        asked = SupportRequest.objects.filter(cluster=cluster, state=RequestState.ASKED)
        for one in asked.select_related("organisation").order_by("asked_at"):
            yield clusters.Waiting(
                "The facilitator",
                f"find help for {one.organisation.name}: {one.what}",
                reverse("diagnostics:request", args=[one.scope, one.pk]),
            )
