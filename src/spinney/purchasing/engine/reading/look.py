"""What was understood of a file of payments, before anything is taken from it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from spinney.purchasing.engine.line import Line
from spinney.purchasing.engine.reading.layout import MANY, Grouped, Layout, Role

if TYPE_CHECKING:
    from spinney.purchasing.engine.reading.opening import Data

Json = Any


class Kind(StrEnum):
    """What sort of file it is, by what is in it and not by its name."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True)
class Table:
    """A table found in a file. Rows are counted from 1 as a person counts them; `columns` are the
    places of its columns from 0; `rows` is how many rows it has under its headings; `chosen` is
    whether it is read.
    """

    sheet: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    headings: tuple[str, ...]
    columns: tuple[int, ...]
    rows: int
    chosen: bool = False

    def to_json(self) -> Json:
        """The table as plain JSON."""
        return {
            "sheet": self.sheet,
            "header_rows": list(self.header_rows),
            "first_row": self.first_row,
            "last_row": self.last_row,
            "headings": list(self.headings),
            "columns": list(self.columns),
            "rows": self.rows,
            "chosen": self.chosen,
        }

    @classmethod
    def from_json(cls, given: Json) -> Self:
        """The table that JSON of `to_json` says."""
        return cls(
            sheet=given["sheet"],
            header_rows=tuple(given["header_rows"]),
            first_row=given["first_row"],
            last_row=given["last_row"],
            headings=tuple(given["headings"]),
            columns=tuple(given["columns"]),
            rows=given["rows"],
            chosen=given["chosen"],
        )


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at: a code (words in `saying`), where it is (row 0 or column
    None: the whole sheet), and the figures that belong to it.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> Json:
        """The doubt as plain JSON."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "detail": dict(self.detail),
        }

    @classmethod
    def from_json(cls, given: Json) -> Self:
        """The doubt that JSON of `to_json` says."""
        return cls(**given)


@dataclass(frozen=True)
class SampleRow:
    """A row as in the file (`cells`, in the order of the layout's columns) and as read: its line,
    or why there is none (`code` of what was skipped or refused).
    """

    sheet: str
    row: int
    cells: tuple[str, ...]
    line: Line | None = None
    code: str = ""

    def to_json(self) -> Json:
        """The row as plain JSON: dates as 2026-03-12, quantities and prices as text."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "cells": list(self.cells),
            "line": None if self.line is None else line_to_json(self.line),
            "code": self.code,
        }

    @classmethod
    def from_json(cls, given: Json) -> Self:
        """The row that JSON of `to_json` says."""
        line = given["line"]
        return cls(
            sheet=given["sheet"],
            row=given["row"],
            cells=tuple(given["cells"]),
            line=None if line is None else line_from_json(line),
            code=given["code"],
        )


@dataclass(frozen=True)
class Look:
    """What was understood of a file. `remembered` says that the layout is one given by somebody
    for an earlier file with the same headings.
    """

    name: str
    kind: Kind
    encoding: str
    tables: tuple[Table, ...]
    layout: Layout
    doubts: tuple[Doubt, ...] = ()
    sample: tuple[SampleRow, ...] = ()
    remembered: bool = False

    def to_json(self) -> Json:
        """What was understood as plain JSON."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "encoding": self.encoding,
            "tables": [one.to_json() for one in self.tables],
            "layout": self.layout.to_json(),
            "doubts": [one.to_json() for one in self.doubts],
            "sample": [one.to_json() for one in self.sample],
            "remembered": self.remembered,
        }

    @classmethod
    def from_json(cls, given: Json) -> Self:
        """What JSON of `to_json` says was understood."""
        return cls(
            name=given["name"],
            kind=Kind(given["kind"]),
            encoding=given["encoding"],
            tables=tuple(Table.from_json(one) for one in given["tables"]),
            layout=Layout.from_json(given["layout"]),
            doubts=tuple(Doubt.from_json(one) for one in given["doubts"]),
            sample=tuple(SampleRow.from_json(one) for one in given["sample"]),
            remembered=given["remembered"],
        )


_DAYS = ("day", "contract_end")
_NUMBERS = ("quantity", "unit_price")


def line_to_json(line: Line) -> Json:
    """A line as plain JSON: dates as 2026-03-12, quantities and prices as text."""
    row = line.to_row()
    for name in _DAYS:
        row[name] = None if row[name] is None else row[name].isoformat()
    for name in _NUMBERS:
        row[name] = None if row[name] is None else str(row[name])
    return row


def line_from_json(given: Json) -> Line:
    """The line that JSON of `line_to_json` says."""
    row = dict(given)
    for name in _DAYS:
        row[name] = None if row[name] is None else date.fromisoformat(row[name])
    for name in _NUMBERS:
        row[name] = None if row[name] is None else Decimal(row[name])
    return Line.from_row(row)


SAMPLE_ROWS = 12


def look(name: str, data: Data, *, remembered: Iterable[Layout] = ()) -> Look:
    """What can be understood of a file of payments.

    `remembered` are layouts that people gave for earlier files: one with the same headings is
    taken over, for the places that its columns have in this file. Raises FileRefused for what
    cannot be read safely, whatever anybody says of its columns.
    """
    from spinney.purchasing.engine.reading.looking import look_at
    from spinney.purchasing.engine.reading.opening import open_grid

    return look_at(open_grid(name, data), remembered)


def check(layout: Layout, seen: Look) -> tuple[Doubt, ...]:
    """What a layout lacks for payments to be read by it: nothing when all is well."""
    roles = {one.role for one in layout.columns}
    missing = []
    if Role.SUPPLIER not in roles and layout.grouped is not Grouped.BY_SUPPLIER:
        missing.append(Doubt("no_supplier_column"))
    if not roles & {Role.NET, Role.GROSS, Role.DEBIT}:
        missing.append(Doubt("no_amount_column"))
    if Role.DATE not in roles:
        missing.append(Doubt("no_dates"))
    once = [one.role for one in layout.columns if one.role not in MANY]
    missing += [
        Doubt("role_twice", detail={"role": str(role)})
        for role in dict.fromkeys(once)
        if once.count(role) > 1
    ]
    known = {index for table in seen.tables for index in table.columns}
    missing += [
        Doubt("no_such_column", column=one.index, detail={"heading": one.heading})
        for one in layout.columns
        if one.index not in known
    ]
    return tuple(missing)
