"""Contracts on one calendar: windows in which several members could leave together, what members
see of one another's costs in words, and the file for one's own calendar (iCalendar, RFC 5545).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from spinney.base.web.components.words import money
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.bands import Band
from spinney.purchasing.engine.comparing.ending import PREPARING_DAYS
from spinney.purchasing.models import Contract

PRODUCT = "-//Spinney//Contracts//EN"


@dataclass(frozen=True)
class Window:
    """Contracts of one category whose notice falls within the time that buying together takes to
    prepare: by `decide_by` it must be known whether to go; the last can go until `last_notice`.
    """

    category: str
    decide_by: date
    last_notice: date
    contracts: tuple[Contract, ...]
    members: int


def windows_of(
    contracts: Iterable[Contract], today: date, *, preparing: int = PREPARING_DAYS
) -> list[Window]:
    """Windows for buying together, as `engine.comparing.ending.ending_together` finds them in
    tables; here for the few contracts of a page, without starting an engine. Each is as wide as it
    can be, and of two members at the least.
    """
    open_ = [
        one
        for one in contracts
        if one.notice_day is not None and one.end_day is not None and one.notice_day >= today
    ]
    found: list[Window] = []
    for category in sorted({one.category for one in open_}):
        ours = [one for one in open_ if one.category == category]
        found += _of_category(category, ours, preparing)
    return sorted(found, key=lambda one: (one.decide_by, one.category))


def _of_category(category: str, contracts: list[Contract], preparing: int) -> list[Window]:
    found = []
    before: date | None = None
    for anchor in sorted({one.notice_day for one in contracts if one.notice_day}):
        until = anchor + timedelta(days=preparing)
        within = sorted(
            (one for one in contracts if one.notice_day and anchor <= one.notice_day <= until),
            key=lambda one: (one.notice_day, one.pk),
        )
        last = within[-1].notice_day or anchor
        members = {_owner(one) for one in within}
        if len(members) >= 2 and (before is None or last > before):
            found.append(Window(category, anchor, last, tuple(within), len(members)))
        before = last
    return found


def _owner(contract: Contract) -> tuple[str, int | None]:
    if contract.organisation_id is not None:
        return "member", contract.organisation_id
    return "cluster", contract.cluster_id


def category_title(key: str) -> str:
    """What a category is called."""
    return CATEGORIES.get(key, CATEGORIES["other"]).title


def band_words(band: Band) -> str:
    """A band as members read it.

    >>> band_words(Band(10_000, 50_000)), band_words(Band(0, 10_000)), band_words(Band(500, None))
    ('£100 to £500', 'under £100', '£5 or more')
    """
    if band.high is None:
        return f"{money(band.low)} or more"
    if not band.low:
        return f"under {money(band.high)}"
    return f"{money(band.low)} to {money(band.high)}"


def calendar_of(
    name: str, contracts: Iterable[Contract], *, address: Callable[[Contract], str], now: datetime
) -> bytes:
    """The calendar as bytes: a whole day for each last day of notice and each end. It says what the
    contract is for and whose it is; nothing of what it costs.
    """
    from icalendar import Calendar, Event  # slow to import; a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Contracts: {name}")
    for one in contracts:
        days = [("notice", one.notice_day, "Last day for notice"), ("end", one.end_day, "Ends")]
        for key, when, words in days:
            if when is None:
                continue
            event = Event()
            event.add("uid", f"{one.uid}-{key}@spinney")
            event.add("dtstamp", now)
            event.add("dtstart", when)
            event.add("dtend", when + timedelta(days=1))
            whose = one.organisation.name if one.organisation else "all who are in"
            event.add("summary", f"{words}: {category_title(one.category)} ({whose})")
            event.add("url", address(one))
            event.add("sequence", one.version)
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())
