"""Meetings by their actions, for tests: planned, called, begun, held, minuted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.decisions.actions import at_meeting, invitations
from spinney.decisions.actions import meetings as actions
from spinney.decisions.actions import minutes as minutes_actions
from spinney.decisions.actions.agenda import add_agenda_item
from spinney.decisions.actions.at_meeting import PresenceNote
from spinney.decisions.models import Meeting, Minutes
from spinney.decisions.states import CameHow
from tests.agreements.making import an_agreement, another_member
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
STARTS = datetime(2026, 4, 3, 9, tzinfo=UTC)  # 10:00 in British summer
ENDS = STARTS + timedelta(hours=2)
AFTER = ENDS + timedelta(minutes=5)
QUORUM = {"quorum": {"at_least": 2, "of_tiers": [{"tier": "Core", "at_least": 2}]}}


def plan(wood: Wood, title: str = "Members’ meeting", **details: Any) -> Meeting:
    """A meeting that is planned, with one item."""
    said = {"starts_at": STARTS, "ends_at": ENDS, "place": "The Hall", "chair": "Fern Lee"}
    meeting = actions.plan_meeting(
        cluster=wood.cluster, title=title, by=wood.ash, now=NOON, **(said | details)
    )
    add_agenda_item(meeting=meeting, title="What we share first", by=wood.ash, now=NOON)
    return meeting


def call(wood: Wood, meeting: Meeting | None = None, **more: Any) -> Meeting:
    """A meeting that is called."""
    return actions.call_meeting(meeting=meeting or plan(wood), by=wood.ash, now=NOON, **more)


def begin(wood: Wood, meeting: Meeting | None = None, at: datetime = STARTS) -> Meeting:
    """A meeting that has begun."""
    return at_meeting.begin_meeting(meeting=meeting or call(wood), by=wood.ash, now=at)


def note(wood: Wood, meeting: Meeting, name: str, how: str = "in_person", **more: Any) -> None:
    """Note how a member is there."""
    organisation = wood.organisations[name]
    saw = PresenceNote.of(meeting.presences.get(organisation=organisation))
    says = PresenceNote(how, **more)
    at_meeting.note_presences(
        meeting=meeting, noted={organisation.pk: (saw, says)}, by=wood.ash, now=AFTER
    )


def hold(wood: Wood, meeting: Meeting | None = None) -> Meeting:
    """A meeting that was held and is over: Birch House came."""
    meeting = begin(wood, meeting)
    note(wood, meeting, "birch")
    return at_meeting.end_meeting(meeting=meeting, by=wood.ash, now=ENDS)


def send(wood: Wood, meeting: Meeting | None = None) -> Minutes:
    """Minutes that are with the members, until ten days after the meeting."""
    meeting = meeting or hold(wood)
    until = (AFTER + timedelta(days=10)).date()
    return minutes_actions.send_minutes(
        meeting=meeting, corrections_until=until, by=wood.ash, now=AFTER
    )


def guest(subject: Any, verb: str) -> Actor:
    """Whoever holds the link to a meeting or to minutes."""
    link = TaskLink.objects.filter(verb=verb, subject=subject_of(subject)).order_by("pk").last()
    assert link is not None
    return actor_of(link)


def answer(wood: Wood, meeting: Meeting, how: CameHow, who: str = "", name: str = "birch") -> None:
    """A member says whether it comes."""
    invitations.answer_invitation(
        meeting=meeting, how=how, person_name=who, by=wood.actor(name), now=NOON
    )


def with_quorum(wood: Wood) -> None:
    """Three core members whose terms ask for two of them; in force since February."""
    for name in ("fern", "gorse"):
        another_member(wood, name)
    an_agreement(wood, ["birch", "fern", "gorse"], terms=QUORUM)
