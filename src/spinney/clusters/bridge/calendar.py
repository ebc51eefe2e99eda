"""A programme's target dates as iCalendar (RFC 5545), for phones and calendars to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from spinney.clusters.models import Programme, Stage

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Spinney//Timetable//EN"
REFRESH = timedelta(hours=12)


def calendar_of(
    programme: Programme, stages: Sequence[Stage], *, times: int, address: str, now: datetime
) -> bytes:
    """The calendar as bytes: the start of the programme, and a whole day for each stage with a
    date. `times` is how often the timetable changed, so that calendars take the newer one.
    """
    from icalendar import Calendar  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", programme.name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    if programme.starts_on:
        title = f"{programme.name} starts"
        calendar.add_component(
            _event(f"{programme.uid}-start", title, programme.starts_on, address, times, now)
        )
    for stage in stages:
        if stage.target_on:
            title = f"{stage.name}: to be done ({programme.name})"
            event = _event(str(stage.uid), title, stage.target_on, address, times, now)
            event.add("description", _text(stage))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(key: str, title: str, on: date, address: str, times: int, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{key}@spinney")
    event.add("dtstamp", now)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", title)
    event.add("url", address)
    event.add("sequence", times)
    event.add("transp", "TRANSPARENT")
    return event


def _text(stage: Stage) -> str:
    asked = [f"– {condition.text}" for condition in stage.conditions.all()]
    return "\n".join([stage.description, *asked]).strip()
