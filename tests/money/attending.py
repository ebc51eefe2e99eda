"""Meetings that members came to, and rates at which they are paid, for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from spinney.decisions.models import Meeting, Presence
from spinney.money.actions.attendance import RateSaid, add_attendance_rate
from spinney.money.models import AttendanceRate, RingFence
from spinney.register.models import Organisation
from tests.decisions.meeting import ENDS, STARTS
from tests.money.making import NOON as MADE
from tests.money.making import a_fund, a_ring_fence
from tests.personas import Wood

NOON = datetime(2026, 4, 10, 12, tzinfo=ENDS.tzinfo)
FIRST = date(2026, 1, 1)


def met(wood: Wood, *came: Organisation, how: str = "in_person") -> Meeting:
    """A meeting of two hours that is over, and who came."""
    meeting = Meeting.objects.create(
        cluster=wood.cluster, title="Members’ meeting", state="held", starts_at=STARTS,
        ends_at=ENDS, opened_at=STARTS, closed_at=ENDS, made_at=MADE, made_by="person:1",
    )  # fmt: skip
    for one in came:
        Presence.objects.create(meeting=meeting, organisation=one, how=how, noted_at=ENDS)
    return meeting


def a_rate(wood: Wood, fence: RingFence | None = None, **changes: Any) -> AttendanceRate:
    """£40 a meeting, for all members."""
    fence = fence or a_ring_fence(a_fund(wood.cluster))
    fields: dict[str, Any] = {"pence": 4_000, "per": "meeting", "from_day": FIRST}
    return add_attendance_rate(
        ring_fence=fence, said=RateSaid(**fields | changes), by=wood.ash, now=MADE
    )
