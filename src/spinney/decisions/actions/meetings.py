"""Meetings: planned, called, changed, cancelled and brought back; and one that a poll found."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import Changes, check_unchanged, take_over
from spinney.base.web.components.words import day_and_time, listed
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import hand_down, invite_missing, lock_meeting
from spinney.decisions.bridge.winning_time import winning_time
from spinney.decisions.events import meetings as news
from spinney.decisions.letters import meetings as letters
from spinney.decisions.models import Ballot, Meeting
from spinney.decisions.policies import meetings as rules
from spinney.decisions.states import MeetingState


class Details(TypedDict, total=False):
    """What is said of a meeting; what is left out is empty, or stays as it is. `chair` is who is
    in the chair, in words.
    """

    purpose: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    online: str
    chair: str
    chair_independent: bool


NAMES = {
    "title": "what it is", "purpose": "what it is for", "starts_at": "when it begins",
    "ends_at": "when it ends", "place": "the place", "online": "where to join it online",
    "chair": "who is in the chair", "chair_independent": "whether the chair is independent",
}  # fmt: skip
IN_CALENDARS = ("title", "starts_at", "ends_at", "place", "online")
"""What stands in everybody's calendar: when it changes, calendars are told."""


def _note(verb: str, meeting: Meeting, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=meeting, at=now, scope=meeting.scope, title=meeting.title, **detail)


