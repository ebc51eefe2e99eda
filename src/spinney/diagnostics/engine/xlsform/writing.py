"""An instrument written as an XLSForm that KoboToolbox, ODK and others open.

What XLSForm has no word for stands in columns of our own, called `spinney_…`, which others pass
over; with them, reading the form back gives the same instrument.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import (
    Choice,
    Instrument,
    Kind,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.working import expression_text
from spinney.diagnostics.engine.writing_cells import put
from spinney.diagnostics.engine.xlsform.tables import OURS

if TYPE_CHECKING:
    from openpyxl import Workbook

_TYPES = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.WHOLE: "integer",
    Kind.DECIMAL: "decimal",
    Kind.MONEY: "decimal",
    Kind.DATE: "date",
    Kind.ONE: "select_one",
    Kind.SCALE: "select_one",
    Kind.SEVERAL: "select_multiple",
    Kind.NOTE: "note",
    Kind.CALCULATED: "calculate",
}
_CHOSEN = frozenset({Kind.ONE, Kind.SCALE, Kind.SEVERAL})
Cells = dict[str, str]


def write_xlsform(instrument: Instrument, *, version: str = "") -> bytes:
    """The instrument as the bytes of an .xlsx file. Money is asked as pounds with a decimal."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "survey", list(_survey(instrument)), ("type", "name", "label"))
    choices = [_choice(o.name, c) for o in instrument.lists for c in o.choices]
    _sheet(book, "choices", choices, ("list_name", "name", "label"))
    _sheet(book, "settings", [_settings(instrument, version)], ("form_title", "form_id"))
    areas = [{"key": key, "title": title} for key, title in instrument.areas.items()]
    if areas:
        _sheet(book, f"{OURS}areas", areas, ("key", "title"))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(
    book: Workbook, name: str, rows: Sequence[Mapping[str, str]], first: Sequence[str]
) -> None:
    """A sheet with a column for each heading that any row has, `first` at the left."""
    sheet = book.create_sheet(name)
    headings = list(dict.fromkeys([*first, *(head for row in rows for head in row if row[head])]))
    for column, heading in enumerate(headings, start=1):
        put(sheet, 1, column, heading)
        for number, row in enumerate(rows, start=2):
            put(sheet, number, column, row.get(heading, ""))


def _survey(instrument: Instrument) -> Iterator[Cells]:
    taken = {one.key for one in instrument.questions()} | {s.key for s in instrument.sections}
    for section in instrument.sections:
        word = "repeat" if section.repeats else "group"
        yield _begin(section, word)
        if section.intro:
            name = f"{section.key}_intro"
            while name in taken:
                name += "_"
            yield {"type": "note", "name": name, "label": section.intro, f"{OURS}kind": "intro"}
        for question in section.questions:
            yield _question(instrument, question)
        yield {"type": f"end_{word}"}


def _begin(section: Section, word: str) -> Cells:
    return {
        "type": f"begin_{word}",
        "name": section.key,
        "label": section.title,
        "relevant": section.relevant,
        "appearance": "field-list" if section.on_one_page else "",
        "repeat_count": section.times,
        f"{OURS}repeats": str(section.repeats) if section.repeats else "",
        f"{OURS}each": section.each,
    }


def _question(instrument: Instrument, question: Question) -> Cells:
    kind = question.kind
    list_name = f" {question.choices}" if kind in _CHOSEN else ""
    plain = kind in (Kind.MONEY, Kind.SCALE)
    return {
        "type": _TYPES[kind] + list_name,
        "name": question.key,
        "label": question.label,
        "hint": question.hint,
        "required": "yes" if question.required else "",
        "relevant": question.relevant,
        "constraint": question.constraint,
        "constraint_message": question.constraint_message,
        "calculation": question.calculation,
        "default": _default(instrument, question),
        "choice_filter": question.choice_filter,
        "appearance": "multiline" if kind is Kind.LONG_TEXT else "",
        f"{OURS}kind": str(kind) if plain else "",
        f"{OURS}measure": str(question.measure),
        f"{OURS}area": question.area,
        f"{OURS}shown": "" if question.shown is Shown.GROUP else str(question.shown),
        f"{OURS}remedy": question.remedy,
        f"{OURS}cost": str(question.cost_pence) if question.cost_pence else "",
        f"{OURS}per": question.per,
        f"{OURS}source": question.source,
    }


def _default(instrument: Instrument, question: Question) -> str:
    """A default as XLSForm writes it: names of choices, dates as 2026-03-12, pounds."""
    if not question.default:
        return ""
    done = clean(question, question.default, instrument.choices_of(question))
    return expression_text(question, done.answer) or question.default


def _choice(list_name: str, choice: Choice) -> Cells:
    return {
        "list_name": list_name,
        "name": choice.name,
        "label": choice.label,
        f"{OURS}level": "" if choice.level is None else str(choice.level),
        f"{OURS}meets": {True: "yes", False: "no", None: ""}[choice.meets],
        f"{OURS}exclusive": "yes" if choice.exclusive else "",
        **choice.columns,
    }


def _settings(instrument: Instrument, version: str) -> Cells:
    return {
        "form_title": instrument.title,
        "form_id": instrument.key,
        "version": version,
        f"{OURS}minutes": str(instrument.minutes),
        f"{OURS}purpose": instrument.purpose,
        f"{OURS}source": instrument.source,
    }
