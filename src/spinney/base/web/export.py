"""Lists as files: CSV and XLSX, streamed, safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula (beginning with = + - @ or a tab or carriage
return; OWASP, "CSV injection") gets an apostrophe before it. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.utils.timezone import is_aware, localtime

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

# openpyxl is imported where it is used: it takes a tenth of a second, which every start would wait.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_IN_SHEET = 1_000_000  # a sheet holds 1,048,576
LETTERS_IN_CELL = 32_767

# Characters that XML 1.0 does not hold, and so no XLSX.
NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Row = Sequence[Any]


def is_number(value: object) -> bool:
    """Whether a value goes into a file as a number."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever spaces it begins with."""
    begins = (text, text.lstrip(" "), text.lstrip())
    return f"'{text}" if any(t.startswith(FORMULA_STARTS) for t in begins) else text


def _local(value: datetime) -> datetime:
    return localtime(value).replace(tzinfo=None) if is_aware(value) else value


def csv_cell(value: Any) -> Any:
    """One value for CSV: numbers bare, dates as 2026-03-12, everything else as safe text."""
    if value is None:
        return ""
    if is_number(value):
        return value
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return safe_text(str(value).replace("\x00", ""))


def xlsx_cell(value: Any) -> Any:
    """One value for XLSX: numbers and dates keep their type, everything else is safe text."""
    if value is None or is_number(value):
        return value
    if isinstance(value, datetime):
        return _local(value)
    if isinstance(value, date):
        return value
    text = safe_text(NOT_IN_XLSX.sub("", str(value)))
    return text if len(text) <= LETTERS_IN_CELL else text[: LETTERS_IN_CELL - 1] + "…"


class _Line:
    """A file that hands back what is written to it, for csv.writer."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """CSV as text, line by line. Begins with a byte order mark, for Excel."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in chain([header], rows):
        yield writer.writerow([csv_cell(value) for value in row])


def write_xlsx(to: IO[bytes], header: Row, rows: Iterable[Row], sheet: str = "Rows") -> None:
    """Write XLSX row by row (flat memory); what is too long for one sheet goes on in the next."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    remaining = iter(rows)
    number = 0
    while True:
        part = list(islice(remaining, 1))
        if number and not part:
            break
        number += 1
        page = book.create_sheet(_sheet_name(sheet, number))
        page.freeze_panes = "A2"
        page.append([_heading(page, text) for text in header])
        for row in chain(part, islice(remaining, ROWS_IN_SHEET - 1)):
            page.append([_cell(page, value) for value in row])
    book.save(to)


def _sheet_name(name: str, number: int) -> str:
    clean = "".join(" " if c in "[]:*?/\\'" else c for c in name).strip() or "Rows"
    return clean[:31] if number == 1 else f"{clean[:26]} {number}"


def _heading(page: Any, text: Any) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, value=xlsx_cell(str(text)))
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    value = xlsx_cell(value)
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"  # never a formula
    return cell


def file_name(name: str, on: date, ending: str) -> str:
    """ "members-of-bolton-2026-03-12.csv"."""
    return f"{slugify(name) or 'list'}-{on.isoformat()}.{ending}"


def csv_response(name: str, header: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """A CSV download, streamed."""
    response = StreamingHttpResponse(
        csv_lines(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_response(name: str, header: Row, rows: Iterable[Row], sheet: str) -> HttpResponseBase:
    """An XLSX download, made on disk and streamed from there."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the response)
    write_xlsx(file, header, rows, sheet)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
