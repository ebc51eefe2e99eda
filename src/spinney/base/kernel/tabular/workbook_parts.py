"""What a workbook would open to, and its formulas, told from its parts before anything opens it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from spinney.base.kernel.tabular.archives import Limits, parts_of, size_in_words
from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.base.kernel.workbooks import column_number, reach

_FORMULA_CELL = re.compile(
    rb'<c [^>]*?r="([A-Z]+[0-9]+)"[^>]*>\s*<f[ >/](?:(?!</c>).)*?</c>', re.DOTALL
)
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>[^<]|<is[\s>]")
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,20})[0-9]{1,20}"(?:[^>/]|/(?!>))*>(?!</c>)')
_ROW_NUMBER = re.compile(rb'<row r="([0-9]{1,20})"')
_CHUNK = 1 << 20
NEVER_A_BOMB = 10 << 20
"""A workbook that opens to no more than this is taken, however small it is packed."""


def check_size(stored: Stored, limits: Limits) -> None:
    """Refuse a workbook that would unpack to more than `limits` allow. Raises FileRefused."""
    total = packed = 0
    for info in parts_of(stored):
        total += info.file_size
        packed += info.compress_size
    if total > limits.sheet:
        raise FileRefused(too_large(stored.name, total, limits))
    if total > max(NEVER_A_BOMB, packed * limits.ratio):
        raise FileRefused(too_dense(stored.name, total, packed, limits))


def check_reach(
    stored: Stored, most_columns: int, most_cells: int, *, only_filled: bool = False
) -> None:
    """Refuse a workbook whose cells lie so far out that opening it would take all memory.

    With `only_filled`, cells that have a style and nothing else do not count, as readers make no
    room for them.
    """
    last_row = last_column = 0
    for part in sheet_xml(stored, all_of_them=True):
        row, column = _filled(part) if only_filled else _reached(part)
        last_row, last_column = max(last_row, row), max(last_column, column)
        if last_column > most_columns or last_row * last_column > most_cells:
            raise FileRefused(
                f"A sheet of {stored.name} reaches to row {last_row:,} and column"
                f" {last_column:,}: more than can be read. Delete the empty rows and columns after"
                " the last, or save it as CSV, and load it again."
            )


def _reached(part: bytes) -> tuple[int, int]:
    found = reach(part)
    return found.row, found.last_column


def _filled(part: bytes) -> tuple[int, int]:
    """The last row, and the last column of a cell with something in it, in a piece of a sheet
    written as spreadsheet programs write it; of any cell, in one written otherwise.
    """
    usual = part.count(b'<c r="')
    if b":c" in part or b":row" in part or usual != part.count(b"<c ") + part.count(b"<c>"):
        return _reached(part)
    if part.count(b"<row ") != part.count(b'<row r="') or b"<row>" in part:
        return _reached(part)
    columns = {column_number(letters) for letters in set(_FILLED_CELL.findall(part))}
    return max(map(int, _ROW_NUMBER.findall(part)), default=0), max(columns, default=0)


def too_large(name: str, total: int, limits: Limits) -> str:
    """What is said of a workbook that would open to so many bytes."""
    return (
        f"{name} would open to {size_in_words(total)}; at most {size_in_words(limits.sheet)} of a "
        "spreadsheet can be taken. Save it as CSV, which can be of any length, and load that."
    )


def too_dense(name: str, total: int, packed: int, limits: Limits) -> str:
    """What is said of a workbook that would open to so many times the bytes that it has."""
    return (
        f"{name} has {size_in_words(packed)} and would open to {size_in_words(total)}; a "
        f"spreadsheet that opens to more than {limits.ratio:,} times its size cannot be taken."
        " Save it as CSV, and load that."
    )


def formulas_in(stored: Stored, *, all_sheets: bool = False) -> tuple[int, list[str]]:
    """(how many cells of the first sheet, or of all, hold formulas; the names of those that were
    never calculated).
    """
    count, uncalculated = 0, []
    for part in sheet_xml(stored, all_of_them=all_sheets):
        if b"<f" not in part:
            continue
        for cell in _FORMULA_CELL.finditer(part):
            count += 1
            if not _VALUE.search(cell[0]):
                uncalculated.append(cell[1].decode())
    return count, uncalculated


def sheet_xml(stored: Stored, *, all_of_them: bool = False) -> Iterator[bytes]:
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
