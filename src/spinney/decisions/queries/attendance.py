"""Who came to meetings, over time: for the members, for those who run the cluster, for payments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.decisions.models import Meeting, Presence
from spinney.decisions.queries.meetings import visible_to
from spinney.decisions.states import CAME, MeetingState


@dataclass(frozen=True)
class Attended:
    """How an organisation was at one meeting that is over. `minutes_there` is how long it was
    there, to the nearest minute (a button pressed a moment late takes nobody's minute): less what
    it came late, and from when it left; 0 if it did not come.
    """

    meeting_id: int
    title: str
    held_on: date
    opened_at: datetime
    closed_at: datetime
    organisation_id: int
    organisation: str
    how: str
    late_minutes: int
    left_at: datetime | None

    @property
    def came(self) -> bool:
        return self.how in CAME

    @property
    def minutes_there(self) -> int:
        if not self.came:
            return 0
        until = min(self.left_at or self.closed_at, self.closed_at)
        there = round((until - self.opened_at) / timedelta(minutes=1))
        return max(there - self.late_minutes, 0)


def attendance(cluster: clusters.Cluster, first: date, last: date) -> list[Attended]:
    """How each organisation was at the cluster's meetings that were held and are over, from a day
    to a day, both included; in the order of the meetings, then by name. Organisations of whom
    nothing was noted are left out. One query.
    """
    rows = (
        Presence.objects.filter(
            meeting__cluster=cluster, meeting__state=MeetingState.HELD,
            meeting__opened_at__isnull=False, meeting__closed_at__isnull=False,
        )
        .exclude(how="")
        .select_related("meeting", "organisation")
        .order_by("meeting__starts_at", "meeting_id", "organisation__name", "pk")
    )  # fmt: skip
    found = (_attended(one) for one in rows)
    return [one for one in found if first <= one.held_on <= last]


def _attended(one: Presence) -> Attended:
    meeting = one.meeting
    starts = meeting.starts_at or meeting.opened_at
    if starts is None or meeting.opened_at is None or meeting.closed_at is None:
        raise ValueError(f"{meeting!r} is not over.")
    return Attended(
        meeting.pk, meeting.title, localdate(starts), meeting.opened_at, meeting.closed_at,
        one.organisation_id, one.organisation.name, one.how, one.late_minutes, one.left_at,
    )  # fmt: skip


@dataclass(frozen=True)
class PatternRow:
    """One organisation over the meetings: how it was at each (None: nothing noted, or it did not
    belong yet), and how often it came.
    """

    organisation_id: int
    name: str
    tier: str
    marks: Sequence[Attended | None]

    @property
    def of(self) -> int:
        return sum(mark is not None for mark in self.marks)

    @property
    def came(self) -> int:
        return sum(mark is not None and mark.came for mark in self.marks)

    @property
    def late(self) -> int:
        return sum(mark is not None and mark.late_minutes > 0 for mark in self.marks)

    @property
    def left(self) -> int:
        return sum(mark is not None and mark.left_at is not None for mark in self.marks)

    @property
    def share(self) -> float:
        return self.came / self.of if self.of else 0.0


@dataclass(frozen=True)
class Patterns:
    """Who came to which meeting, the oldest first."""

    meetings: Sequence[Meeting]
    rows: Sequence[PatternRow]


def patterns_for(by: Actor, cluster: clusters.Cluster) -> Patterns:
    """How every organisation that belongs today was at the meetings that are over, by name. Three
    queries.
    """
    held = visible_to(by).filter(cluster=cluster, state=MeetingState.HELD, closed_at__isnull=False)
    meetings = list(held.order_by("starts_at", "pk"))
    marks: dict[int, dict[int, Attended]] = defaultdict(dict)
    for one in attendance(cluster, date.min, date.max):
        marks[one.organisation_id][one.meeting_id] = one
    rows = [
        PatternRow(
            one.organisation_id, one.organisation_name, one.tier,
            [marks[one.organisation_id].get(meeting.pk) for meeting in meetings],
        )
        for one in clusters.belongs(cluster)
    ]  # fmt: skip
    return Patterns(meetings, rows)
