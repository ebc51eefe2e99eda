"""Who comes to a meeting: said before it, asked again, and kept in step with who belongs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import counted
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import invite_missing, lock_meeting
from spinney.decisions.bridge.meeting_words import answer_words
from spinney.decisions.letters import meetings as letters
from spinney.decisions.models import Meeting, Presence
from spinney.decisions.policies import meetings as rules
from spinney.decisions.states import CameHow, MeetingState

EXPECTED = (CameHow.IN_PERSON, CameHow.REMOTE, CameHow.DEPUTY, CameHow.APOLOGIES)
"""What can be said before a meeting."""


@transaction.atomic
def answer_invitation(
    *, meeting: Meeting, how: CameHow, person_name: str = "", by: Actor, now: datetime
) -> Presence:
    """Say for one's organisation how it comes, whom it sends, or that it cannot. What was said last
    counts; it can be changed until the meeting is over.
    """
    meeting = lock_meeting(meeting)
    require(
        policies.MAY, "answer_invitation", by=by, scope=meeting.scope, subject=subject_of(meeting)
    )
    rules.check_takes_answers(meeting, now)
    organisation_id = rules.organisation_that_answers(by, localdate(now))
    presence = _own(meeting, organisation_id)
    if how not in EXPECTED:
        raise BadInput("Choose how you come from the list.")
    person_name = " ".join(person_name.split())
    if how == CameHow.DEPUTY and not person_name:
        told = "Say whom you send."
        raise BadInput(told, {"person_name": [told]})
    if len(person_name) > 200:
        told = "Make the name shorter."
        raise BadInput(told, {"person_name": [told]})
    presence.expected = how
    presence.person_name = person_name if how == CameHow.DEPUTY else ""
    presence.save(update_fields=["expected", "person_name"])
    record(
        "decisions.answer_invitation", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, organisation=presence.organisation.name,
        how=answer_words(how).lower(),
    )  # fmt: skip
    return presence


def _own(meeting: Meeting, organisation_id: int) -> Presence:
    rows = Presence.objects.select_for_update(of=("self",)).select_related("organisation")
    presence = rows.filter(meeting=meeting, organisation=organisation_id).first()
    if presence is None:
        raise NotAllowed("Your organisation is not among those that are invited.")
    return presence


@transaction.atomic
def remind_invited(*, meeting: Meeting, by: Actor, now: datetime) -> int:
    """Ask those again who have not said whether they come. Returns how many organisations."""
    require(policies.MAY, "remind_invited", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_takes_answers(meeting, now)
    asked = letters.remind(meeting, by=by, now=now)
    if not asked:
        raise WrongState("Everybody has said whether they come, so there is nobody to remind.")
    record(
        "decisions.remind_invited", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, asked=counted(asked, "organisation"),
    )  # fmt: skip
    return asked


@transaction.atomic
def keep_invited(*, meeting: Meeting, by: Actor, now: datetime) -> list[int]:
    """Let the list of who is invited follow who belongs to the cluster: whoever joined since gets
    an invitation, who left is struck off. Returns the organisations that were added.
    """
    require(policies.MAY, "keep_invited", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    if meeting.state != MeetingState.CALLED:
        return []
    added = invite_missing(meeting, localdate(now))
    if added:
        letters.called(meeting, by=by, now=now, only=added)
        record(
            "decisions.keep_invited", by=by, on=meeting, at=now, scope=meeting.scope,
            title=meeting.title, added=len(added),
        )  # fmt: skip
    return added
