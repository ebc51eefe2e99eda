"""What falls due under an agreement, and when, as its terms say. Pure.

    >>> found = due({"review": {"every_months": 12}}, since=date(2026, 3, 20), until=None)
    >>> [(one.title, one.due_on, one.every_months) for one in found]
    [('Look at the agreement again', datetime.date(2027, 3, 20), 12)]

A duty of an organisation names it by its uid; one without is for all the parties, and those who run
the cluster see to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from spinney.agreements.engine.terms import TermFault, read
from spinney.base.kernel.periods import add_months

REVIEW, NOTICE, REPORT, RETENTION, END, OTHER = (
    "review", "notice", "report", "retention", "end", "other",
)  # fmt: skip

DAYS_TO_RENEW = 90
"""So long before its last day somebody should ask whether an agreement goes on."""

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Due:
    """Something that is due, and the key of the term that says so."""

    kind: str
    title: str
    due_on: date
    term: str
    every_months: int | None = None
    organisation: str = ""


@dataclass(frozen=True)
class Lasts:
    """From when an agreement holds under these terms, and its last day if it has one."""

    since: date
    until: date | None


def due(terms: Mapping[str, Any], *, since: date, until: date | None) -> tuple[Due, ...]:
    """What falls due under these terms (JSON by key) from `since` on, soonest first. A term that
    cannot be read says nothing.
    """
    lasts = Lasts(since, until)
    found: list[Due] = []
    for key, json in terms.items():
        if key in READERS:
            try:
                found += READERS[key](read(key, json), lasts)
            except TermFault:
                continue
    return tuple(sorted(found, key=lambda one: (one.due_on, one.title, one.organisation)))


def repeated(one: date, every_months: int, *, after: date) -> date:
    """The next day of something that is due every so many months, later than `after`. Counted from
    the first day, so that the 31st stays the 31st.

    >>> repeated(date(2026, 1, 31), 1, after=date(2026, 2, 10))
    datetime.date(2026, 2, 28)
    >>> repeated(date(2026, 1, 31), 1, after=date(2026, 2, 28))
    datetime.date(2026, 3, 31)
    """
    times = 1
    while (following := add_months(one, times * every_months)) <= after:
        times += 1
    return following


def _review(review: Any, lasts: Lasts) -> Iterator[Due]:
    first = review.first_on or add_months(lasts.since, review.every_months)
    if first < lasts.since:
        first = repeated(first, review.every_months, after=lasts.since)
    if lasts.until is None or first <= lasts.until:
        title = "Look at the agreement again"
        yield Due(REVIEW, title, first, "review", review.every_months)


def _ends(ends: Any, lasts: Lasts) -> Iterator[Due]:
    if ends.on is None or ends.on < lasts.since:
        return
    yield Due(END, "The last day of the agreement", ends.on, "ends")
    asks = ends.on - timedelta(days=DAYS_TO_RENEW)
    if asks > lasts.since:
        yield Due(NOTICE, "Say whether the agreement is renewed", asks, "ends")


def _outputs(outputs: Any, lasts: Lasts) -> Iterator[Due]:
    for one in outputs.outputs:
        if one.by is not None and one.by >= lasts.since:
            many = f"{one.how_many:,} " if one.how_many else ""
            title = f"Deliver {many}{one.what.rstrip('.')}"[:LONGEST_TITLE]
            yield Due(OTHER, title, one.by, "outputs", None, one.organisation)
    every = outputs.report_every_months
    if every:
        first = add_months(lasts.since, every)
        for uid in dict.fromkeys(one.organisation for one in outputs.outputs):
            title = "Report on what was delivered"
            yield Due(REPORT, title, first, "outputs", every, uid)


def _open_books(books: Any, lasts: Lasts) -> Iterator[Due]:
    if books.shown:
        first = add_months(lasts.since, books.every_months)
        title = "Show one another costs and accounts"
        yield Due(REPORT, title, first, "open_books", books.every_months)


def _records(records: Any, lasts: Lasts) -> Iterator[Due]:
    if lasts.until is not None:
        title = f"Destroy the records that were kept for {records.years} years"
        yield Due(RETENTION, title, add_months(lasts.until, records.years * 12), "records_kept")


def _data(data: Any, lasts: Lasts) -> Iterator[Due]:
    if lasts.until is None:
        return
    for one in data.items:
        title = f"Delete what was shared for “{one.word('purpose')}”"[:LONGEST_TITLE]
        on = add_months(lasts.until, one.retention_months)
        yield Due(RETENTION, title, on, "data_shared")


def _transfers(transfer: Any, lasts: Lasts) -> Iterator[Due]:
    for one in transfer.transfers:
        if one.on is not None and one.on >= lasts.since:
            title = f"Take over as employer: {one.staff.rstrip('.')}"[:LONGEST_TITLE]
            yield Due(OTHER, title, one.on, "staff_transfer", None, one.to)


READERS: dict[str, Callable[[Any, Lasts], Iterator[Due]]] = {
    "review": _review,
    "ends": _ends,
    "outputs": _outputs,
    "open_books": _open_books,
    "records_kept": _records,
    "data_shared": _data,
    "staff_transfer": _transfers,
}
"""What each term that speaks of dates makes due. The others (payment "within 30 days") count from
something that no agreement knows beforehand: such dates are noted by hand.
"""
