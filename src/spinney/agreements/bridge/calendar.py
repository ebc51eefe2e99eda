"""What is due, as iCalendar (RFC 5545), for phones and calendars to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from spinney.agreements.models import Duty
from spinney.agreements.states import DutyState

PRODUCT = "-//Spinney//What is due//EN"
REFRESH = timedelta(hours=12)


def calendar_of(
    name: str, duties: Iterable[Duty], *, address: Callable[[Duty], str], now: datetime
) -> bytes:
    """The calendar as bytes: a whole day for each duty; what is done says so. No names of people,
    and no words that somebody typed about how it was done.
    """
    from icalendar import Calendar, Event  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Due: {name}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for duty in duties:
        event = Event()
        whose = duty.organisation.name if duty.organisation else "all the parties"
        done = "Done: " if duty.state == DutyState.DONE else ""
        event.add("uid", f"{duty.uid}@spinney")
        event.add("dtstamp", now)
        event.add("dtstart", duty.due_on)
        event.add("dtend", duty.due_on + timedelta(days=1))
        event.add("summary", f"{done}{duty.title}")
        event.add("description", f"For {whose}, under “{duty.agreement.title}”.")
        event.add("url", address(duty))
        event.add("sequence", duty.version)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
