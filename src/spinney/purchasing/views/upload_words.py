"""What a file of payments says of itself on a page: rows, doubts, columns, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.base.web.components.parts import Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, day, file_size, listed, money
from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.purchasing.bridge.reading import why
from spinney.purchasing.engine.reading.layout import Grouped, Layout, Role
from spinney.purchasing.engine.reading.look import SampleRow
from spinney.purchasing.forms.uploads import MONEY_IN, ORDERS, ROLES, SIGNS
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.states import UploadState

TONES = {
    UploadState.READING: Tone.PLAIN,
    UploadState.TO_CHECK: Tone.WAITS,
    UploadState.ADDING: Tone.PLAIN,
    UploadState.ADDED: Tone.GO,
    UploadState.REFUSED: Tone.LATE,
}


def status_of(upload: SpendUpload) -> Status:
    """How a file stands, in words with their tone."""
    state = UploadState(upload.state)
    return Status(str(state.label), TONES.get(state, Tone.QUIET))


ALIKE = (
    "They stand in another file in other words. If both files tell of the same payments, as the"
    " bank and the accounts of one month do, throw this one away: they would count twice."
)


def period_of(upload: SpendUpload) -> str:
    """From when to when a file goes: "1 April 2025 to 31 March 2026"."""
    if upload.first_day is None or upload.last_day is None:
        return ""
    if upload.first_day == upload.last_day:
        return day(upload.first_day)
    return f"{day(upload.first_day)} to {day(upload.last_day)}"


def rows_of(upload: SpendUpload) -> list[SummaryRow]:
    """What was understood of a file, in figures."""
    found = upload.summary
    rows = [SummaryRow("File", upload.name, note=file_size(upload.size))]
    if "rows" not in found:
        return rows
    rows += [
        SummaryRow("Payments in it", counted(found["rows"], "payment")),
        SummaryRow("Together", money(found["pence"])),
        SummaryRow("From and to", period_of(upload) or "No dates in it"),
        SummaryRow("Names paid", counted(found["names"], "name")),
        _aside(found),
    ]
    if found["known"]:
        known = f"{counted(found['known'], 'payment')} of them"
        rows.append(SummaryRow("Here already", known, note="They are not counted twice."))
    if found.get("alike"):
        alike = f"{counted(found['alike'], 'payment')} of a day and an amount that are in already"
        rows.append(SummaryRow("Perhaps here already", alike, note=ALIKE))
    if upload.state == UploadState.ADDED:
        rows.append(SummaryRow("Added", counted(found.get("added", 0), "payment")))
    return rows


def _aside(found: Mapping[str, Any]) -> SummaryRow:
    title = "People left out"
    if not found["aside_names"]:
        return SummaryRow(title, "No name was taken for a person’s")
    names, lines = counted(found["aside_names"], "name"), counted(found["aside_lines"], "payment")
    return SummaryRow(title, f"{names}, {lines}", note="They never reach a cluster.")


def skipped_words(upload: SpendUpload) -> list[str]:
    """What rows that are no payments are, with how many of each, the most first."""
    found = upload.summary.get("skipped", {}).items()
    return [
        f"{counted(number, 'row')}: {why(code)}"
        for code, number in sorted(found, key=lambda one: -one[1])
    ]


def left_out_number(upload: SpendUpload) -> int:
    """How many rows of a file are left out."""
    found = upload.summary
    numbers = [*found.get("refused", {}).values(), *found.get("skipped", {}).values()]
    return sum(int(one) for one in numbers)


def columns_of(layout: Layout) -> list[SummaryRow]:
    """What each column of a file means; those that are left out in one line at the end."""
    used = [one for one in layout.columns if one.role is not Role.IGNORE]
    rows = [
        SummaryRow(one.heading or f"Column {one.index + 1}", str(ROLES[one.role])) for one in used
    ]
    left = [one.heading or f"column {one.index + 1}" for one in layout.columns if one not in used]
    if left:
        rows.append(SummaryRow("Left out", listed(left)))
    return rows


def manner_of(layout: Layout) -> list[SummaryRow]:
    """How dates and amounts are read."""
    order, came_in = ORDERS[layout.date_order], MONEY_IN[layout.money_in]
    rows = []
    if any(one.role is Role.DATE for one in layout.columns):
        rows.append(
            SummaryRow("Dates", str(order), note=f"For example {getattr(order, 'hint', '')}")
        )
    rows += [
        SummaryRow("Money that you spent", SIGNS[layout.signs]),
        SummaryRow("Money that came in", str(came_in), note=getattr(came_in, "hint", "")),
    ]
    if layout.pounds != 1:
        rows.append(SummaryRow("Amounts", f"in thousands: 1 means {money(layout.pounds * 100)}"))
    if layout.grouped is not Grouped.NOT:
        rows.append(SummaryRow("Groups", "Headings between the rows are read as well"))
    return rows


def _part(name: str) -> Any:
    def read(row: SampleRow) -> Any:
        return getattr(row.line, name) if row.line else None

    return read


def _paid_to(row: SampleRow) -> str:
    if row.line:
        return row.line.supplier
    return f"Left out: {why(row.code)}"


SAMPLE = Table(
    name="sample",
    caption="How rows are read",
    columns=[
        Column("row", "Row", kind="number"),
        Column(
            "cells", "In the file", kind="prose",
            value=lambda row: " · ".join(filter(None, row.cells)),
        ),
        Column("day", "Day", kind="date", value=_part("day")),
        Column("supplier", "Who was paid", value=_paid_to, note=_part("category")),
        Column("amount", "Counts as", kind="money", value=_part("amount_pence")),
        Column("vat", "VAT", kind="money", value=_part("vat_pence")),
    ],
    empty=Empty("No row could be read yet", "Say what the columns mean, and it is read again."),
    row_id=lambda row: row.row,
)  # fmt: skip
