"""Small files of payments, invented, as the programs that people use would write them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

from spinney.purchasing.engine.reading.looking import look_at
from spinney.purchasing.engine.reading.opening import open_grid
from spinney.purchasing.engine.reading.read import read_grid
from spinney.purchasing.engine.reading.reading import lines_of


def csv_file(rows, *, delimiter=",", encoding="utf-8", newline="\r\n"):
    """Rows as a text file; a row may be a text, which is written as it stands."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    for row in rows:
        if isinstance(row, str):
            text.write(row + newline)
        else:
            writer.writerow(row)
    return text.getvalue().encode(encoding)


def xlsx_file(*sheets, start=(1, 1), hidden="", far_style=False):
    """An XLSX of sheets given as (name, rows); `start` is where their first cell stands, `hidden`
    a sheet that is not shown, `far_style` what is in the last cell of all: a style, or a word.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                if value not in (None, ""):
                    sheet.cell(start[0] + down, start[1] + right, value)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        if far_style:
            sheet["XFD1048576"].font = Font(bold=True)
            sheet["XFD1048576"] = far_style if isinstance(far_style, str) else None
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def ods_file(rows, *, after=""):
    """An ODS of one sheet, every cell a text, with `after` behind its last row."""

    def cell(value):
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"

    xml = "".join(
        f"<table:table-row>{''.join(cell(value) for value in row)}</table:table-row>"
        for row in rows
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(rows=xml + after))
    return packed.getvalue()


def zip_file(**files):
    """A zip of files by their names (with `_` for the dot)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return packed.getvalue()


def read_file(name, data, **roles):
    """(what was understood of a file, what was read of it)."""
    grid = open_grid(name, data)
    look = look_at(grid)
    return look, read_grid(grid, look.layout)


def paid(reading):
    """The lines of a reading as (day, supplier, pence) in few words."""
    return [(one.day, one.supplier, one.amount_pence) for one in lines_of(reading)]


def day(text):
    """A day from "12/3/2025", the day first."""
    number, month, year = (int(part) for part in text.split("/"))
    return date(year, month, number)
