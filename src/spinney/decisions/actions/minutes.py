"""Minutes: sent to the members, corrected, approved; then they do not change any more."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.kernel.ids import new_uid
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import hand_down_attendance
from spinney.decisions.bridge.minutes_text import digest_of, text_of
from spinney.decisions.events import minutes as news
from spinney.decisions.letters import minutes as letters
from spinney.decisions.models import AgendaItem, Meeting, Minutes
from spinney.decisions.policies import meetings as meeting_rules
from spinney.decisions.policies import minutes as rules
from spinney.decisions.states import MinutesState
from spinney.register import api as register

WAITING, TAKEN, DECLINED, LATER, CARRIED = "waiting", "taken", "declined", "later", "carried"
"""What becomes of a correction: `later` was asked for once the minutes were approved, and `carried`
stands in the minutes of a later meeting.
"""


def _held(meeting: Meeting) -> Minutes:
    """The minutes of a meeting as they are now, held until this transaction ends."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__cluster")
    found: Minutes | None = rows.filter(meeting=meeting).first()
    if found is None:
        raise WrongState("The meeting has not begun, so there are no minutes yet.")
    return found


def _note(verb: str, minutes: Minutes, by: Actor, now: datetime, **detail: object) -> None:
    meeting = minutes.meeting
    record(
        verb, by=by, on=minutes, at=now, scope=meeting.scope, title=meeting.title,
        meeting=meeting.pk, **detail,
    )  # fmt: skip


@transaction.atomic
def send_minutes(*, meeting: Meeting, corrections_until: date, by: Actor, now: datetime) -> Minutes:
    """Send the minutes to everybody who was invited: each can read them by a link, and ask for
    corrections until a day.
    """
    require(policies.MAY, "send_minutes", by=by, scope=meeting.scope)
    minutes = _held(meeting)
    rules.check_becomes(minutes, MinutesState.SENT)
    rules.check_over(minutes.meeting)
    rules.check_until(corrections_until, localdate(now))
    minutes.state, minutes.sent_at = MinutesState.SENT, now
    minutes.corrections_until = corrections_until
    minutes.version += 1
    minutes.save(update_fields=["state", "sent_at", "corrections_until", "version"])
    hand_down_attendance(minutes.meeting, by=by, now=now)
    _note("decisions.send_minutes", minutes, by, now, until=day(corrections_until))
    letters.to_read(minutes, by=by, now=now)
    return minutes


@transaction.atomic
def take_back_minutes(*, meeting: Meeting, by: Actor, now: datetime) -> Minutes:
    """Take the minutes back to write on; links to them end until they are sent again."""
    require(policies.MAY, "take_back_minutes", by=by, scope=meeting.scope)
    minutes = _held(meeting)
    if minutes.state == MinutesState.DRAFT:
        raise WrongState("The minutes are being written already.")
    rules.check_becomes(minutes, MinutesState.DRAFT)
    minutes.state = MinutesState.DRAFT
    minutes.version += 1
    minutes.save(update_fields=["state", "version"])
    letters.end_links(minutes, now)
    _note("decisions.take_back_minutes", minutes, by, now)
    return minutes


@transaction.atomic
def ask_correction(
    *, meeting: Meeting, words: str, item: AgendaItem | None = None, by: Actor, now: datetime
) -> dict[str, Any]:
    """Say for one's organisation what is wrong in the minutes, and how it should read. Of minutes
    that are approved it is noted at a later meeting.
    """
    minutes = _held(meeting)
    scope = minutes.meeting.scope
    require(policies.MAY, "ask_correction", by=by, scope=scope, subject=subject_of(minutes))
    rules.check_takes_corrections(minutes)
    rules.check_correction(words)
    organisation_id = meeting_rules.organisation_that_answers(by, localdate(now))
    if not minutes.meeting.presences.filter(organisation=organisation_id).exists():
        raise NotAllowed("Your organisation was not among those that were invited.")
    whose = register.Organisation.objects.get(pk=organisation_id)
    asked = {
        "key": str(new_uid()),
        "words": words.strip(),
        "whose": whose.name,
        "organisation": str(whose.uid),
        "item": item.pk if item is not None and item.meeting_id == meeting.pk else None,
        "at": now.isoformat(),
        "state": LATER if minutes.state == MinutesState.APPROVED else WAITING,
        "answer": "",
    }
    minutes.corrections = [*minutes.corrections, asked]
    minutes.save(update_fields=["corrections"])
    _note("decisions.ask_correction", minutes, by, now, organisation=whose.name)
    letters.correction_asked(minutes, whose.name, by=by, now=now)
    return asked


