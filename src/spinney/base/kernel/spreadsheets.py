"""Spreadsheets that people send: opened with care, as rows of text.

Only XLSX is read. What it would unpack to, and how far its cells reach, is measured before
anything is read, because a small file can claim a million columns. What was measured is packed
anew and read from there: two readers need not agree on what lies in an archive. Nothing is ever
calculated: a formula counts as the value that the spreadsheet program last saw.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time

from spinney.base.kernel.workbooks import reach

MEGABYTE = 1024 * 1024
MOST_PACKED, MOST_UNPACKED, MOST_PARTS = 10 * MEGABYTE, 60 * MEGABYTE, 500
MOST_ROWS, MOST_COLUMNS = 20_000, 300
MOST_CELLS = 6_000_000
"""Of all sheets together, reckoned generously: each sheet about four times over."""
# Parts without words or figures of a sheet, some with cells of their own; and "content.xml", which
# makes an archive a spreadsheet of another kind.
_NOT_READ = (
    "content.xml", "customXml/", "xl/calcChain", "xl/charts/", "xl/comments", "xl/drawings/",
    "xl/externalLinks/", "xl/pivot", "xl/theme/",
)  # fmt: skip

Rows = list[list[str]]


class WorkbookRefused(ValueError):
    """A file that is no spreadsheet, or too large a one; the message says which and what to do."""


def rows_of(data: bytes) -> Mapping[str, Rows]:
    """The rows of every sheet by its name, each cell as text; row 1 is at 0. Raises
    WorkbookRefused.
    """
    safe = _packed_anew(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(safe))
        return {
            name: [
                [cell_text(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except (CalamineError, ValueError) as error:
        raise WorkbookRefused(_NOT_ONE) from error


_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
_NOT_ONE = "This is not a spreadsheet that can be read. Save it as XLSX and send it again."


def _packed_anew(data: bytes) -> bytes:
    """The parts that were looked at, and nothing else, as an archive of our own."""
    if len(data) > MOST_PACKED:
        raise WorkbookRefused(f"The file is over {MOST_PACKED // MEGABYTE} MB: too large to read.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _copied(_parts_of(archive))
    except _UNREADABLE as error:
        raise WorkbookRefused(_NOT_ONE) from error


def _copied(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return packed.getvalue()


def _parts_of(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts of a workbook that hold its words and figures, by name."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise WorkbookRefused(_NOT_ONE)
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise WorkbookRefused("The file would open to more than can be read. Send a smaller one.")
    found: dict[str, bytes] = {}
    cells = 0
    for part in parts:
        name = part.filename
        if name.lower().endswith((".xml", ".rels")) and not name.startswith(_NOT_READ):
            found[name] = archive.read(part)
            cells += _reach(found[name])
            if cells > MOST_CELLS:
                raise WorkbookRefused(
                    "The file has more cells than can be read. Send a smaller one."
                )
    return found


def _reach(xml: bytes) -> int:
    """How many cells a sheet takes up at the most. Raises WorkbookRefused for one too far away."""
    found = reach(xml)
    if found.last_row > MOST_ROWS or found.last_column > MOST_COLUMNS:
        raise WorkbookRefused(
            f"A sheet reaches beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}. Delete the"
            " empty rows and columns after the last, and send it again."
        )
    return found.cells


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