@transaction.atomic
def plan_meeting(
    *,
    cluster: clusters.Cluster,
    title: str,
    poll: Ballot | None = None,
    by: Actor,
    now: datetime,
    **details: Unpack[Details],
) -> Meeting:
    """Begin to plan a meeting of a cluster. Nobody is told before it is called."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "plan_meeting", by=by, scope=scope)
    rules.check_title(title)
    rules.check_times(details.get("starts_at"), details.get("ends_at"))
    meeting = Meeting.objects.create(
        cluster=cluster, title=title.strip(), poll=poll, made_at=now, made_by=by.label, **details
    )
    _note("decisions.plan_meeting", meeting, by, now)
    return meeting


def _title_from(poll: Ballot) -> str:
    """What a meeting is called that came of a poll: as the poll, unless that is a question."""
    return "Meeting" if poll.title.endswith("?") else poll.title


@transaction.atomic
def meeting_from_poll(*, ballot: Ballot, by: Actor, now: datetime) -> Meeting:
    """Make a meeting of the time and place that won a closed poll about times; the same one again,
    if it was made before.
    """
    require(policies.MAY, "meeting_from_poll", by=by, scope=ballot.scope)
    ballot = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    made = Meeting.objects.filter(poll=ballot).first()
    if made is not None:
        return made
    rules.check_found_a_time(ballot)
    won = winning_time(ballot)
    if won is None:
        raise WrongState("No time was chosen, so no meeting can come of it. Ask about other times.")
    cluster = clusters.Cluster.objects.get(pk=ballot.cluster_id)
    meeting = plan_meeting(
        cluster=cluster, title=_title_from(ballot), poll=ballot, purpose=ballot.background,
        starts_at=won.starts_at, ends_at=won.ends_at, place=won.place, by=by, now=now,
    )  # fmt: skip
    _note("decisions.meeting_from_poll", meeting, by, now, ballot=ballot.pk)
    return meeting


@transaction.atomic
def edit_meeting(
    *,
    meeting: Meeting,
    title: str,
    version: int | None = None,
    by: Actor,
    now: datetime,
    **details: Unpack[Details],
) -> Meeting:
    """Change what, when and where. If it is called, calendars get the change; whoever said that it
    would come to another time is asked again. Raises ChangedMeanwhile when somebody else changed
    it since.
    """
    require(policies.MAY, "edit_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_can_change(meeting)
    check_unchanged(meeting, version, "this meeting")
    rules.check_title(title)
    starts_at = details.get("starts_at", meeting.starts_at)
    rules.check_times(starts_at, details.get("ends_at", meeting.ends_at))
    changed = take_over(meeting, {"title": title.strip(), **details})
    if not changed:
        return meeting
    if meeting.state == MeetingState.CALLED:
        _check_stays_ahead(meeting, changed, now)
    meeting.save()
    _note(
        "decisions.edit_meeting", meeting, by, now, what=listed(NAMES[one] for one in changed),
        before=changed.before, after=changed.after, version=meeting.version,
    )  # fmt: skip
    if meeting.state == MeetingState.CALLED and any(one in changed for one in IN_CALENDARS):
        _tell_change(meeting, changed, by=by, now=now)
    return meeting


def _check_stays_ahead(meeting: Meeting, changed: Changes, now: datetime) -> None:
    if "starts_at" in changed and (meeting.starts_at is None or meeting.starts_at <= now):
        raise WrongState("A meeting that is called stays ahead. Choose a time to come, or cancel.")


def _tell_change(meeting: Meeting, changed: Changes, *, by: Actor, now: datetime) -> None:
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    moved = "starts_at" in changed
    if moved:
        meeting.presences.update(expected="", person_name="")
    hand_down(meeting, by=by, now=now)
    letters.called(meeting, by=by, now=now, changed=[NAMES[one] for one in changed], again=moved)
    news.meeting_called.send(sender=Meeting, meeting=meeting, by=by, now=now)


@transaction.atomic
def call_meeting(*, meeting: Meeting, notice_why: str = "", by: Actor, now: datetime) -> Meeting:
    """Call a meeting: everybody who belongs to the cluster is invited, by mail and into their
    calendar. At shorter notice than was agreed it is said why, and shown.
    """
    require(policies.MAY, "call_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_can_call(meeting, now)
    if meeting.starts_at is None:
        raise WrongState("Say first when the meeting begins.")
    terms = agreements.terms(meeting.cluster, localdate(now))
    agreed = terms.meeting_notice.days if terms.source("meeting_notice") else None
    rules.check_notice(agreed, localdate(meeting.starts_at), localdate(now), notice_why)
    meeting.state, meeting.called_at = MeetingState.CALLED, now
    meeting.notice_why, meeting.version = notice_why.strip(), meeting.version + 1
    meeting.save(update_fields=["state", "called_at", "notice_why", "version"])
    invite_missing(meeting, localdate(now))
    hand_down(meeting, by=by, now=now)
    when = day_and_time(meeting.starts_at)
    _note("decisions.call_meeting", meeting, by, now, when=when, notice_why=meeting.notice_why)
    letters.called(meeting, by=by, now=now)
    news.meeting_called.send(sender=Meeting, meeting=meeting, by=by, now=now)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, why: str, by: Actor, now: datetime) -> Meeting:
    """Cancel a meeting that was called: everybody who was invited is told why, and it goes out of
    their calendars.
    """
    require(policies.MAY, "cancel_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    if meeting.state == MeetingState.DRAFT:
        raise WrongState("This meeting is not called. Throw the plan away instead.")
    rules.check_becomes(meeting, MeetingState.CANCELLED)
    rules.check_reason(why)
    meeting.sequence += 1
    _put_away(meeting, " ".join(why.split()).rstrip("."))
    hand_down(meeting, by=by, now=now)
    _note("decisions.cancel_meeting", meeting, by, now, why=meeting.ended_why)
    letters.cancelled(meeting, by=by, now=now)
    news.meeting_cancelled.send(sender=Meeting, meeting=meeting, by=by, now=now)
    return meeting


@transaction.atomic
def discard_meeting(*, meeting: Meeting, by: Actor, now: datetime) -> Meeting:
    """Throw away the plan of a meeting that is not called; it can be brought back."""
    require(policies.MAY, "discard_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise WrongState("Only a meeting that is not called can be thrown away. Cancel it instead.")
    _put_away(meeting, "")
    _note("decisions.discard_meeting", meeting, by, now)
    return meeting


def _put_away(meeting: Meeting, why: str) -> None:
    meeting.state, meeting.ended_why = MeetingState.CANCELLED, why
    meeting.version += 1
    meeting.save(update_fields=["state", "ended_why", "sequence", "version"])


@transaction.atomic
def restore_meeting(*, meeting: Meeting, by: Actor, now: datetime) -> Meeting:
    """Bring back a meeting that was cancelled: it is planned again, as it was, and nobody is told
    before it is called again.
    """
    require(policies.MAY, "restore_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_becomes(meeting, MeetingState.DRAFT)
    was_called = meeting.called_at is not None
    meeting.state, meeting.ended_why = MeetingState.DRAFT, ""
    meeting.sequence += was_called
    meeting.version += 1
    meeting.save(update_fields=["state", "ended_why", "sequence", "version"])
    meeting.presences.update(expected="", person_name="")
    _note("decisions.restore_meeting", meeting, by, now)
    return meeting
