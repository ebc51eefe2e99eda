"""A workplan as iCalendar (RFC 5545), to subscribe to: what is to be done by which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from spinney.base.web.components.words import span
from spinney.workplans.bridge.measures import measure_words
from spinney.workplans.models import Activity, Milestone, Risk
from spinney.workplans.states import ActivityState, RiskState

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Spinney//Workplan//EN"
REFRESH = timedelta(hours=6)


def calendar_of(
    name: str,
    activities: Iterable[Activity],
    milestones: Iterable[Milestone],
    risks: Iterable[Risk] = (),
    *,
    address: Callable[[Activity | Milestone | Risk], str],
    now: datetime,
) -> bytes:
    """A whole day for the last day of each activity, for each milestone, and for the day on which
    each open risk is to be looked at again; what is done says so. It names organisations, no
    people.
    """
    from icalendar import Calendar  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Workplan: {name}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in activities:
        if one.ends_on is not None and one.state != ActivityState.DROPPED:
            done = "Done: " if one.state == ActivityState.DONE else ""
            entry = _entry(one, one.ends_on, f"{done}{one.title}", address(one), now)
            entry.add("description", _about(one))
            calendar.add_component(entry)
    for mark in milestones:
        reached = "Reached: " if mark.reached_on else "Milestone: "
        entry = _entry(mark, mark.due_on, f"{reached}{mark.title}", address(mark), now)
        if words := measure_words(mark):
            entry.add("description", words)
        calendar.add_component(entry)
    for risk in risks:
        if risk.review_on is not None and risk.state == RiskState.OPEN:
            words = f"Look at a risk again: {risk.title}"
            calendar.add_component(_entry(risk, risk.review_on, words, address(risk), now))
    return bytes(calendar.to_ical())


def _about(one: Activity) -> str:
    who = f"For {one.organisation.name}. " if one.organisation else ""
    return f"{who}{span(one.starts_on, one.ends_on)}."


def _entry(
    one: Activity | Milestone | Risk, day: date, words: str, url: str, now: datetime
) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.uid}@spinney")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", one.version)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
