"""Any file a person may choose, opened as the tables it holds or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from spinney.base.kernel.tabular.archives import Limits, is_zip, members_of, names_in
from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.register.engine.tabular.lists import open_list
from spinney.register.engine.tabular.sheets import open_sheet
from spinney.register.engine.tabular.text import Table, open_text

_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_NOT_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
    b"<!DOCTYPE html": "a web page",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"{\\rtf": "a document",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
_SHEET_MARKS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
WANTED = "Choose a CSV, tab-separated, XLSX, ODS or JSON file, or a zip of these."


def tables_in(stored: Stored, limits: Limits | None = None) -> Iterator[Table]:
    """The tables of a file: one for a text, sheet or list; one for each in a zip.

    Raises FileRefused with the reason and the remedy for everything else.
    """
    limits = limits or Limits()
    with stored.open() as stream:
        first_bytes = stream.read(512)
    if is_zip(first_bytes):
        yield from _of_zip(stored, limits)
    else:
        yield _single(stored, first_bytes, limits)


def _of_zip(stored: Stored, limits: Limits) -> Iterator[Table]:
    names = names_in(stored)
    if names.intersection(_SHEET_MARKS):
        yield open_sheet(stored, limits)
        return
    if "word/document.xml" in names:
        raise FileRefused(f"{stored.name} is a Word document, not a table. {WANTED}")
    for member in members_of(stored, limits):
        with member.open() as stream:
            first_bytes = stream.read(512)
        if is_zip(first_bytes):
            raise FileRefused(
                f"{member.name} is packed inside another file. Take it out and load it by itself."
            )
        yield _single(member, first_bytes, limits)


def _single(stored: Stored, first_bytes: bytes, limits: Limits) -> Table:
    if first_bytes.startswith(_OLD_SPREADSHEET):
        return open_sheet(stored, limits)
    for mark, what in _NOT_TABLES.items():
        if first_bytes.startswith(mark):
            raise FileRefused(f"{stored.name} is {what}, not a table. {WANTED}")
    if first_bytes.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return open_list(stored)
    return open_text(stored)
