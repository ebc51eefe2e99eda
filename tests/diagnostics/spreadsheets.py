"""Filled spreadsheets, as people would send them."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from spinney.diagnostics.engine.sheets import template
from tests.diagnostics.answering import EVERYTHING


def filled(answers: dict, *, shift: int = 0, **cells: str) -> bytes:
    """The template with answers typed in, by code; its rows moved down by `shift`. `cells` are
    typed into the answer of a code as they stand (a formula).
    """
    book = load_workbook(io.BytesIO(template(EVERYTHING, version="1")))
    sheet = next(s for s in book if any(c.value == "Code" for row in s.iter_rows() for c in row))
    if shift:
        sheet.insert_rows(1, shift)
    head = next(row for row in sheet.iter_rows() if "Code" in [c.value for c in row])
    code, said = (next(c.column for c in head if c.value == n) for n in ("Code", "Answer"))
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        key = row[code - 1].value
        if key in answers or key in cells:
            row[said - 1].value = {**answers, **cells}[key]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(data: bytes, name: str = "answers.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
