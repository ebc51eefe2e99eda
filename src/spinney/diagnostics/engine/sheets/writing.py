"""The spreadsheet of an instrument, ready to fill."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from spinney.diagnostics.engine.definition import Instrument, Kind, Section
from spinney.diagnostics.engine.places import Answers, split
from spinney.diagnostics.engine.sheets.layout import (
    ALLOWED,
    ANSWER,
    CODE,
    COLUMNS,
    COMMENT,
    HEADING_ROW,
    HINT,
    QUESTION,
    STAMP,
    USUAL_ROUNDS,
    Line,
    allowed,
    lines,
)
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.engine.writing_cells import put

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (22, 52, 40, 44, 36, 30)
_FORMATS = {Kind.WHOLE: "0", Kind.MONEY: "#,##0.00", Kind.DATE: "d mmmm yyyy"}
_HOW = (
    "Fill in the column “Answer”. Leave a row blank if it does not fit you. Keep the codes."
    " A star (*) marks what must be answered."
)


def template(
    instrument: Instrument,
    *,
    version: str = "",
    answers: Answers | None = None,
    rounds: Mapping[str, int] | None = None,
) -> bytes:
    """An XLSX with one row for each question: code, question, hint, allowed answers, answer,
    comment. Codes cannot be changed without taking the protection off; choices are offered as a
    list. `answers` are filled in already; `rounds` says how often each repeat is laid out, at
    least as often as there are answers.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = "Answers"
    _head(sheet, instrument)
    ranges = _lists(book, instrument)
    offers: dict[str, DataValidation] = {}
    row = HEADING_ROW
    for line in lines(instrument, _rounds(instrument, rounds or {}, answers or {})):
        row += 1
        if isinstance(line, Section):
            _section(sheet, row, line)
        else:
            _line(sheet, row, line, instrument, answers or {})
            _offer(sheet, row, line, ranges.get(line.question.choices), offers)
    _stamp(book, instrument, version)
    _protect(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rounds(instrument: Instrument, wanted: Mapping[str, int], answers: Answers) -> dict[str, int]:
    answered = [split(key) for key in answers]
    return {
        section.key: max(
            wanted.get(section.key, USUAL_ROUNDS),
            *(at for named, at, _ in answered if named == section.key),
            0,
        )
        for section in instrument.sections
    }


def _head(sheet: Worksheet, instrument: Instrument) -> None:
    from openpyxl.styles import Font

    put(sheet, 1, 1, instrument.title).font = Font(bold=True, size=16)
    put(sheet, 2, 1, _HOW)
    for at, name in enumerate(COLUMNS):
        put(sheet, HEADING_ROW, at + 1, name).font = Font(bold=True)
        sheet.column_dimensions[chr(65 + at)].width = _WIDTHS[at]
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"


def _section(sheet: Worksheet, row: int, section: Section) -> None:
    from openpyxl.styles import Font

    put(sheet, row, QUESTION + 1, section.title).font = Font(bold=True)
    put(sheet, row, HINT + 1, section.intro)


def _line(sheet: Worksheet, row: int, line: Line, instrument: Instrument, answers: Answers) -> None:
    from openpyxl.styles import Alignment, Protection

    question = line.question
    choices = instrument.choices_of(question)
    said = answers.get(line.place.key)
    if isinstance(said, list):
        labels = {one.name: one.label for one in choices}
        words = "; ".join(labels.get(name, name) for name in said)
    else:
        words = answer_words(question, said, choices)
    texts = {
        CODE: line.place.key,
        QUESTION: line.words + (" *" if question.required else ""),
        HINT: question.hint,
        ALLOWED: allowed(instrument, question),
        ANSWER: words,
        COMMENT: "",
    }
    for at, text in texts.items():
        put(sheet, row, at + 1, text).alignment = Alignment(wrap_text=True, vertical="top")
    for at in (ANSWER, COMMENT):
        sheet.cell(row=row, column=at + 1).protection = Protection(locked=False)
    sheet.cell(row=row, column=ANSWER + 1).number_format = _FORMATS.get(question.kind, "General")


def _lists(book: Any, instrument: Instrument) -> dict[str, str]:
    """Each list of choices in a column of a hidden sheet; where each stands."""
    sheet = book.create_sheet("Lists")
    sheet.sheet_state = "hidden"
    found: dict[str, str] = {}
    for column, one in enumerate(instrument.lists, start=1):
        for row, choice in enumerate(one.choices, start=1):
            letters = put(sheet, row, column, choice.label).column_letter
            found[one.name] = f"Lists!${letters}$1:${letters}${row}"
    return found


def _offer(
    sheet: Worksheet, row: int, line: Line, where: str | None, offers: dict[str, DataValidation]
) -> None:
    """A list to choose from, where one answer of a list is wanted."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if where is None or line.question.kind not in (Kind.ONE, Kind.SCALE):
        return
    if where not in offers:
        offer = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=True)
        offer.error, offer.errorTitle = "Choose one of the answers in the list.", "Not in the list"
        sheet.add_data_validation(offer)
        offers[where] = offer
    offers[where].add(f"{chr(65 + ANSWER)}{row}")


def _stamp(book: Any, instrument: Instrument, version: str) -> None:
    sheet = book.create_sheet(STAMP)
    sheet.sheet_state = "hidden"
    for row, (name, value) in enumerate((("form", instrument.key), ("version", version)), start=1):
        put(sheet, row, 1, name)
        put(sheet, row, 2, value)


def _protect(sheet: Worksheet) -> None:
    """Codes and questions stay as they are; rows may still be sorted, sized and formatted."""
    sheet.protection.sheet = True
    for free in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, free, False)
