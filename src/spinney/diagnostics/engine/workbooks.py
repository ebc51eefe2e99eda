"""Spreadsheets that people send: opened with care, as rows of text.

Only XLSX is read. What it would unpack to, and how far its cells reach, is measured before
anything is read, because a small file can claim a million columns. Nothing is ever calculated:
a formula counts as the value that the spreadsheet program last saw.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time

MEGABYTE = 1024 * 1024
MOST_PACKED, MOST_UNPACKED, MOST_PARTS = 10 * MEGABYTE, 60 * MEGABYTE, 500
MOST_ROWS, MOST_COLUMNS = 20_000, 300
_REACH = re.compile(rb"""<(?:\w+:)?(?:row|c)\s(?:[^<>]*?\s)?r=["']([A-Z]{0,4})(\d{1,9})["']""")

Rows = list[list[str]]


class WorkbookRefused(ValueError):
    """A file that is no spreadsheet, or too large a one; the message says which and what to do."""


def rows_of(data: bytes) -> Mapping[str, Rows]:
    """The rows of every sheet by its name, each cell as text; row 1 is at 0. Raises
    WorkbookRefused.
    """
    _check(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: [
                [cell_text(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except (CalamineError, ValueError) as error:
        raise WorkbookRefused(_NOT_ONE) from error


_NOT_ONE = "This is not a spreadsheet that can be read. Save it as XLSX and send it again."


def _check(data: bytes) -> None:
    if len(data) > MOST_PACKED:
        raise WorkbookRefused(f"The file is over {MOST_PACKED // MEGABYTE} MB: too large to read.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise WorkbookRefused(_NOT_ONE) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise WorkbookRefused(_NOT_ONE)
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise WorkbookRefused("The file would open to more than can be read. Send a smaller one.")
    for part in parts:
        if part.filename.endswith((".xml", ".XML")):
            _check_reach(archive.read(part))


def _check_reach(xml: bytes) -> None:
    for match in _REACH.finditer(xml):
        if int(match[2]) > MOST_ROWS or _column(match[1]) > MOST_COLUMNS:
            raise WorkbookRefused(
                f"A sheet reaches beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}. Delete the"
                " empty rows and columns after the last, and send it again."
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(index: int) -> str:
    """The letters over a column counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(value: object) -> str:
    """A cell as somebody would have typed it.

    >>> cell_text(12.0), cell_text(0.1 + 0.2), cell_text(datetime(2026, 3, 12)), cell_text(True)
    ('12', '0.3', '2026-03-12', 'TRUE')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        short = format(value, ".15g")
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else short
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)
