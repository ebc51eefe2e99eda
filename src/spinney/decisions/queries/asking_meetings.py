"""What meetings ask of people on Home: to say if they come, to finish minutes, to settle what is
wrong in them, to approve them. A handful of queries, however many meetings there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.web.components.words import day
from spinney.decisions.models import Meeting, Minutes, Presence
from spinney.decisions.states import MeetingState, MinutesState

COME_MINUTES, READ_MINUTES, WRITE_MINUTES, SETTLE_MINUTES = 1, 5, 15, 5
RUNS_IT = (Role.FACILITATOR,)


@add_ask_source
def asked_to_come(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether her organisation comes, where it has not said."""
    mine = actor.organisation_id
    belongs = actor.ids_of("cluster", Role.MEMBER, Role.VOTER, Role.OBSERVER)
    if mine is None or not belongs:
        return
    waiting = Presence.objects.filter(
        organisation=mine, expected="", meeting__cluster__in=belongs,
        meeting__state=MeetingState.CALLED, meeting__starts_at__gt=now,
    ).select_related("meeting__cluster")  # fmt: skip
    for one in waiting.order_by("meeting__starts_at", "pk"):
        meeting = one.meeting
        yield Ask(
            f"Say if you come to {meeting.title} on {day(meeting.starts_at)}",
            _url(meeting, "answer-invitation"), minutes=COME_MINUTES,
            organisation=actor.organisation_name, cluster=meeting.cluster.name,
            cluster_id=meeting.cluster_id, by_when=localdate(meeting.starts_at),
            waits=actor.organisation_name,
        )  # fmt: skip


@add_ask_source
def asked_of_those_who_run(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Of a facilitator: to end a meeting that was left open, to send minutes, to settle what
    members found wrong, and to approve them.
    """
    runs = actor.ids_of("cluster", *RUNS_IT)
    if not runs:
        return
    rows = Minutes.objects.filter(meeting__cluster__in=runs).exclude(state=MinutesState.APPROVED)
    for minutes in rows.select_related("meeting__cluster").order_by("meeting__starts_at", "pk"):
        found = _waiting(minutes, now)
        if found is not None:
            what, verb, length = found
            meeting = minutes.meeting
            yield Ask(
                what, _url(meeting, verb), minutes=length, cluster=meeting.cluster.name,
                cluster_id=meeting.cluster_id, waits="the facilitator",
            )  # fmt: skip


def _waiting(minutes: Minutes, now: datetime) -> tuple[str, str, int] | None:
    """What is to be done about minutes now: in words, where, and how long it takes."""
    meeting = minutes.meeting
    name = f"{meeting.title} of {day(meeting.starts_at)}"
    if meeting.closed_at is None:
        late = meeting.until is not None and now > meeting.until + timedelta(hours=1)
        return (f"End {name}: it is still open", "take-minutes", WRITE_MINUTES) if late else None
    if minutes.state == MinutesState.DRAFT:
        return f"Finish and send the minutes of {name}", "minutes", WRITE_MINUTES
    if any(one["state"] == "waiting" for one in minutes.corrections):
        return f"Settle a correction to the minutes of {name}", "minutes", SETTLE_MINUTES
    until = minutes.corrections_until
    if until is not None and localdate(now) > until:
        return f"Approve the minutes of {name}", "approve-minutes", READ_MINUTES
    return None


def _url(meeting: Meeting, verb: str) -> str:
    return reverse(f"decisions:{verb}", args=[meeting.cluster_id, meeting.pk])
