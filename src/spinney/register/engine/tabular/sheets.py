"""Spreadsheets (XLSX, XLSM, XLS, ODS) as tables of text. Nothing in them is ever calculated."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from spinney.base.kernel.tabular.archives import Limits
from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.base.kernel.tabular.workbook_parts import (
    check_reach,
    check_size,
    formulas_in,
    too_large,
)
from spinney.register.engine.tabular.text import Meter, Table, distinct

MOST_COLUMNS, MOST_CELLS = 2_000, 60_000_000


def open_sheet(stored: Stored, limits: Limits) -> Table:
    """The first sheet that has rows. Raises FileRefused when there is none or it is too large.

    Formulas are taken at the value that the spreadsheet last calculated; cells whose formula was
    never calculated are empty, and a remark names them.
    """
    remarks: tuple[str, ...] = ()
    with stored.open() as stream:
        packed = stream.read(4).startswith(b"PK")
    if packed:
        check_size(stored, limits)
        check_reach(stored, MOST_COLUMNS, MOST_CELLS)
        remarks = _formula_remarks(stored)
    elif stored.size > limits.sheet:
        raise FileRefused(too_large(stored.name, stored.size, limits))
    rows, name, more = _first_sheet(stored)
    headers = distinct(rows[0])
    meter = Meter(total=len(rows) - 1)
    if more:
        remarks += (f"Only the sheet “{name}” was read; the file has {more} more.",)

    def records() -> Iterator[tuple[int, list[str]]]:
        for position, values in enumerate(rows[1:], start=1):
            meter.done = position
            if any(values):
                yield position + 1, values

    return Table(stored.name, headers, records, meter, remarks)


def _first_sheet(stored: Stored) -> tuple[list[list[str]], str, int]:
    """(rows as text, sheet name, number of other sheets) of the first sheet with a heading."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with stored.open() as stream:
            book = CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = [[cell_text(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
            while rows and not any(rows[0]):
                rows.pop(0)
            if rows:
                return rows, name, len(book.sheet_names) - 1
    except PasswordError as error:
        raise FileRefused(
            f"{stored.name} is locked with a password. Save it without one and load it again."
        ) from error
    except CalamineError as error:
        raise FileRefused(
            f"{stored.name} is not a spreadsheet that can be read. Save it as XLSX or CSV."
        ) from error
    raise FileRefused(f"{stored.name} has no rows in any sheet. Choose the file again.")


def cell_text(value: object) -> str:
    """A cell as the text a person would have typed.

    >>> cell_text(12.0), cell_text(date(2026, 3, 12)), cell_text(True), cell_text("=1+1")
    ('12', '2026-03-12', 'True', '=1+1')
    """
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            whole_day = value.time() == time(0)
            return value.date().isoformat() if whole_day else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _formula_remarks(stored: Stored) -> tuple[str, ...]:
    """A sentence when the first sheet of an XLSX has formulas."""
    count, uncalculated = formulas_in(stored)
    if not count:
        return ()
    cells = "One cell holds a formula" if count == 1 else f"{count:,} cells hold formulas"
    remark = f"{cells}: the value last calculated was read, and nothing was calculated here."
    if not uncalculated:
        return (remark,)
    names = ", ".join(uncalculated[:5]) + (" and others" if len(uncalculated) > 5 else "")
    return (
        remark,
        f"No value was ever calculated in {names}, so these were read as empty. Open the file in "
        "a spreadsheet program, save it and load it again.",
    )
