"""What the evaluation room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.evaluation.models import LearningPresence, Report
from spinney.evaluation.states import EventState, ReportState

FINISHED = (ReportState.PUBLISHED, ReportState.PUBLIC)


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Reports finished and made public, and learning together. Two queries."""
    found: Signs = {one: [] for one in cluster_ids}
    reports = Report.objects.filter(
        cluster__in=found, state__in=FINISHED, frozen_on__lte=at, removed_at=None
    ).only("cluster", "title", "state", "frozen_on")
    for one in reports:
        assert one.frozen_on is not None  # noqa: S101 - asked for above
        assert one.cluster_id is not None  # noqa: S101
        url = reverse("evaluation:report", args=[one.scope, one.pk])
        here, name = found[one.cluster_id], f"The report “{one.title}”"
        here.append(Sign("evaluation.report", one.frozen_on, f"{name} was finished", url))
        if one.state == ReportState.PUBLIC:
            here.append(Sign("evaluation.public", one.frozen_on, f"{name} is public", url))
    came = LearningPresence.objects.filter(
        cluster__in=found, event__state=EventState.HELD, event__held_on__lte=at
    ).select_related("event")
    told: set[tuple[int, int]] = set()
    for presence in came:
        if (presence.cluster_id, presence.event_id) in told:
            continue
        told.add((presence.cluster_id, presence.event_id))
        words = f"“{presence.event.title}”: your cluster was there"
        url = reverse("evaluation:learning", args=[presence.cluster_id])
        found[presence.cluster_id].append(
            Sign("evaluation.learning", presence.event.held_on, words, url)
        )
    return found
