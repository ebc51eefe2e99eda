"""Spreadsheets (XLSX, XLSM, XLS, ODS) as tables of text. Nothing in them is ever calculated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO

from spinney.base.kernel.workbooks import reach
from spinney.register.engine.rows import FileRefused
from spinney.register.engine.tabular.archives import Limits, parts_of, size_in_words
from spinney.register.engine.tabular.text import Meter, Stored, Table, distinct

_FORMULA_CELL = re.compile(
    rb'<c [^>]*?r="([A-Z]+[0-9]+)"[^>]*>\s*<f[ >/](?:(?!</c>).)*?</c>', re.DOTALL
)
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>[^<]|<is[\s>]")
_CHUNK = 1 << 20
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
        _check_size(stored, limits)
        _check_reach(stored)
        remarks = _formula_remarks(stored)
    elif stored.size > limits.sheet:
        raise FileRefused(_too_large(stored.name, stored.size, limits))
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


def _check_size(stored: Stored, limits: Limits) -> None:
    total = packed = 0
    for info in parts_of(stored):
        total += info.file_size
        packed += info.compress_size
    if total > limits.sheet or total > max(10 << 20, packed * limits.ratio):
        raise FileRefused(_too_large(stored.name, total, limits))


def _check_reach(stored: Stored) -> None:
    """Refuse a workbook whose cells lie so far out that opening it would take all memory."""
    last_row = last_column = 0
    for part in _sheet_xml(stored, all_of_them=True):
        found = reach(part)
        last_row, last_column = max(last_row, found.row), max(last_column, found.last_column)
        if last_column > MOST_COLUMNS or last_row * last_column > MOST_CELLS:
            raise FileRefused(
                f"A sheet of {stored.name} reaches to row {last_row:,} and column"
                f" {last_column:,}: more than can be read. Delete the empty rows and columns after"
                " the last, or save it as CSV, and load it again."
            )


def _too_large(name: str, total: int, limits: Limits) -> str:
    return (
        f"{name} would open to {size_in_words(total)}; at most {size_in_words(limits.sheet)} of a "
        "spreadsheet can be taken. Save it as CSV, which can be of any length, and load that."
    )


def _formula_remarks(stored: Stored) -> tuple[str, ...]:
    """A sentence when the first sheet of an XLSX has formulas."""
    count, uncalculated = 0, []
    for part in _sheet_xml(stored):
        for cell in _FORMULA_CELL.finditer(part):
            count += 1
            if not _VALUE.search(cell[0]):
                uncalculated.append(cell[1].decode())
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


def _sheet_xml(stored: Stored, *, all_of_them: bool = False) -> Iterator[bytes]:
    """The XML of an XLSX's first sheet (or of all), in pieces that do not split a cell."""
    with stored.open() as stream, zipfile.ZipFile(stream) as archive:
        names = sorted(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
        for name in names if all_of_them else names[:1]:
            with archive.open(name) as part:
                yield from _pieces(part)


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := part.read(_CHUNK):
        rest += piece
        cut = max(rest.rfind(b"</c>") + 4, rest.rfind(b"</row>") + 6)
        if cut > 6:
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest
