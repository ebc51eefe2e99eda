"""Cells of spreadsheets that we write: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_000


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write text into a cell so that no spreadsheet program takes it for a formula."""
    cell: Cell = sheet.cell(row=row, column=column)
    plain = _FORBIDDEN.sub("", text)[:LONGEST_CELL]
    cell.value = plain or None
    if plain:
        cell.data_type = "s"
        cell.quotePrefix = plain[0] in "=+-@\t\r'"
    return cell
