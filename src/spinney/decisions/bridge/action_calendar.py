"""What was undertaken, as iCalendar (RFC 5545), to be put into one's own calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from spinney.decisions.models import ActionItem
from spinney.decisions.states import ActionState

PRODUCT = "-//Spinney//Who does what//EN"


def calendar_of(
    name: str, items: Iterable[ActionItem], *, address: Callable[[ActionItem], str], now: datetime
) -> bytes:
    """The calendar as bytes: a whole day for each thing that has one; what is done says so. No
    names of people, and no words about how it went.
    """
    from icalendar import Calendar, Event  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Who does what: {name}")
    for item in items:
        if item.due_on is None:
            continue
        event = Event()
        done = "Done: " if item.state == ActionState.DONE else ""
        event.add("uid", f"{item.uid}@spinney")
        event.add("dtstamp", now)
        event.add("dtstart", item.due_on)
        event.add("dtend", item.due_on + timedelta(days=1))
        event.add("summary", f"{done}{item.what}")
        if item.organisation:
            event.add("description", f"For {item.organisation.name}.")
        event.add("url", address(item))
        event.add("sequence", item.version)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
