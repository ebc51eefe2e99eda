"""A sheet of grants -> the objects of the standard: its column titles are paths in other words.

"Recipient Org:Identifier" is the id of the first recipient; "Related Document:1:Title" the title
of the second document; "disbursementTransaction/0/value" a path as it stands. Further rows and
further sheets with the same Identifier add to the same grant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from spinney.base.kernel.tabular.dates import read_date
from spinney.money.engine.threesixty.fields import (
    DAY,
    LOOSE_DAY,
    NOT_NEGATIVE,
    NUMBER,
    TABLES,
)

Rows = Sequence[Sequence[str]]
Path = tuple[str | int, ...]


@dataclass
class Flat:
    """What a workbook held: the package, and the headings that the standard does not have."""

    package: dict[str, object]
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Column:
    path: Path
    kind: str


def from_sheets(sheets: Mapping[str, Rows]) -> Flat:
    """The package in a workbook's sheets (rows of text, the first of them the titles)."""
    listed: list[object] = []
    flat = Flat({"grants": listed})
    grants: dict[str, dict[str, object]] = {}
    for name, rows in sheets.items():
        if name.strip().lower() == "meta" or not rows:
            continue
        columns = [_column(title) for title in rows[0]]
        if ("id",) not in [one.path for one in columns if one]:
            flat.unknown.append(name)
            continue
        flat.unknown += [
            title.strip()
            for title, one in zip(rows[0], columns, strict=True)
            if one is None and title.strip() and title.strip() not in flat.unknown
        ]
        for row in rows[1:]:
            _take(row, columns, grants, listed)
    return flat


def _take(
    row: Sequence[str],
    columns: Sequence[_Column | None],
    grants: dict[str, dict[str, object]],
    listed: list[object],
) -> None:
    """One row: a new grant, or more about one that was told already."""
    told: dict[str, object] = {}
    for column, cell in zip(columns, row, strict=False):
        if column is not None and cell.strip():
            _set(told, column.path, _value(" ".join(cell.split()), column.kind))
    if not told:
        return
    identifier = str(told.get("id", ""))
    if identifier and identifier in grants:
        _merge(grants[identifier], told)
        return
    if identifier:
        grants[identifier] = told
    listed.append(told)


def _merge(known: dict[str, object], more: dict[str, object]) -> None:
    """What the row adds: lists grow, and a value that was told already stays."""
    for name, value in more.items():
        there = known.get(name)
        if isinstance(there, list) and isinstance(value, list):
            there.extend(one for one in value if one not in there)
        else:
            known.setdefault(name, value)


def _column(title: str) -> _Column | None:
    """The path and kind of value under a title; None when the standard has no such column."""
    parts = [part.strip() for part in re.split(r"[:/]", title)]
    return _walk(parts, "Grant", ())


def _walk(parts: list[str], table: str, before: Path) -> _Column | None:
    """Follow the parts of a title through the tables of the standard."""
    found = _named(parts[0], table) if parts else None
    if found is None:
        return None
    name, kind = found
    rest, path = parts[1:], (*before, name)
    if kind.endswith("[]"):
        kind = kind.removesuffix("[]")
        index = 0
        if rest and rest[0].isdigit():
            index, rest = min(int(rest[0]), 99), rest[1:]
        path = (*path, index)
    if kind in TABLES:
        return _walk(rest, kind, path) if rest else _Column((*before, name), "whole")
    return None if rest else _Column(path, kind)


def _named(part: str, table: str) -> tuple[str, str] | None:
    sought = part.lower()
    for name, (title, kind) in TABLES[table].items():
        if sought in (name.lower(), title.lower()):
            return name, kind
    return None


def _value(cell: str, kind: str) -> object:
    """A cell as the standard would write it; what cannot be read stays as it is, to be told."""
    kind = kind.removesuffix("?")
    if kind in (NUMBER, NOT_NEGATIVE):
        try:
            number = Decimal(cell)
        except InvalidOperation:
            return cell
        if not number.is_finite():
            return cell
        return int(number) if number == number.to_integral_value() else float(number)
    if kind in (DAY, LOOSE_DAY) and re.match(r"\d{4}-\d{2}-\d{2} ", cell):
        day = read_date(cell)
        return day.isoformat() if day else cell
    return cell


def _set(told: dict[str, object], path: Path, value: object) -> None:
    """Put a value at its path, making the objects and lists on the way. What stands in the way of
    a path ("Planned Dates" told as a word, and its "Start Date" beside it) stays.
    """
    here: object = told
    for step, following in zip(path, (*path[1:], None), strict=True):
        fresh: object = value if following is None else [] if isinstance(following, int) else {}
        here = _within(here, step, fresh)


def _within(here: object, step: str | int, fresh: object) -> object:
    """What is at one step of a path, `fresh` if there was nothing."""
    if isinstance(here, dict) and isinstance(step, str):
        return here.setdefault(step, fresh)
    if isinstance(here, list) and isinstance(step, int):
        while len(here) <= step:
            here.append(fresh if len(here) == step else {})
        return here[step]
    return None
