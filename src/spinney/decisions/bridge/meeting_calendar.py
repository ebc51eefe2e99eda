"""Meetings as iCalendar: entries that are mailed (RFC 5546, 6047), files, and a feed (RFC 5545).

A meeting keeps its UID for good, and its SEQUENCE grows with every change, so that calendars move
the entry that they have. No entry names anybody but its receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings

from spinney.base.post.models import RECEIVER_MARK
from spinney.decisions.models import Meeting
from spinney.decisions.states import MeetingState

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Spinney//Meetings//EN"
REFRESH = timedelta(hours=6)
REMINDER = timedelta(days=1)


def entry_to_mail(meeting: Meeting, *, address: str, now: datetime) -> str:
    """The entry that is mailed to whoever is invited: a request, or its cancellation. `address` is
    the page of the meeting. The receiver's own address is filled in when it is sent.
    """
    from icalendar import vCalAddress

    is_off = meeting.state == MeetingState.CANCELLED
    calendar = _calendar()
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    event = _event(meeting, address, now)
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = meeting.cluster.name
    event.add("organizer", organiser)
    receiver = vCalAddress(f"mailto:{RECEIVER_MARK}")
    receiver.params["PARTSTAT"] = "NEEDS-ACTION"
    # The answer is given by the letter's link: mail programs need not send one of their own. With
    # no more than this the line is short enough not to be folded in the middle of the mark.
    receiver.params["RSVP"] = "FALSE"
    event.add("attendee", receiver)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def file_of(meeting: Meeting, *, address: str, now: datetime) -> bytes:
    """One meeting as a file to put into a calendar."""
    calendar = _calendar()
    calendar.add_component(_event(meeting, address, now))
    return bytes(calendar.to_ical())


def feed_of(
    name: str, meetings: Iterable[Meeting], *, address: Callable[[Meeting], str], now: datetime
) -> bytes:
    """The meetings of a cluster, to subscribe to."""
    calendar = _calendar()
    calendar.add("x-wr-calname", f"Meetings: {name}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, address(meeting), now))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    from icalendar import Calendar  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(meeting: Meeting, address: str, now: datetime) -> Event:
    from icalendar import Alarm, Event

    if meeting.starts_at is None or meeting.until is None:
        raise ValueError("A meeting without a time has no entry in a calendar.")
    event = Event()
    event.add("uid", f"{meeting.uid}@spinney")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.until.astimezone(UTC))
    event.add("summary", f"{meeting.title} ({meeting.cluster.name})")
    if where := meeting.place or meeting.online:
        event.add("location", where)
    event.add("description", _description(meeting, address))
    event.add("url", address)
    event.add("status", _status(meeting))
    if meeting.state == MeetingState.CALLED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", meeting.title)
        alarm.add("trigger", -REMINDER)
        event.add_component(alarm)
    return event


def _status(meeting: Meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if meeting.state == MeetingState.DRAFT else "CONFIRMED"


def _description(meeting: Meeting, address: str) -> str:
    lines = [meeting.purpose.strip()]
    if meeting.online:
        lines.append(f"Join online: {meeting.online}")
    items = [f"{number}. {one.title}" for number, one in enumerate(meeting.items.all(), start=1)]
    lines += ["\n".join(["Agenda:", *items])] if items else []
    lines.append(f"Agenda, papers and who comes: {address}")
    return "\n\n".join(line for line in lines if line)
