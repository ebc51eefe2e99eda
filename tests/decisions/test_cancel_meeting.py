"""A meeting is cancelled: everybody is told why, and it goes out of their calendars."""

import pytest

from spinney.base.access.links import check_live
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.errors import BadInput, LinkEnded, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.meetings import cancel_meeting
from tests.decisions.meeting import NOON, call, hold, plan
from tests.decisions.test_call_meeting import entry_of


def test_calendars_take_it_out_at_once_whatever_rhythm_of_mail_somebody_has(wood):
    Person.objects.filter(email="birch@example.org").update(mail_rhythm="weekly")
    meeting = cancel_meeting(meeting=call(wood), why="The hall is flooded.", by=wood.ash, now=NOON)
    message = Message.objects.get(kind="decisions.meeting_cancelled", email="birch@example.org")
    assert message.state == Message.State.QUEUED
    assert "Why: The hall is flooded." in message.body
    calendar, event = entry_of(message)
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (event["UID"], int(event["SEQUENCE"])) == (f"{meeting.uid}@spinney", 1)


def test_its_links_end_and_it_is_off_the_list_of_gatherings(wood):
    meeting = cancel_meeting(meeting=call(wood), why="Flood", by=wood.ash, now=NOON)
    for link in TaskLink.objects.filter(verb="decisions.answer_invitation"):
        with pytest.raises(LinkEnded):
            check_live(link, NOON)
    meeting.gathering.refresh_from_db()
    assert meeting.gathering.removed_at == NOON


def test_why_is_asked_for(wood):
    with pytest.raises(BadInput, match="Say why"):
        cancel_meeting(meeting=call(wood), why=" ", by=wood.ash, now=NOON)


def test_neither_a_plan_nor_what_was_held_is_cancelled(wood):
    for meeting, told in ((plan(wood), "Throw the plan away"), (hold(wood), "held already")):
        with pytest.raises(WrongState, match=told):
            cancel_meeting(meeting=meeting, why="Flood", by=wood.ash, now=NOON)
