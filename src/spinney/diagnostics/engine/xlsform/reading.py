"""An XLSForm read into an instrument, with a remark for everything not taken as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.diagnostics.engine.definition import ChoiceList, Instrument
from spinney.diagnostics.engine.estimating import minutes
from spinney.diagnostics.engine.soundness import Fault, faults
from spinney.diagnostics.engine.xlsform.building import Builder
from spinney.diagnostics.engine.xlsform.choices import lists_of
from spinney.diagnostics.engine.xlsform.drafts import DraftSection
from spinney.diagnostics.engine.xlsform.questions import check_default, check_measure
from spinney.diagnostics.engine.xlsform.remarks import Remark, Remarks
from spinney.diagnostics.engine.xlsform.settling import settle
from spinney.diagnostics.engine.xlsform.tables import OURS, SHEETS, Row, Table, tables_of

MOST_ROWS = 5000
_SETTINGS = frozenset({"form_title", "form_id", "version", "default_language"})


@dataclass(frozen=True)
class Imported:
    """What a form became. `instrument` is None as long as any remark refuses it; `version` is
    what the form says of itself.
    """

    instrument: Instrument | None
    remarks: tuple[Remark, ...]
    version: str = ""


def read_xlsform(data: bytes, *, language: str = "", name: str = "form") -> Imported:
    """Read an XLSForm from the bytes of an .xlsx file.

    `language` chooses one where labels come in several; `name` is the form's key where it says
    none of its own. Raises WorkbookRefused for what is no spreadsheet, or no XLSForm.
    """
    remarks = Remarks()
    tables = tables_of(rows_of(data), language, remarks)
    survey = tables["survey"]
    if not survey.rows:
        raise WorkbookRefused("This is no XLSForm: there is no sheet “survey” with rows in it.")
    if len(survey.rows) + len(tables["choices"].rows) > MOST_ROWS:
        raise WorkbookRefused(f"The form has over {MOST_ROWS:,} rows: too many to read.")
    settings = _settings(tables["settings"], remarks)
    title = settings.get("form_title") or settings.get("form_id") or name
    builder = Builder(title, lists_of(tables["choices"], remarks), remarks)
    builder.read(survey)
    settle(builder)
    areas = _areas(tables[f"{OURS}areas"])
    instrument = _instrument(builder, settings, areas, name)
    return Imported(instrument, remarks.in_order(SHEETS), settings.get("version"))


def _settings(table: Table, remarks: Remarks) -> Row:
    if not table.rows:
        return Row("settings", 0, {})
    for heading, text in table.rows[0].cells.items():
        if heading not in _SETTINGS and not heading.startswith(OURS):
            what = f"The setting {heading}: “{text}”"
            remarks.leave_out("settings", table.rows[0].number, what, "It is not used.", heading)
    for extra in table.rows[1:]:
        remarks.leave_out("settings", extra.number, "A second row of settings", "It is not read.")
    return table.rows[0]


def _areas(table: Table) -> dict[str, str]:
    return {row.get("key"): row.get("title") for row in table.rows if row.get("key")}


def _instrument(
    builder: Builder, settings: Row, areas: Mapping[str, str], name: str
) -> Instrument | None:
    sections = [one for one in builder.sections if one.questions or one.said.get("intro")]
    _tell_apart(builder, sections)
    for section in sections:
        for draft in section.questions:
            check_default(draft, builder.lists, builder.remarks)
            check_measure(draft, areas, builder.remarks)
    if builder.remarks.refused:
        return None
    made = Instrument(
        key=re.sub(r"[^\w.\-]+", "_", settings.get("form_id") or name) or "form",
        title=settings.get("form_title") or settings.get("form_id") or name,
        purpose=settings.ours("purpose"),
        source=settings.ours("source"),
        sections=tuple(one.made() for one in sections),
        lists=_used(builder),
        areas=areas,
    )
    found = faults(made)
    for fault in found:
        _refuse(builder, sections, fault)
    return None if found else _timed(made, settings.ours("minutes"))


def _timed(made: Instrument, said: str) -> Instrument:
    from dataclasses import replace

    right = said.isdecimal() and 0 < int(said) < 1000
    return replace(made, minutes=int(said) if right else minutes(made))


def _used(builder: Builder) -> tuple[ChoiceList, ...]:
    """All lists in their order; none is dropped because nobody uses it yet."""
    return tuple(builder.lists.values())


def _tell_apart(builder: Builder, sections: list[DraftSection]) -> None:
    """Give a group another key where a question or an earlier group has its name already."""
    taken = set(builder.names)
    for section in sections:
        if section.key in taken and not section.said.get("repeats"):
            key, at = section.key, 2
            while f"{key}_{at}" in taken:
                at += 1
            section.said["key"] = f"{key}_{at}"
            number = section.row.number if section.row else 0
            what = f"The group “{key}” has the name of something else"
            builder.remarks.change("survey", number, what, f"It is called “{section.key}”.")
        taken.add(section.key)


def _refuse(builder: Builder, sections: list[DraftSection], fault: Fault) -> None:
    """Tell a fault at the row that it comes from."""
    rows = {one.key: one.row.number for one in sections if one.row}
    rows |= {key: row.number for key, row in builder.names.items()}
    sheet = "choices" if fault.key in builder.lists else "survey"
    what = f"“{fault.key}”" if fault.key else "The form"
    number = 0 if sheet == "choices" else rows.get(fault.key, 0)
    builder.remarks.refuse(sheet, number, what, fault.words, fault.field)
