"""Who may do what with meetings: called, changed, cancelled; their agenda and papers; and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import counted, day
from spinney.decisions.models import Ballot, Meeting
from spinney.decisions.states import NEXT, BallotState, MeetingState, MinutesState
from spinney.register import api as register

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}
INVITED = frozenset({Role.MEMBER, Role.VOTER, Role.OBSERVER, Role.GUEST})
NOBODY: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "meetings": INSIDE,
    "meeting": INSIDE,
    "meeting_calendar": INSIDE,
    "attendance": INSIDE,
    "plan_meeting": RUNS_IT,
    "edit_meeting": RUNS_IT,
    "call_meeting": RUNS_IT,
    "cancel_meeting": RUNS_IT,
    "discard_meeting": RUNS_IT,
    "restore_meeting": RUNS_IT,
    "meeting_from_poll": RUNS_IT,
    "remind_invited": RUNS_IT,
    "send_papers": RUNS_IT,
    "copy_agenda": RUNS_IT,
    "add_agenda_item": RUNS_IT,
    "edit_agenda_item": RUNS_IT,
    "move_agenda_item": RUNS_IT,
    "remove_agenda_item": RUNS_IT,
    "meeting_paper": INSIDE,
    "add_meeting_paper": RUNS_IT,
    "remove_meeting_paper": RUNS_IT,
    "answer_invitation": INVITED,
    "follow_meetings": INSIDE,
    "stop_following_meetings": INSIDE,
    "keep_invited": NOBODY,
    "follow_merge_at_meetings": NOBODY,
    "follow_unmerge_at_meetings": NOBODY,
}

LONGEST = timedelta(hours=24)
MOST_ITEMS = 60


def runs(by: Actor, meeting: Meeting) -> bool:
    """Whether the actor runs the cluster that a meeting is of."""
    return by.is_system or bool(by.roles_in(meeting.scope) & RUNS_IT)


def check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise BadInput for an end without a beginning, before it, or more than a day after it."""
    if ends_at is None:
        return
    if starts_at is None:
        told = "Say when it begins, too."
        raise BadInput(told, {"date": [told], "starts_at": [told]})
    if ends_at <= starts_at:
        told = "A meeting ends after it begins. Choose a later end."
        raise BadInput(told, {"ends_at": [told], "until": [told]})
    if ends_at - starts_at > LONGEST:
        told = "That is longer than a day. Plan a meeting for each day."
        raise BadInput(told, {"ends_at": [told], "until": [told]})


def check_title(title: str) -> None:
    """Raise BadInput for a meeting without a name."""
    if not title.strip():
        told = "Say what the meeting is, like “Members’ meeting”."
        raise BadInput(told, {"title": [told]})


def check_becomes(meeting: Meeting, state: MeetingState) -> None:
    """Raise WrongState unless a meeting may come to that state."""
    if state in NEXT[MeetingState][meeting.state]:
        return
    told = {
        MeetingState.HELD: "This meeting has been held already.",
        MeetingState.CANCELLED: "This meeting is cancelled. Bring it back first.",
        MeetingState.CALLED: "This meeting is called already.",
    }
    raise WrongState(told.get(MeetingState(meeting.state), "The meeting is not called yet."))


def check_can_change(meeting: Meeting) -> None:
    """Raise WrongState unless when, where and what can still be changed."""
    if meeting.state == MeetingState.HELD:
        raise WrongState("This meeting has been held. What is to be kept of it stands in minutes.")
    if meeting.state == MeetingState.CANCELLED:
        raise WrongState("This meeting is cancelled. Bring it back first.")


def minutes_state(meeting: Meeting) -> MinutesState:
    """How far the minutes of a meeting are."""
    found = getattr(meeting, "minutes", None)
    return MinutesState(found.state) if found is not None else MinutesState.NONE


def check_agenda_open(meeting: Meeting) -> None:
    """Raise WrongState unless items can be added and changed: until the minutes are sent out."""
    if meeting.state == MeetingState.CANCELLED:
        raise WrongState("This meeting is cancelled. Bring it back first.")
    if minutes_state(meeting) in (MinutesState.SENT, MinutesState.APPROVED):
        raise WrongState("The minutes of this meeting are out. Its agenda is no longer changed.")


def check_room_for_item(meeting: Meeting) -> None:
    """Raise WrongState where an agenda is full."""
    if meeting.items.count() >= MOST_ITEMS:
        raise WrongState(f"An agenda has at most {MOST_ITEMS} items. Take one away first.")


def check_can_call(meeting: Meeting, now: datetime) -> None:
    """Raise WrongState or BadInput unless a meeting can be called now."""
    check_becomes(meeting, MeetingState.CALLED)
    if meeting.starts_at is None:
        raise WrongState("Say when the meeting is before you call it.")
    if meeting.starts_at <= now:
        raise WrongState("The time of this meeting has passed. Choose another one first.")


def check_notice(notice_days: int | None, starts_on: date, today: date, why: str) -> None:
    """Raise BadInput for a meeting that is called at shorter notice than was agreed (None: nothing
    was), unless somebody says why.
    """
    if notice_days is None or (starts_on - today).days >= notice_days or why.strip():
        return
    told = (
        f"You agreed to call meetings {counted(notice_days, 'day')} before, and this one is on"
        f" {day(starts_on)}. Say why it cannot wait, or choose a later day."
    )
    raise BadInput(told, {"notice_why": [told]})


def check_reason(why: str) -> None:
    """Raise BadInput where it is not said why a meeting is off."""
    if not why.strip():
        told = "Say why, in a few words. Everybody who was invited reads it."
        raise BadInput(told, {"why": [told]})


def check_takes_answers(meeting: Meeting, now: datetime) -> None:
    """Raise WrongState unless it still matters who will come."""
    if meeting.state == MeetingState.CANCELLED:
        raise WrongState(f"This meeting is cancelled: {meeting.ended_why}.")
    if meeting.state != MeetingState.CALLED:
        raise WrongState("This meeting is not called, or it is over.")
    if meeting.until is None or now >= meeting.until:
        raise WrongState("This meeting is over.")


def organisation_that_answers(by: Actor, today: date) -> int:
    """The organisation that an actor says it for. Raises NotAllowed to whoever has no mandate."""
    found = by.organisation_id
    if found is None or by.person_id is None:
        raise NotAllowed("Say it for an organisation: you act for none now.")
    if not register.may_represent(by.person_id, found, today) and not register.may_vote(
        by.person_id, found, today
    ):
        raise NotAllowed(
            "You do not represent this organisation any more. Whoever does can give you a mandate."
        )
    return found


def check_found_a_time(ballot: Ballot) -> None:
    """Raise WrongState unless a poll about times is over and a time was chosen."""
    if ballot.way != "times":
        raise WrongState("This ballot is not about times, so no meeting can come of it.")
    if ballot.state != BallotState.CLOSED:
        raise WrongState("The poll is still open. When it is closed, its time becomes a meeting.")


def is_begun_late(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting is begun here only after its day: it is noted as it was planned."""
    return bool(meeting.starts_at and localdate(now) > localdate(meeting.starts_at))
