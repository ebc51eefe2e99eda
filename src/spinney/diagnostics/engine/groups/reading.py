"""Reads organisations and rules from CSV lines, and says row and column of everything wrong.

The organisations: one row each. Columns `name`, and as wanted `key` (else the name), `latitude` and
`longitude` (degrees; both empty where not known), `kind`, `fragile` (yes or no), `size` (full-time
staff; below four is fragile when `fragile` is empty), `need:AREA` and `offer:AREA` (0 to 3; empty
is 0). The rules: columns `rule`, `a`, `b` with the rules `together` and `apart` (a pair of keys),
`one_of_kind`, `most_fragile`, `longest_minutes`, `min_size`, `max_size` (in `a`) and
`everyone_placed`.

>>> read_organisations(["name,need:HR,offer:ICT", "Alder Trust,3,", "Beck House,,2"])[1].offers
{'ICT': 2}
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.engine.groups.problem import (
    FRAGILE_BELOW,
    HIGHEST,
    Organisation,
    Rules,
)

PLAIN = ("key", "name", "latitude", "longitude", "kind", "fragile", "size")
MOST_WRONG = 20
YES = {"yes": True, "y": True, "true": True, "1": True}
NO = {"no": False, "n": False, "false": False, "0": False, "": False}


def read_organisations(lines: Iterable[str]) -> tuple[Organisation, ...]:
    """The organisations of a table. Raises BadInput naming row and column of up to twenty errors;
    the row is the line of the file when no cell has a line break.
    """
    table = csv.DictReader(lines, restkey="", restval="")
    columns = [(name or "").strip() for name in table.fieldnames or ()]
    table.fieldnames = columns
    _check_columns(columns)
    wrong: dict[str, list[str]] = {}
    found, seen = [], dict[str, int]()
    for row in table:
        if not any(value.strip() for value in row.values() if isinstance(value, str)):
            continue
        reader = _Row(table.line_num, row, wrong)
        one = reader.organisation()
        if one.key in seen:
            reader.say("key", f"{one.key} is also in row {seen[one.key]}. Give each its own.")
        seen.setdefault(one.key, table.line_num)
        found.append(one)
        if len(wrong) >= MOST_WRONG:
            break
    if wrong:
        raise BadInput("Some cells cannot be read. Mend them and try again.", wrong)
    return tuple(found)


def _check_columns(columns: list[str]) -> None:
    if "name" not in columns:
        raise BadInput("The first row names the columns; one of them must be called name.")
    twice = next((one for one in columns if one and columns.count(one) > 1), None)
    if twice:
        raise BadInput(f"Two columns are called {twice}. Rename one.")
    for column in columns:
        kind, _, area = column.partition(":")
        is_level = kind in ("need", "offer") and area.strip()
        if column and column not in PLAIN and not is_level:
            raise BadInput(
                f"The column {column} means nothing here. Known are {', '.join(PLAIN)}, "
                "need:AREA and offer:AREA."
            )


class _Row:
    """One row being read; what is wrong goes into the common list and the reading goes on."""

    def __init__(self, line: int, row: dict[str, Any], wrong: dict[str, list[str]]) -> None:
        self.line, self.wrong = line, wrong
        if row.pop("", None):
            self.say("the end", "There are more cells than columns.")
        self.row = {name: (value or "").strip() for name, value in row.items()}

    def say(self, column: str, message: str) -> None:
        """Note an error at a column of this row."""
        self.wrong.setdefault(f"row {self.line}, {column}", []).append(message)

    def number(self, column: str, least: float, most: float) -> float | None:
        """A number within limits; None when the cell is empty or wrong."""
        text = self.row.get(column, "")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            self.say(column, f"{text} is not a number from {least:g} to {most:g}.")
            return None
        return value

    def levels(self, kind: str) -> dict[str, int]:
        """All needs or offers above nought."""
        found = {}
        for column in self.row:
            said, _, area = column.partition(":")
            if said == kind and (value := self.number(column, 0, HIGHEST)):
                if value != int(value):
                    self.say(column, f"{value:g} is between two levels. Give 0, 1, 2 or 3.")
                found[area.strip()] = int(value)
        return found

    def fragile(self, size: float | None) -> bool:
        """Yes or no as written; by the size when nothing is written."""
        text = self.row.get("fragile", "").lower()
        if not text and size is not None:
            return size < FRAGILE_BELOW
        if text not in YES and text not in NO:
            self.say("fragile", f"{text} is neither yes nor no.")
        return YES.get(text, False)

    def organisation(self) -> Organisation:
        """The row as an organisation (with what could be read)."""
        name = self.row.get("name", "")
        if not name:
            self.say("name", "The name is empty.")
        latitude, longitude = self.number("latitude", -90, 90), self.number("longitude", -180, 180)
        if bool(self.row.get("latitude")) != bool(self.row.get("longitude")):
            self.say("latitude", "Give both latitude and longitude, or neither.")
        if latitude is None or longitude is None:
            latitude = longitude = None
        size = self.number("size", 0, 1e7)
        return Organisation(
            key=self.row.get("key", "") or name, name=name, needs=self.levels("need"),
            offers=self.levels("offer"), latitude=latitude, longitude=longitude,
            kind=self.row.get("kind", ""), fragile=self.fragile(size), size=size,
        )  # fmt: skip


def read_rules(lines: Iterable[str], rules: Rules) -> Rules:
    """The rules with those of a table added or put in their place. Raises BadInput as above."""
    table = csv.DictReader(lines, restval="")
    table.fieldnames = [(name or "").strip() for name in table.fieldnames or ()]
    if not {"rule", "a"} <= set(table.fieldnames):
        raise BadInput("A file of rules has the columns rule, a and b.")
    for row in table:
        name, a, b = ((row.get(column) or "").strip() for column in ("rule", "a", "b"))
        if not (name or a or b):
            continue
        if name not in _RULES:
            raise BadInput(
                f"Row {table.line_num}, rule: {name} is no rule. Known are {', '.join(_RULES)}."
            )
        try:
            rules = _RULES[name](rules, a, b)
        except ValueError:
            raise BadInput(
                f"Row {table.line_num}, a: “{a}” does not fit the rule {name}."
            ) from None
    return rules


def _pair(a: str, b: str) -> tuple[tuple[str, str], ...]:
    if not a or not b:
        raise ValueError
    return ((a, b),)


def _yes(text: str) -> bool:
    if text.lower() not in YES and text.lower() not in NO:
        raise ValueError
    return YES.get(text.lower(), not text)


def _kind(text: str) -> tuple[str, ...]:
    if not text:
        raise ValueError
    return (text,)


_RULES: dict[str, Callable[[Rules, str, str], Rules]] = {
    "together": lambda rules, a, b: replace(rules, together=rules.together + _pair(a, b)),
    "apart": lambda rules, a, b: replace(rules, apart=rules.apart + _pair(a, b)),
    "one_of_kind": lambda rules, a, _: replace(rules, one_of_kinds=rules.one_of_kinds + _kind(a)),
    "most_fragile": lambda rules, a, _: replace(rules, most_fragile=int(a)),
    "longest_minutes": lambda rules, a, _: replace(rules, longest_minutes=float(a)),
    "min_size": lambda rules, a, _: replace(rules, min_size=int(a)),
    "max_size": lambda rules, a, _: replace(rules, max_size=int(a)),
    "everyone_placed": lambda rules, a, _: replace(rules, everyone_placed=_yes(a)),
}
