"""A file as columns of text, before anything is understood: what every kind of file becomes. Pure.

Text files and workbooks become the same: sheets of columns (Arrow), every cell a text as somebody
would have typed it, with the number that each row has for a person who opens the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from spinney.purchasing.engine.reading.finding import Found
    from spinney.purchasing.engine.reading.look import Doubt, Kind


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns from left to right, all equally long, cells trimmed; empty cells
    are "". The first row has the number `first_row`, and none is left out between.
    """

    name: str
    columns: tuple[pa.ChunkedArray, ...]
    first_row: int = 1

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.columns)

    def rows(self, start: int, stop: int) -> list[list[str]]:
        """The cells of rows from `start` up to `stop`, counted from 0, as text."""
        start, stop = max(0, start), min(stop, self.height)
        if start >= stop:
            return []
        parts = [column.slice(start, stop - start).to_pylist() for column in self.columns]
        return [list(row) for row in zip(*parts, strict=True)]

    def row(self, index: int) -> list[str]:
        """The cells of one row, counted from 0."""
        return [str(column[index].as_py()) for column in self.columns]


@dataclass(frozen=True)
class Grid:
    """A whole file: its sheets that have cells, and what was noticed in opening it."""

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    noticed: tuple[Doubt, ...] = field(default=())

    @cached_property
    def tables(self) -> tuple[Found, ...]:
        """The tables in all sheets, from top to bottom; looked for once."""
        from spinney.purchasing.engine.reading.finding import tables_in

        return tuple(table for sheet in self.sheets for table in tables_in(sheet))


_HARD_SPACE = "\u00a0"


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of text without white space around its cells, and "" for what is missing."""
    import pyarrow.compute as pc

    plain = pc.ascii_trim_whitespace(column.fill_null("") if column.null_count else column)
    if pc.any(pc.match_substring(plain, _HARD_SPACE)).as_py():
        plain = pc.utf8_trim_whitespace(plain)
    if pc.any(pc.starts_with(plain, "'")).as_py():
        # What says "this is text" to a spreadsheet, and some banks write into their files.
        plain = pc.replace_substring_regex(plain, r"^'([^']*)$", r"\1")
    return plain


def columns_of(rows: list[list[str]], width: int) -> list[list[str]]:
    """Rows of any length as columns of one: short rows are filled with "".

    >>> columns_of([["a"], ["b", "c"]], 2)
    [['a', 'b'], ['', 'c']]
    """
    from itertools import zip_longest

    columns = [list(column) for column in zip_longest(*rows, fillvalue="")]
    return columns + [[""] * len(rows) for _ in range(width - len(columns))]
