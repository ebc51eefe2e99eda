"""Who may do what at a meeting, with who came and with its minutes; and when."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import day
from spinney.decisions.models import Meeting, Minutes
from spinney.decisions.states import NEXT, MeetingState, MinutesState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}
READS = frozenset({Role.MEMBER, Role.VOTER, Role.OBSERVER, Role.GUEST})

MAY: dict[str, frozenset[Role]] = {
    "take_minutes": RUNS_IT,
    "begin_meeting": RUNS_IT,
    "note_presences": RUNS_IT,
    "note_item": RUNS_IT,
    "note_minutes": RUNS_IT,
    "decide_at_meeting": RUNS_IT,
    "undertake_at_meeting": RUNS_IT,
    "end_meeting": RUNS_IT,
    "minutes": INSIDE,
    "minutes_document": INSIDE,
    "send_minutes": RUNS_IT,
    "take_back_minutes": RUNS_IT,
    "ask_correction": READS,
    "settle_correction": RUNS_IT,
    "carry_correction": RUNS_IT,
    "approve_minutes": RUNS_IT,
}

DAYS_TO_CORRECT = 14
MOST_WORDS = 2000
FIXED = "These minutes are approved, so they do not change. A correction is noted at a meeting."


def check_can_begin(meeting: Meeting, now: datetime) -> None:
    """Raise WrongState unless a meeting can begin: on its day, or after it."""
    if MeetingState.HELD not in NEXT[MeetingState][meeting.state]:
        begun = meeting.state == MeetingState.HELD
        raise WrongState("It has begun already." if begun else "This meeting is cancelled.")
    if meeting.starts_at is None:
        raise WrongState("Say when the meeting is, or was, before you begin it.")
    if localdate(now) < localdate(meeting.starts_at):
        raise WrongState(f"This meeting is on {day(meeting.starts_at)}. It begins on that day.")


def check_being_written(meeting: Meeting) -> Minutes:
    """The minutes of a meeting that has begun, while they are written. Raises WrongState."""
    found: Minutes | None = getattr(meeting, "minutes", None)
    if found is None or meeting.state != MeetingState.HELD:
        raise WrongState("The meeting has not begun, so there is nothing to note yet.")
    if found.state == MinutesState.APPROVED:
        raise WrongState(FIXED)
    if found.state == MinutesState.SENT:
        raise WrongState("The minutes are with the members. Take them back to change them.")
    return found


def check_becomes(minutes: Minutes, state: MinutesState) -> None:
    """Raise WrongState unless minutes may come to that state."""
    if state in NEXT[MinutesState][minutes.state]:
        return
    if minutes.state == MinutesState.APPROVED:
        raise WrongState(FIXED)
    if minutes.state == MinutesState.SENT:
        raise WrongState("The minutes are with the members already.")
    raise WrongState("Send the minutes to the members first, so that they can correct them.")


def check_over(meeting: Meeting) -> None:
    """Raise WrongState while a meeting goes on."""
    if meeting.closed_at is None:
        raise WrongState("The meeting goes on. End it before you send its minutes.")


def check_until(until: date, today: date) -> None:
    """Raise BadInput unless there is a day or more to read the minutes."""
    if until <= today:
        told = "Choose a day after today, so that the members have time to read them."
        raise BadInput(told, {"corrections_until": [told]})


def check_can_approve(minutes: Minutes, later: Meeting | None, today: date) -> None:
    """Raise WrongState unless minutes can be approved: at a later meeting, or by those who run the
    cluster once the day for corrections has passed and each of them is settled.
    """
    check_becomes(minutes, MinutesState.APPROVED)
    if any(one["state"] == "waiting" for one in minutes.corrections):
        raise WrongState("A member asked for a correction. Settle it first.")
    if later is not None:
        _check_later(minutes.meeting, later)
    elif minutes.corrections_until is not None and today <= minutes.corrections_until:
        raise WrongState(
            f"Members can ask for corrections until {day(minutes.corrections_until)}. Approve the"
            " minutes after that, or at a later meeting."
        )


def _check_later(meeting: Meeting, later: Meeting) -> None:
    if later.cluster_id != meeting.cluster_id or later.state != MeetingState.HELD:
        raise BadInput("Minutes are approved at a later meeting of the same members.")
    if not later.starts_at or not meeting.starts_at or later.starts_at <= meeting.starts_at:
        raise BadInput("Choose a meeting that was held after this one.")


def check_carries(meeting: Meeting, into: Meeting) -> None:
    """Raise BadInput unless a correction of one meeting can be noted at the other."""
    if into.cluster_id != meeting.cluster_id or into.pk == meeting.pk:
        raise BadInput("Choose a later meeting of the same members.")
    if not into.starts_at or not meeting.starts_at or into.starts_at <= meeting.starts_at:
        raise BadInput("Choose a meeting after this one.")


def check_correction(words: str) -> None:
    """Raise BadInput for a correction without words, or with too many."""
    if not words.strip():
        told = "Say what is wrong, and how it should read."
        raise BadInput(told, {"words": [told]})
    if len(words) > MOST_WORDS:
        told = f"Make it shorter: there is room for {MOST_WORDS:,} letters."
        raise BadInput(told, {"words": [told]})


def check_takes_corrections(minutes: Minutes) -> None:
    """Raise WrongState unless members have been asked to read the minutes."""
    if minutes.state not in (MinutesState.SENT, MinutesState.APPROVED):
        raise WrongState("These minutes are still being written.")
