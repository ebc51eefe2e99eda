"""What the decisions room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.signs import Sign, Signs
from spinney.base.web.components.words import counted
from spinney.decisions.models import Decision, Meeting
from spinney.decisions.states import DecisionState, MeetingState


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Meetings held and decisions that stand, until a day. Three queries."""
    found: Signs = {one: [] for one in cluster_ids}
    rows = Decision.objects.filter(
        cluster__in=found, decided_on__lte=at, state=DecisionState.STANDS
    )
    for one in rows.select_related("ballot").prefetch_related("outline"):
        url = reverse("decisions:decision", args=[one.cluster_id, one.number])
        here, words = found[one.cluster_id], f"Decision {one.number}: {one.title}"
        here.append(Sign("decisions.decided", one.decided_on, words, url))
        lines = len(one.outline.all())
        if lines:
            words = f"{words} ({counted(lines, 'priority', 'priorities')})"
            here.append(Sign("decisions.priorities", one.decided_on, words, url, lines))
        if one.ballot is not None:
            key = "decisions.lead" if one.ballot.elects_lead else "decisions.voted"
            here.append(Sign(key, one.decided_on, words, url))
    held = Meeting.objects.filter(
        cluster__in=found, state=MeetingState.HELD, opened_at__date__lte=at
    )
    for meeting in held:
        assert meeting.opened_at is not None  # noqa: S101 - asked for above
        url = reverse("decisions:meeting", args=[meeting.cluster_id, meeting.pk])
        words = f"“{meeting.title}” was held"
        found[meeting.cluster_id].append(
            Sign("decisions.met", localdate(meeting.opened_at), words, url)
        )
    return found
