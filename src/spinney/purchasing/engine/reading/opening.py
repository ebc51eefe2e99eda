"""Any file that somebody hands over, opened as a grid, or refused for what it is. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from spinney.base.kernel.tabular import stored as kernel
from spinney.base.kernel.tabular.archives import is_zip, members_of, names_in
from spinney.base.kernel.tabular.stored import Stored
from spinney.purchasing.engine.reading.grid import Grid
from spinney.purchasing.engine.reading.look import Kind
from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.sheet_grid import LIMITS, sheet_grid
from spinney.purchasing.engine.reading.text_grid import text_grid

type Data = bytes | Path | BinaryIO

MOST_TEXT = 1_500_000_000
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_NOT_TABLES = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"SQLite format 3": "database",
    b"{\\rtf": "document",
    b"\x7fELF": "program",
    b"MZ": "program",
}
_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt", ".psv"})
_PACKED = {".xlsx": Kind.XLSX, ".xlsm": Kind.XLSX, ".ods": Kind.ODS}


def stored_as(name: str, data: Data) -> Stored:
    """What was handed over, as a file that can be opened again and again."""
    if isinstance(data, Path):
        return Stored(name, lambda: data.open("rb"), data.stat().st_size)
    held = data if isinstance(data, bytes) else data.read()
    return Stored(name, lambda: io.BytesIO(held), len(held))


def open_grid(name: str, data: Data) -> Grid:
    """A file of any kind as a grid. Raises FileRefused for what is no table, or not what its name
    says, so that nobody reads one thing and believes that it was another.
    """
    stored = stored_as(name, data)
    if not stored.size:
        raise FileRefused("empty")
    kind = _kind_of(stored)
    _check_name(name, kind)
    if kind is not Kind.TEXT:
        return sheet_grid(stored, kind)
    if stored.size > MOST_TEXT:
        raise FileRefused("too_large", size=stored.size)
    with stored.open() as stream:
        return text_grid(name, stream.read())


def _kind_of(stored: Stored) -> Kind:
    with stored.open() as stream:
        first = stream.read(512)
    if is_zip(first):
        return _packed_kind(stored)
    if first.startswith(_OLD_SPREADSHEET):
        return Kind.XLS
    for mark, what in _NOT_TABLES.items():
        if first.startswith(mark):
            raise FileRefused("not_a_table", what=what)
    start = first.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta")):
        raise FileRefused("not_a_table", what="web_page")
    return Kind.TEXT


def _packed_kind(stored: Stored) -> Kind:
    try:
        names = names_in(stored)
    except kernel.FileRefused as refused:
        raise FileRefused("damaged") from refused
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "content.xml" in names:
        return Kind.ODS
    if "xl/workbook.bin" in names:
        raise FileRefused("not_a_table", what="binary_workbook")
    if "word/document.xml" in names:
        raise FileRefused("not_a_table", what="document")
    raise FileRefused("packed", what="zip", name=stored.name)


def _check_name(name: str, kind: Kind) -> None:
    """Refuse a workbook that calls itself a text, and a text that calls itself a workbook.

    A text named .xls is let through: many programs write their exports so.
    """
    ending = Path(name).suffix.lower()
    if ending in _TEXT_ENDINGS and kind is not Kind.TEXT:
        raise FileRefused("disguised", ending=ending, kind=str(kind))
    if ending in _PACKED and kind is Kind.TEXT:
        raise FileRefused("disguised", ending=ending, kind=str(kind))


def files_in(name: str, data: Data) -> Iterator[tuple[str, bytes]]:
    """The files in a zip, by their names, in order; a file that is no zip is itself.

    Raises FileRefused for a zip that is damaged, locked, or would unpack to more than is safe.
    """
    stored = stored_as(name, data)
    with stored.open() as stream:
        first = stream.read(4)
    try:
        if not is_zip(first) or _is_workbook(names_in(stored)):
            with stored.open() as stream:
                yield name, stream.read()
            return
        for member in members_of(stored, LIMITS):
            with member.open() as stream:
                yield member.name.partition(" › ")[2], stream.read()
    except kernel.FileRefused as refused:
        raise FileRefused("unsafe", words=str(refused)) from refused


def _is_workbook(names: frozenset[str]) -> bool:
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml"})
