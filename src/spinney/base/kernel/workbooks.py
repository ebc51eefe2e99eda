"""How far the cells of a spreadsheet reach, read from its XML before anything opens it: a file of
a few kilobytes can claim a cell in column XFD of row 1,048,576, and readers make room for all
before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# An attribute "r" on whatever stands: spaces and small letters are read as well as Excel's own way.
_PLACE = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']([A-Za-z]{0,20})(\d{1,20})["']""")
_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")


class Reach(NamedTuple):
    """The last row and column that a piece of a sheet names, and how many it has beside: a row or a
    cell that does not say where it stands comes after the last that does.
    """

    row: int
    column: int
    rows: int
    widest: int

    @property
    def last_row(self) -> int:
        return max(self.row, self.rows)

    @property
    def last_column(self) -> int:
        return max(self.column, self.widest)

    @property
    def cells(self) -> int:
        """How many cells it takes up at the most."""
        return (self.row + self.rows) * (self.column + self.widest)


def reach(xml: bytes) -> Reach:
    """How far the cells in a piece of a sheet's XML reach.

    >>> reach(b'<row r="7"><c r="AB7"/><c/></row>')
    Reach(row=7, column=28, rows=2, widest=2)
    """
    row = column = 0
    for match in _PLACE.finditer(xml):
        row, column = max(row, int(match[2])), max(column, column_number(match[1].upper()))
    rows = _ROW.split(xml)
    return Reach(row, column, len(rows), max(len(_CELL.findall(one)) for one in rows))


def column_number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters in capitals.

    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
