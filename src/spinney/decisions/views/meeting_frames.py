"""What every page about a meeting shows around its own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.guard import SpinneyRequest
from spinney.clusters import api as clusters
from spinney.decisions.models import Meeting
from spinney.decisions.queries.meetings import get_meeting
from spinney.decisions.views.around import around_cluster

MEETINGS = "Meetings"


def meeting_in(request: SpinneyRequest, cluster_id: int, pk: int) -> Meeting:
    """The meeting of an address, for whoever asks. Raises NotFound."""
    return get_meeting(request.actor, cluster_id, pk)


def meeting_url(meeting: Meeting, verb: str = "meeting", *more: object) -> str:
    """The address of a page of one meeting; of its own page, if no verb is named."""
    name = f"decisions:{verb.replace('_', '-')}"
    return reverse(name, args=[meeting.cluster_id, meeting.pk, *more])


def around_meetings(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page about the cluster's meetings; `more` follow "Meetings"."""
    listed = reverse("decisions:meetings", args=[cluster.pk]) if more else ""
    return around_cluster(cluster, (MEETINGS, listed), *more)


def around_meeting(
    meeting: Meeting, *more: tuple[str, str], is_named: bool = False
) -> dict[str, Any]:
    """The frame of a page of one meeting; `more` are the crumbs that follow its own. `is_named`:
    the page's heading names the meeting, so that its cluster stands above it.
    """
    own = (meeting.title, meeting_url(meeting) if more else "")
    found = around_meetings(meeting.cluster, own, *more)
    return found | {
        "meeting": meeting,
        "caption": meeting.title if more and not is_named else meeting.cluster.name,
        "back_url": meeting_url(meeting) if more else "",
    }
