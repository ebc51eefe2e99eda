"""How the cells of a table stand: numbers to the right. Pure."""

from __future__ import annotations

import re

from spinney.evaluation.engine.report.value import Grid

_NUMBER = re.compile(r"[−–-]?£?[\d,]+(\.\d+)?( ?%)?")
_NOTHING = ("", "–", "—")


def numeric_columns(grid: Grid) -> tuple[bool, ...]:
    """Which columns hold only numbers (or nothing).

    >>> numeric_columns(Grid(("", "Spent", "What"), (("Rent", "£1,200", "hall"), ("Tea", "–", ""))))
    (False, True, False)
    """
    return tuple(_is_numeric(grid, at) for at in range(len(grid.header)))


def _is_numeric(grid: Grid, at: int) -> bool:
    cells = [row[at].strip() for row in grid.rows if at < len(row)]
    said = [cell for cell in cells if cell not in _NOTHING]
    return at > 0 and bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)