@transaction.atomic
def settle_correction(
    *,
    meeting: Meeting,
    key: str,
    taken: bool,
    answer: str = "",
    notes: str | None = None,
    by: Actor,
    now: datetime,
) -> Minutes:
    """Take a correction in, with the `notes` of its item as they read then; or leave the minutes as
    they are, and say why (`answer`).
    """
    require(policies.MAY, "settle_correction", by=by, scope=meeting.scope)
    minutes = _held(meeting)
    if minutes.state == MinutesState.APPROVED:
        raise WrongState(rules.FIXED)
    asked = _correction(minutes, key, (WAITING,))
    if not taken and not answer.strip():
        told = "Say why it stays as it is. Whoever asked for it reads it."
        raise BadInput(told, {"answer": [told]})
    asked |= {"state": TAKEN if taken else DECLINED, "answer": answer.strip()}
    minutes.version += 1
    minutes.save(update_fields=["corrections", "version"])
    before, after = "", ""
    item = AgendaItem.objects.filter(pk=asked["item"] or 0, meeting=meeting).first()
    if taken and item is not None and notes is not None:
        before, after = item.notes, notes.strip()
        item.notes = after
        item.version += 1
        item.save(update_fields=["notes", "version"])
    _note(
        "decisions.settle_correction", minutes, by, now, state=asked["state"],
        organisation=asked["whose"], before={"notes": before}, after={"notes": after},
    )  # fmt: skip
    return minutes


def _correction(minutes: Minutes, key: str, states: tuple[str, ...]) -> dict[str, Any]:
    for one in minutes.corrections:
        if one["key"] == key:
            if one["state"] not in states:
                raise WrongState("This correction is settled already.")
            found: dict[str, Any] = one
            return found
    raise NotFound("There is no such correction here.")


@transaction.atomic
def carry_correction(
    *, meeting: Meeting, key: str, into: Meeting, by: Actor, now: datetime
) -> AgendaItem:
    """Note at a later meeting what a member found wrong in minutes that were approved already. The
    approved minutes stay as they are.
    """
    require(policies.MAY, "carry_correction", by=by, scope=meeting.scope)
    minutes = _held(meeting)
    asked = _correction(minutes, key, (LATER,))
    rules.check_carries(meeting, into)
    into = Meeting.objects.select_for_update(of=("self",)).get(pk=into.pk)
    meeting_rules.check_agenda_open(into)
    meeting_rules.check_room_for_item(into)
    asked |= {"state": CARRIED, "answer": into.title}
    minutes.save(update_fields=["corrections"])
    last = into.items.order_by("-position").first()
    item = AgendaItem.objects.create(
        meeting=into,
        position=last.position + 1 if last else 1,
        title=f"Correction to the minutes of {meeting.title}, {day(meeting.starts_at)}"[:200],
        kind="note",
        notes=f"{asked['whose']}: {asked['words']}",
    )
    _note("decisions.carry_correction", minutes, by, now, into=into.pk, item=item.pk)
    return item


@transaction.atomic
def approve_minutes(
    *, meeting: Meeting, later: Meeting | None = None, by: Actor, now: datetime
) -> Minutes:
    """Approve the minutes: at a `later` meeting, or after the day for corrections. What they say is
    fixed with its SHA-256, and does not change any more.
    """
    require(policies.MAY, "approve_minutes", by=by, scope=meeting.scope)
    minutes = _held(meeting)
    rules.check_can_approve(minutes, later, localdate(now))
    text = text_of(minutes.meeting)
    minutes.state, minutes.approved_at = MinutesState.APPROVED, now
    minutes.approved_in = later
    minutes.text, minutes.digest = text.to_json(), digest_of(text)
    minutes.version += 1
    minutes.save()
    hand_down_attendance(minutes.meeting, by=by, now=now)
    _note("decisions.approve_minutes", minutes, by, now, digest=minutes.digest)
    letters.approved(minutes, by=by, now=now)
    news.minutes_approved.send(sender=Minutes, minutes=minutes, by=by, now=now)
    return minutes
