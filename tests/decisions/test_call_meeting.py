"""A meeting is called: everybody who belongs is invited, by mail and into the calendar."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.delivery import compose
from spinney.base.post.models import Message
from spinney.clusters.models import Gathering
from spinney.decisions.actions.meetings import call_meeting
from spinney.decisions.states import MeetingState
from tests.agreements.making import an_agreement
from tests.decisions.meeting import ENDS, NOON, STARTS, call, plan, with_quorum


def entry_of(message):
    """The event in the calendar entry of a message, as it goes out."""
    content, kind = compose(message).alternatives[0]
    calendar = Calendar.from_ical(content)
    assert kind == f"text/calendar; method={calendar['METHOD']}"
    return calendar, next(iter(calendar.walk("VEVENT")))


def test_each_organisation_gets_a_link_and_those_who_run_it_the_entry_too(wood):
    meeting = call(wood)
    invited = {wood.organisations[name].pk for name in ("birch", "cedar")}
    links = TaskLink.objects.filter(verb="decisions.answer_invitation")
    assert {one.organisation_id for one in links} == invited
    assert set(meeting.presences.values_list("organisation_id", flat=True)) == invited
    letters = Message.objects.filter(kind="decisions.meeting_called")
    assert {one.email for one in letters} == {
        f"{name}@example.org" for name in ("birch", "cedar", "ash")
    }
    birch = letters.get(email="birch@example.org")
    assert "Friday 3 April 2026, 10:00 to 12:00, The Hall." in birch.body
    assert "1. What we share first" in birch.body


def test_the_entry_is_a_request_with_a_lasting_uid_and_names_nobody_but_its_receiver(wood):
    meeting = call(wood)
    message = Message.objects.get(kind="decisions.meeting_called", email="birch@example.org")
    calendar, event = entry_of(message)
    assert (calendar["METHOD"], event["UID"]) == ("REQUEST", f"{meeting.uid}@spinney")
    assert (int(event["SEQUENCE"]), event["STATUS"]) == (0, "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (STARTS, ENDS)
    assert str(event["ATTENDEE"]) == "mailto:birch@example.org"
    assert "cedar" not in message.calendar.lower()


def test_the_cluster_has_it_among_its_gatherings(wood):
    meeting = call(wood)
    gathering = Gathering.objects.get()
    assert (gathering.title, gathering.held_on, gathering.where) == (
        meeting.title, STARTS.date(), "The Hall",
    )  # fmt: skip
    assert meeting.gathering == gathering


def test_shorter_notice_than_agreed_needs_a_reason_that_is_shown(wood):
    an_agreement(wood, ["birch"], terms={"meeting_notice": {"days": 21}})
    meeting = plan(wood)
    with pytest.raises(BadInput, match="agreed to call meetings 21 days before"):
        call(wood, meeting)
    called = call(wood, meeting, notice_why="The bid is due")
    assert called.notice_why == "The bid is due"
    letter = Message.objects.get(email="birch@example.org")
    assert "shorter notice than you agreed: The bid is due" in letter.body


def test_where_nothing_is_agreed_no_reason_is_asked_for(wood):
    assert call(wood, plan(wood, starts_at=NOON + timedelta(days=1), ends_at=None)).called_at


def test_who_counts_for_the_quorum_is_known_from_the_terms(wood):
    with_quorum(wood)
    rows = call(wood).presences.values_list("organisation__name", "tier", "in_quorum")
    assert set(rows) == {
        ("Birch House", "Core", True), ("Fern House", "Core", True), ("Gorse House", "Core", True),
        ("Cedar Housing Association", "Supporter", False),
    }  # fmt: skip


def test_what_has_no_time_or_has_passed_or_is_called_cannot_be_called(wood):
    for meeting, told in (
        (plan(wood, starts_at=None, ends_at=None), "Say when"),
        (plan(wood, starts_at=NOON, ends_at=None), "has passed"),
        (call(wood), "called already"),
    ):
        with pytest.raises(WrongState, match=told):
            call(wood, meeting)


def test_members_do_not_call(wood):
    with pytest.raises(NotAllowed):
        call_meeting(meeting=call(wood), by=wood.birch, now=NOON)


def test_it_is_seen_by_members_then(wood):
    assert call(wood).state == MeetingState.CALLED
