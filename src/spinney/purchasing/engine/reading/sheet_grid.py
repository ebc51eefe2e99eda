"""Workbooks (XLSX, XLS, ODS) as sheets of columns. Nothing in them is ever calculated, and nothing
that they point to is opened. Pure.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.spreadsheets import cell_text
from spinney.base.kernel.tabular import stored as kernel
from spinney.base.kernel.tabular.archives import GIGABYTE, MEGABYTE, Limits
from spinney.base.kernel.tabular.stored import Stored
from spinney.base.kernel.tabular.workbook_parts import check_reach, check_size, formulas_in
from spinney.purchasing.engine.reading.grid import Grid, Sheet, columns_of, trimmed
from spinney.purchasing.engine.reading.look import Doubt, Kind
from spinney.purchasing.engine.reading.refusal import FileRefused

if TYPE_CHECKING:
    import pyarrow as pa
    from python_calamine import CalamineWorkbook

LIMITS = Limits(unpacked=2 * GIGABYTE, sheet=2 * GIGABYTE, ratio=200)
MOST_COLUMNS, MOST_CELLS = 2_000, 40_000_000
"""A sheet of the greatest height (1,048,576 rows) may have some 38 columns."""
MOST_OLD = 200 * MEGABYTE
SMALL = 20 * MEGABYTE
"""Up to this size the formulas of a workbook are looked through."""
CHUNK = 20_000
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""By what the wrapping of a workbook with a password is known."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError,
)  # fmt: skip


def sheet_grid(stored: Stored, kind: Kind) -> Grid:
    """A workbook as a grid of its sheets that have cells. Raises FileRefused."""
    try:
        noticed = _checked(stored, kind)
    except kernel.FileRefused as refused:
        raise FileRefused("unsafe", words=str(refused)) from refused
    except _DAMAGE as error:
        raise FileRefused("damaged") from error
    sheets = tuple(_sheets(stored))
    if not sheets:
        raise FileRefused("empty")
    return Grid(stored.name, kind, sheets, noticed=noticed)


def _checked(stored: Stored, kind: Kind) -> tuple[Doubt, ...]:
    """What a person should know of a workbook that is safe to open. Refuses any other."""
    if kind is Kind.XLS:
        if stored.size > MOST_OLD:
            raise FileRefused("too_large", size=stored.size)
        with stored.open() as stream:
            if _LOCKED in stream.read():
                raise FileRefused("locked")
        return ()
    check_size(stored, LIMITS)
    if kind is Kind.ODS:
        _check_repeats(stored)
        return ()
    check_reach(stored, MOST_COLUMNS, MOST_CELLS, only_filled=True)
    return _formulas(stored)


def _sheets(stored: Stored) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    found = []
    try:
        with stored.open() as stream:
            book = CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
        for name in _shown(book):
            sheet = _sheet(name, book.get_sheet_by_name(name))
            found += [sheet] if sheet else []
    except PasswordError as error:
        raise FileRefused("locked") from error
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused("damaged") from error
    return found


def _shown(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that a workbook shows to who opens it; of all, if it shows none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    return shown or [one.name for one in sheets]


def _sheet(name: str, sheet: Any) -> Sheet | None:
    """A sheet of calamine's as columns; None when it has no cells."""
    import pyarrow as pa

    if not sheet.height:
        return None
    first_row, first_column = sheet.start or (0, 0)
    width = sheet.width + first_column
    pieces: list[list[pa.Array]] = [[] for _ in range(width)]
    rows = sheet.iter_rows()
    while chunk := list(islice(rows, CHUNK)):
        inner = len(chunk[0])
        columns = [[""] * len(chunk)] * (width - inner) + columns_of(chunk, inner)
        for column, values in zip(pieces, columns, strict=True):
            column.append(pa.array([_text(value) for value in values], pa.string()))
    height = sum(len(piece) for piece in pieces[0])
    return Sheet(
        name,
        tuple(trimmed(pa.chunked_array(column, pa.string())) for column in pieces),
        first_row=1 + (first_row if height < sheet.total_height else 0),
    )


def _text(value: object) -> str:
    return value if type(value) is str else cell_text(value)


def _formulas(stored: Stored) -> tuple[Doubt, ...]:
    """What a person should know of the formulas in an XLSX."""
    if stored.size > SMALL:
        return ()
    count, never = formulas_in(stored, all_sheets=True)
    doubts = [Doubt("formulas", detail={"count": count})] if count else []
    if never:
        detail = {"count": len(never), "cells": never[:5]}
        doubts.append(Doubt("formulas_never_calculated", detail=detail))
    if _links(stored):
        doubts.append(Doubt("external_links"))
    return tuple(doubts)


def _links(stored: Stored) -> bool:
    with stored.open() as stream, zipfile.ZipFile(stream) as archive:
        return any(name.startswith("xl/externalLinks/") for name in archive.namelist())


def _check_repeats(stored: Stored) -> None:
    """Refuse an ODS that says a few cells over and over until they fill all memory.

    Programs write "and a million empty rows" at the end of every sheet, so what is counted is what
    is repeated before the last row with a value.
    """
    with stored.open() as stream, zipfile.ZipFile(stream) as archive:
        xml = archive.read("content.xml")
    for table in xml.split(b"<table:table ")[1:]:
        last = max(table.rfind(b"<text:p"), table.rfind(b"office:value="), 0)
        rows = columns = 1
        for match in re.finditer(rb'rows-repeated\s*=\s*["\'](\d{1,12})', table[:last]):
            rows += int(match[1])
        for match in re.finditer(rb'columns-repeated\s*=\s*["\'](\d{1,12})', table[:last]):
            columns = max(columns, int(match[1]))
        if rows * min(columns, MOST_COLUMNS) > MOST_CELLS:
            raise FileRefused("too_large", size=len(xml))
