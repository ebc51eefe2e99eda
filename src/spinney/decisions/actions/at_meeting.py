"""At a meeting: it begins, who is there, what is said, it is over. What is noted is saved at once,
and two people who write at the same time lose nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import hand_down_attendance, invite_missing, lock_meeting
from spinney.decisions.bridge.meeting_quorum import quorum_in_force
from spinney.decisions.engine.merging import Merged, merged
from spinney.decisions.events import minutes as news
from spinney.decisions.models import AgendaItem, Meeting, Minutes, Presence
from spinney.decisions.policies import meetings as meeting_rules
from spinney.decisions.policies import minutes as rules
from spinney.decisions.states import CAME, CameHow, MeetingState, MinutesState

MOST_NOTES = 20_000


@transaction.atomic
def begin_meeting(*, meeting: Meeting, by: Actor, now: datetime) -> Meeting:
    """Begin a meeting: the quorum in force is fixed, and what happens can be noted. One that was
    held on an earlier day is taken to have been held as it was planned.
    """
    require(policies.MAY, "begin_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_can_begin(meeting, now)
    if meeting.starts_at is None:
        raise WrongState("Say first when the meeting begins.")
    held_on = localdate(meeting.starts_at)
    meeting.state, meeting.opened_at = MeetingState.HELD, now
    if meeting_rules.is_begun_late(meeting, now):
        meeting.opened_at = meeting.starts_at
        meeting.closed_at = meeting.until
    invite_missing(meeting, held_on)
    meeting.rule = quorum_in_force(meeting, held_on)
    meeting.version += 1
    meeting.save(update_fields=["state", "opened_at", "closed_at", "rule", "version"])
    meeting.presences.filter(how="", expected=CameHow.APOLOGIES).update(how=CameHow.APOLOGIES)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    Minutes.objects.get_or_create(
        meeting=meeting,
        defaults={"state": MinutesState.DRAFT, "taken_by": str(person) if person else ""},
    )
    record(
        "decisions.begin_meeting", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, quorum=meeting.rule["words"],
    )  # fmt: skip
    news.meeting_begun.send(sender=Meeting, meeting=meeting, by=by, now=now)
    return meeting


@dataclass(frozen=True)
class PresenceNote:
    """How an organisation is there, as a writer sees it or says it: "" where nothing is noted;
    `late_minutes` after the beginning; `left_at` if it left before the end.
    """

    how: str = ""
    person_name: str = ""
    late_minutes: int = 0
    left_at: datetime | None = None

    @classmethod
    def of(cls, presence: Presence) -> PresenceNote:
        """What is noted of an organisation now."""
        return cls(
            presence.how, presence.person_name, presence.late_minutes, presence.left_at
        )  # fmt: skip


@transaction.atomic
def note_presences(
    *,
    meeting: Meeting,
    noted: Mapping[int, tuple[PresenceNote, PresenceNote]],
    passing: bool = False,
    by: Actor,
    now: datetime,
) -> list[Presence]:
    """Note how organisations (by pk) are there: for each what the writer saw, and what she says.
    Only what she changed is changed, so that two writers do not undo each other. `passing`: saved
    while she goes on; the rest of the house learns of it with the next word, or at the end.
    """
    require(policies.MAY, "note_presences", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    _check_attendance_open(meeting)
    rows = {
        one.organisation_id: one
        for one in meeting.presences.select_for_update(of=("self",)).select_related("organisation")
    }
    changed = []
    before, after = {}, {}
    for pk, (saw, says) in noted.items():
        if pk not in rows:
            raise BadInput("Somebody on this list is not invited to this meeting.")
        was = PresenceNote.of(rows[pk])
        if _take_over(meeting, rows[pk], saw, says, now):
            changed.append(rows[pk])
            before[rows[pk].organisation.name] = asdict(was)
            after[rows[pk].organisation.name] = asdict(PresenceNote.of(rows[pk]))
    if changed:
        record(
            "decisions.note_presences", by=by, on=meeting, at=now, scope=meeting.scope,
            title=meeting.title, before=before, after=after,
        )  # fmt: skip
    if meeting.closed_at is not None and not passing:
        hand_down_attendance(meeting, by=by, now=now)
    return changed


def _check_attendance_open(meeting: Meeting) -> None:
    found = getattr(meeting, "minutes", None)
    if found is None or meeting.state != MeetingState.HELD:
        raise WrongState("The meeting has not begun, so there is nothing to note yet.")
    if found.state == MinutesState.APPROVED:
        raise WrongState(rules.FIXED)


def _take_over(
    meeting: Meeting, row: Presence, saw: PresenceNote, says: PresenceNote, now: datetime
) -> bool:
    """Put what the writer changed into a row, and save it. Whether anything changed."""
    wanted = {
        name: value for name, value in vars(says).items() if value != getattr(saw, name)
    }  # fmt: skip
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    _check_presence(meeting, row)
    row.noted_at = now
    row.save()
    return True


def _check_presence(meeting: Meeting, row: Presence) -> None:
    key = f"org-{row.organisation_id}"
    if row.how and row.how not in CameHow.values:
        raise BadInput("Choose how each was there from the list.")
    if row.how not in CAME:
        row.late_minutes, row.left_at = 0, None
    if row.left_at is not None and meeting.opened_at and row.left_at <= meeting.opened_at:
        told = f"{row.organisation.name}: it left before the meeting began. Mend the time."
        raise BadInput(told, {f"{key}-left": [told]})


@transaction.atomic
def note_item(
    *,
    item: AgendaItem,
    notes: str,
    saw: str,
    passing: bool = False,
    by: Actor,
    now: datetime,
) -> Merged:
    """Note what was said to an item. `saw` is what stood there when the writer began: what somebody
    else wrote since stays, and where both wrote in one place both stand. `passing`: saved while
    she goes on writing.
    """
    require(policies.MAY, "note_item", by=by, scope=item.meeting.scope)
    meeting = lock_meeting(item.meeting)
    rules.check_being_written(meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    found = _merge(saw, notes, item.notes, "notes")
    if found.text != item.notes:
        item.notes = found.text
        item.version += 1
        item.save(update_fields=["notes", "version"])
    if not passing:
        record(
            "decisions.note_item", by=by, on=item, at=now, scope=meeting.scope, title=item.title,
            meeting=meeting.pk, letters=len(found.text), version=item.version,
        )  # fmt: skip
    return found


def _merge(saw: str, mine: str, theirs: str, field: str) -> Merged:
    found = merged(saw, mine=mine, theirs=theirs)
    if len(found.text) > MOST_NOTES:
        told = f"Make it shorter: there is room for {MOST_NOTES:,} letters."
        raise BadInput(told, {field: [told]})
    return found


TEXTS = ("opening", "closing")
LINES = ("taken_by", "others")


@transaction.atomic
def note_minutes(
    *,
    meeting: Meeting,
    saw: Mapping[str, str],
    says: Mapping[str, str],
    passing: bool = False,
    by: Actor,
    now: datetime,
) -> Minutes:
    """Note what is said at the beginning (`opening`) and the end (`closing`), who else is there
    (`others`) and who writes (`taken_by`). Of one line the last word counts; see `note_item`.
    """
    require(policies.MAY, "note_minutes", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_being_written(meeting)
    rows = Minutes.objects.select_for_update(of=("self",))
    minutes: Minutes = rows.get(meeting=meeting)
    for name in TEXTS:
        if name in says:
            kept = getattr(minutes, name)
            setattr(minutes, name, _merge(saw.get(name, ""), says[name], kept, name).text)
    for name in LINES:
        if name in says and says[name] != saw.get(name, ""):
            setattr(minutes, name, " ".join(says[name].split()))
    minutes.version += 1
    minutes.save(update_fields=[*TEXTS, *LINES, "version"])
    if not passing:
        record(
            "decisions.note_minutes", by=by, on=minutes, at=now, scope=meeting.scope,
            title=meeting.title, meeting=meeting.pk, version=minutes.version,
        )  # fmt: skip
    return minutes


@transaction.atomic
def end_meeting(*, meeting: Meeting, by: Actor, now: datetime) -> Meeting:
    """End a meeting: who came is known to the whole house, for patterns and payments. What was
    noted can still be put right until the minutes are approved.
    """
    require(policies.MAY, "end_meeting", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_being_written(meeting)
    if meeting.closed_at is not None:
        raise WrongState("This meeting is over already.")
    meeting.closed_at = now
    meeting.version += 1
    meeting.save(update_fields=["closed_at", "version"])
    hand_down_attendance(meeting, by=by, now=now)
    here = meeting.presences.filter(how__in=CAME).count()
    record(
        "decisions.end_meeting", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, came=here, of=meeting.presences.count(),
    )  # fmt: skip
    news.meeting_ended.send(sender=Meeting, meeting=meeting, by=by, now=now)
    return meeting
