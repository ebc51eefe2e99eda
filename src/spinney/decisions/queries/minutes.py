"""Minutes as somebody may read them, and what was asked to be put right in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.base.web.components.parts import Status, Tone
from spinney.decisions.bridge.minutes_text import digest_of, text_of
from spinney.decisions.models import AgendaItem, Meeting, Minutes
from spinney.decisions.policies.meetings import runs
from spinney.decisions.states import MeetingState, MinutesState

TONES = {
    MinutesState.DRAFT: Tone.WAITS, MinutesState.SENT: Tone.PLAIN, MinutesState.APPROVED: Tone.GO,
}  # fmt: skip
SETTLED = {
    "waiting": "Waits to be looked at",
    "taken": "Taken in",
    "declined": "Left as it was",
    "later": "To be noted at a meeting",
    "carried": "Noted at a later meeting",
}


@dataclass(frozen=True)
class Correction:
    """What a member asked to be put right. `about` is the item; "" for the minutes as a whole."""

    key: str
    words: str
    whose: str
    about: str
    item: int | None
    at: datetime
    state: str
    answer: str

    @property
    def status(self) -> Status:
        tone = Tone.WAITS if self.state in ("waiting", "later") else Tone.QUIET
        return Status(SETTLED[self.state], tone)


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes of a meeting. Raises NotFound where it has none yet."""
    found: Minutes | None = getattr(meeting, "minutes", None)
    if found is None:
        raise NotFound("This meeting has no minutes yet.")
    found.meeting = meeting
    return found


def check_reads(by: Actor, meeting: Meeting) -> Minutes:
    """The minutes, for whoever may read them: while they are written only those who run the
    cluster. Raises NotFound to others.
    """
    minutes = minutes_of(meeting)
    if minutes.state == MinutesState.DRAFT and not runs(by, meeting):
        raise NotFound("These minutes are still being written.")
    return minutes


def minutes_by_link(by: Actor, verb: str) -> Minutes:
    """The minutes that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == verb else ""
    number = subject.rpartition(":")[2]
    rows = Minutes.objects.select_related("meeting__cluster__programme")
    found: Minutes | None = None
    if number.isdecimal():
        found = rows.filter(pk=int(number)).first()
    if found is None or subject_of(found) != subject:
        raise NotFound("There are no such minutes any more.")
    return found


def corrections_of(minutes: Minutes) -> list[Correction]:
    """What was asked to be put right, in the order in which it was asked. One query."""
    titles = dict(AgendaItem.objects.filter(meeting=minutes.meeting_id).values_list("pk", "title"))
    return [
        Correction(
            one["key"], one["words"], one["whose"], titles.get(one["item"] or 0, ""),
            one["item"] if one["item"] in titles else None, datetime.fromisoformat(one["at"]),
            one["state"], one["answer"],
        )
        for one in minutes.corrections
    ]  # fmt: skip


def get_correction(minutes: Minutes, key: str) -> Correction:
    """One of them. Raises NotFound."""
    for one in corrections_of(minutes):
        if one.key == key:
            return one
    raise NotFound("There is no such correction here.")


def status_of(minutes: Minutes) -> Status:
    """How far minutes are."""
    state = MinutesState(minutes.state)
    return Status(str(state.label), TONES.get(state, Tone.QUIET))


def is_intact(minutes: Minutes) -> bool:
    """Whether approved minutes say what was approved: their SHA-256 is reckoned again."""
    if minutes.state != MinutesState.APPROVED:
        return True
    return digest_of(text_of(minutes.meeting)) == minutes.digest


def later_meetings(meeting: Meeting, *, held: bool) -> list[Meeting]:
    """The meetings of the same members after one: those that were held, or all that are not off."""
    after = Meeting.objects.filter(cluster=meeting.cluster_id, starts_at__gt=meeting.starts_at)
    wanted = Q(state=MeetingState.HELD) if held else ~Q(state=MeetingState.CANCELLED)
    return list(after.filter(wanted).order_by("starts_at", "pk"))


def to_approve(meeting: Meeting) -> list[Minutes]:
    """The minutes of earlier meetings of the same members that wait to be approved."""
    waiting = Minutes.objects.filter(
        state=MinutesState.SENT, meeting__cluster=meeting.cluster_id,
        meeting__starts_at__lt=meeting.starts_at,
    )  # fmt: skip
    return list(waiting.select_related("meeting").order_by("meeting__starts_at"))


def to_carry(meeting: Meeting) -> list[tuple[Minutes, Correction]]:
    """Corrections to approved minutes of earlier meetings that no later minutes note yet."""
    rows = Minutes.objects.filter(
        state=MinutesState.APPROVED, meeting__cluster=meeting.cluster_id,
        meeting__starts_at__lt=meeting.starts_at,
    ).exclude(corrections=[])  # fmt: skip
    return [
        (minutes, one)
        for minutes in rows.select_related("meeting")
        for one in corrections_of(minutes)
        if one.state == "later"
    ]
