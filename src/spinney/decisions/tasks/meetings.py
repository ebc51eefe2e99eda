"""What meetings do by themselves: those who have not said whether they come are reminded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.duties import duty
from spinney.decisions.actions.invitations import remind_invited
from spinney.decisions.models import Meeting
from spinney.decisions.states import MeetingState

REMIND_DAYS_BEFORE = 3
BY = Actor.system("meetings")


@duty("decisions: remind members who have not said whether they come", daily_at=time(9, 15))
def remind_of_meetings(now: datetime) -> None:
    """Some days before a meeting, ask those again who have not said; whoever was only called within
    those days is not asked twice.
    """
    on = localdate(now) + timedelta(days=REMIND_DAYS_BEFORE)
    called = Meeting.objects.filter(
        state=MeetingState.CALLED, starts_at__gt=now,
        called_at__lt=now - timedelta(days=REMIND_DAYS_BEFORE - 1),
    )  # fmt: skip
    for meeting in called.select_related("cluster"):
        if meeting.starts_at is not None and localdate(meeting.starts_at) == on:
            try:
                remind_invited(meeting=meeting, by=BY, now=now)
            except WrongState:
                continue  # everybody has said
