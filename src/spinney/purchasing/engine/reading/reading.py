"""What was read of a file: its lines, and every row that gave none, with why. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from spinney.purchasing.engine.line import Line, amount_pence, each_line

if TYPE_CHECKING:
    import pyarrow as pa

Json = Any


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no payment: a blank one, a total, a heading, a balance, income. `code` says
    which; `pence` is what it comes to, where it has an amount.
    """

    sheet: str
    row: int
    code: str
    pence: int | None = None

    def to_json(self) -> Json:
        """The row as plain JSON."""
        return {"sheet": self.sheet, "row": self.row, "code": self.code, "pence": self.pence}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is a payment, it seems, but cannot be read: which cell (its column from 0), what
    it says, and why not.
    """

    sheet: str
    row: int
    column: int | None
    code: str
    value: str = ""

    def to_json(self) -> Json:
        """The row as plain JSON."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "value": self.value,
        }


@dataclass(frozen=True)
class Summary:
    """What was read, in five figures. `sum_pence` is of what the lines count as (`amount_pence`);
    `suppliers` is how many different names there are.
    """

    rows: int
    sum_pence: int
    first_day: date | None
    last_day: date | None
    suppliers: int

    def to_json(self) -> Json:
        """The summary as plain JSON."""
        return {
            "rows": self.rows,
            "sum_pence": self.sum_pence,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "suppliers": self.suppliers,
        }


@dataclass(frozen=True)
class Reading:
    """What was read of a file. `lines` is a pyarrow table of LINES, in the order of the file."""

    lines: pa.Table
    skipped: tuple[Skipped, ...]
    refused: tuple[Refused, ...]
    summary: Summary


def summary_of(lines: pa.Table) -> Summary:
    """The five figures of a table of lines."""
    import pyarrow.compute as pc

    reach = pc.min_max(lines["day"]).as_py()
    return Summary(
        rows=lines.num_rows,
        sum_pence=pc.sum(amount_pence(lines)).as_py() or 0,
        first_day=reach["min"],
        last_day=reach["max"],
        suppliers=pc.count_distinct(lines["supplier"]).as_py(),
    )


def lines_of(reading: Reading) -> Iterator[Line]:
    """The lines of a reading, one by one."""
    return each_line(reading.lines)
