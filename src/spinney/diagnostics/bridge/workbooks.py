"""Spreadsheets to fill in and XLSForms, between rows and the engine that reads and writes them.

The libraries behind them are heavy, so they are brought in only when a file is made or read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.models import Version

if TYPE_CHECKING:
    from spinney.diagnostics.engine.places import Answer
    from spinney.diagnostics.engine.sheets import Filled
    from spinney.diagnostics.engine.xlsform import Imported


def sheet_to_fill(version: Version, answers: Mapping[str, Answer]) -> bytes:
    """The spreadsheet of a version, with what is answered already."""
    from spinney.diagnostics.engine.sheets import template

    return template(definition_of(version), version=str(version.number), answers=answers)


def filled_sheet(version: Version, data: bytes, *, today: date) -> Filled:
    """What a filled spreadsheet says. Raises BadInput for a file that is none."""
    from spinney.base.kernel.spreadsheets import WorkbookRefused
    from spinney.diagnostics.engine.sheets import read

    try:
        return read(definition_of(version), data, today=today, version=str(version.number))
    except WorkbookRefused as error:
        raise BadInput(str(error), {"file": [str(error)]}) from error


def xlsform_of(version: Version) -> bytes:
    """A version as an XLSForm, which other tools open."""
    from spinney.diagnostics.engine.xlsform import write_xlsform

    return write_xlsform(definition_of(version), version=str(version.number))


def read_own_form(data: bytes) -> Imported:
    """The questions of a file that Spinney wrote as JSON. Raises BadInput for anything else."""
    from spinney.diagnostics.engine.reading_json import NotAnInstrument, read_json
    from spinney.diagnostics.engine.xlsform import Imported

    try:
        return Imported(read_json(data.decode("utf-8-sig")), ())
    except UnicodeDecodeError as error:
        told = "This is not text in UTF-8. Send the file as it was downloaded."
        raise BadInput(told, {"file": [told]}) from error
    except NotAnInstrument as error:
        told = f"These are not questions as Spinney saves them. {error}"
        raise BadInput(told, {"file": [told]}) from error


def read_form(data: bytes, *, language: str, name: str) -> Imported:
    """What an XLSForm was understood to be, and what was not. Raises BadInput for no XLSForm."""
    from spinney.base.kernel.spreadsheets import WorkbookRefused
    from spinney.diagnostics.engine.xlsform import read_xlsform

    try:
        return read_xlsform(data, language=language, name=name)
    except WorkbookRefused as error:
        raise BadInput(str(error), {"file": [str(error)]}) from error
