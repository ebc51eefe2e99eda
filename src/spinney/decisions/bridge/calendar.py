"""When voting closes, as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from spinney.decisions.models import Ballot

PRODUCT = "-//Spinney//Ballots//EN"
LASTS = timedelta(minutes=30)


def calendar_of(
    name: str, ballots: Iterable[Ballot], *, address: Callable[[Ballot], str], now: datetime
) -> bytes:
    """The calendar as bytes: for each ballot the half hour before it closes. No names of people,
    and nothing that anybody voted.
    """
    from icalendar import Calendar, Event  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Ballots: {name}")
    for ballot in ballots:
        if ballot.closes_at is None:
            continue
        event = Event()
        event.add("uid", f"{ballot.uid}-closes@spinney")
        event.add("dtstamp", now)
        event.add("dtstart", ballot.closes_at - LASTS)
        event.add("dtend", ballot.closes_at)
        event.add("summary", f"Voting closes: {ballot.title}")
        event.add("url", address(ballot))
        event.add("sequence", ballot.version)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
