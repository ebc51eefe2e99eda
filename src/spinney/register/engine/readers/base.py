"""What all readers share: a row's values by column name, and turning them into items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from spinney.base.kernel.tabular.dates import Order, read_date
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine import postcodes
from spinney.register.engine.rows import (
    Addition,
    Identifier,
    Item,
    OrganisationRow,
    Reject,
    RowRefused,
    shown_row,
)
from spinney.register.engine.tabular import values
from spinney.register.engine.tabular.text import Table

NAME_LENGTH = 300


class Cells:
    """The values of the row being read, by column; remembers the values it could not use.

    `columns` maps a column's name in lower case to its position. A column that the file does not
    have reads as empty. `shown` False keeps the row's text out of rejects, for tables with names
    of people.
    """

    def __init__(
        self,
        file: str,
        columns: Mapping[str, int],
        order: Order = Order.DAY_FIRST,
        *,
        shown: bool = True,
    ) -> None:
        self.file, self.columns, self.order, self._shown = file, columns, order, shown
        self.line = 0
        self.values: list[str] = []
        self.problems: list[Reject] = []

    def use(self, line: int, row: list[str]) -> None:
        """Make this row the one that is read."""
        self.line, self.values = line, row

    def raw(self, column: str) -> str:
        at = self.columns.get(column)
        return "" if at is None else self.values[at]

    def text(self, column: str, length: int = 10_000) -> str:
        """The column as one line, cut at a length."""
        return values.one_line(self.raw(column))[:length]

    def reject(self, reason: str, expected: str = "", *, kept: bool = False) -> Reject:
        """This row, or (with `kept`) one value of it, as something that could not be used."""
        row = shown_row(self.values) if self._shown else "(not shown: the row names a person)"
        return Reject(self.file, self.line, reason, expected, row, kept)

    def _leave_out(self, what: str, text: str, expected: str) -> None:
        reason = f"The {what} “{text.strip()[:60]}” was left out: it cannot be read."
        self.problems.append(self.reject(reason, expected, kept=True))

    def day(self, column: str, what: str) -> date | None:
        text = self.raw(column)
        if not text:
            return None
        day = read_date(text, self.order)
        if day is None and not values.is_empty(text):
            self._leave_out(what, text, "a date such as 2023-12-31 or 31/12/2023")
        return day

    def pence(self, column: str, what: str) -> int | None:
        text = self.raw(column)
        if not text:
            return None
        amount = values.pence(text)
        if amount is None and not values.is_empty(text):
            self._leave_out(what, text, "an amount in pounds such as 15000 or 15,000.00")
        return amount

    def people(self, column: str, what: str) -> int | None:
        text = self.raw(column)
        if not text:
            return None
        number = values.people(text)
        if number is None and not values.is_empty(text):
            self._leave_out(what, text, "a whole number of people")
        return number

    def email(self, column: str) -> str:
        text = self.raw(column)
        if not text:
            return ""
        address = values.email(text)
        if not address and not values.is_empty(text):
            self._leave_out("e-mail address", text, "one address such as office@anchor.example.org")
        return address

    def website(self, column: str) -> str:
        text = self.raw(column)
        if not text:
            return ""
        address = values.website(text)
        if not address and not values.is_empty(text):
            self._leave_out("website", text, "an address such as www.anchor.example.org")
        return address

    def postcode(self, column: str) -> str:
        text = self.raw(column)
        if not text:
            return ""
        code = postcodes.spell(text)
        if not code and not values.is_empty(text):
            self._leave_out("postcode", text, "a postcode such as M15 4AB")
        return code

    def number(self, column: str, scheme: str, what: str) -> Identifier | None:
        """A number of another list, left out with a word when it is not one of that list."""
        text = self.raw(column)
        if not text:
            return None
        found = values.identifier(scheme, text)
        if found is None and not values.is_empty(text) and text.strip("0 "):
            self._leave_out(what, text, "a number of that register")
        return found

    def name(self, column: str) -> str:
        """The organisation's name, cut with a word where it is too long to be one; raises
        RowRefused when there is none.
        """
        name = values.one_line(self.raw(column))
        if not name:
            raise RowRefused("This row has no name.", "the organisation's name")
        if len(name) > NAME_LENGTH:
            told = f"The name “{name[:60]}…” was cut: it has {len(name):,} letters."
            wanted = f"a name of up to {NAME_LENGTH} letters"
            self.problems.append(self.reject(told, wanted, kept=True))
        return name[:NAME_LENGTH]

    def day_of_file(self, column: str) -> date | None:
        """The day for which the source vouches, without a word when it is not told."""
        text = self.raw(column)
        return read_date(text, self.order) if text else None


Convert = Callable[[Cells], OrganisationRow | Addition]


def convert_rows(
    table: Table, cells: Cells, convert: Convert, *, exact: bool = True
) -> Iterator[Item]:
    """Every row of a table as items. With `exact`, a row of the wrong width is refused;
    otherwise a short row is taken as ending in empty values.
    """
    width = len(table.headers)
    for line, row in table.records():
        cells.use(line, row)
        if len(row) != width:
            row = _fitted(row, width, exact=exact)
            if len(row) != width:
                yield _wrong_width(cells, width)
                continue
            cells.use(line, row)
        try:
            item = convert(cells)
        except RowRefused as refused:
            cells.problems.clear()
            yield cells.reject(refused.reason, refused.expected)
            continue
        if cells.problems:
            yield from cells.problems
            cells.problems.clear()
        yield item


def _fitted(row: list[str], width: int, *, exact: bool) -> list[str]:
    """The row without empty values past the last column, and (unless exact) filled up."""
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row if exact else row + [""] * (width - len(row))


def _wrong_width(cells: Cells, width: int) -> Reject:
    found = len(cells.values)
    return cells.reject(
        f"This row has {found} values, and there are {width} columns.",
        "one value for each column; a comma inside a value needs quotation marks around the value"
        if found > width
        else "one value for each column; the row may be cut off",
    )


@dataclass(frozen=True)
class Reader:
    """How to read one publisher's table.

    `key` names it in mappings and logs; `title` says what it is to a person; `source` is what
    facts carry as where they came from. A table with all of `marks` among its columns (in lower
    case) is this reader's; `needs` are all the columns without which it cannot be read.
    `adds` is True for side tables, which are read after the organisations themselves.
    """

    key: str
    title: str
    source: str
    marks: frozenset[str]
    needs: frozenset[str]
    read: Callable[[Table], Iterator[Item]]
    adds: bool = False
    scheme: str = field(default="")

    def recognises(self, table: Table) -> bool:
        return self.marks <= table.columns.keys()

    def check(self, table: Table) -> None:
        """Raise FileRefused, naming them, when columns are missing."""
        missing = sorted(self.needs - table.columns.keys())
        if missing:
            names = ", ".join(f"“{name}”" for name in missing)
            raise FileRefused(
                f"{table.file} looks like {self.title}, but it has no column {names}. "
                "Download the file again, or give a mapping that says what its columns hold."
            )
