"""The cells of one table, read by their meaning, all at once. Pure."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from spinney.purchasing.engine.reading.days import days
from spinney.purchasing.engine.reading.finding import Found
from spinney.purchasing.engine.reading.headings import names_register
from spinney.purchasing.engine.reading.layout import Layout, Role, plain_heading
from spinney.purchasing.engine.reading.mending import mended
from spinney.purchasing.engine.reading.money import Money, money_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

SAYS_ITS_REGISTER = r"(?i)^(?:GB-(?:COH|CHC|SC|NIC)-|(?:company|charity)\b)"
NUMBERED = r"^[A-Za-z]{0,6}[0-9][A-Za-z0-9/-]{2,20} ?: ?\S"
_ODD_WORDS = (
    r"(?i)\btotals?\b|\bbalance\b|brought forward|carried forward|^[bc]/[fd]$|^sum\b|thank you|"
    r"payment received"
)
RARELY = 0.1
_RUNS = r"[\s\x00]+"


class Cells:
    """The cells of a table, as a layout says what they mean. Rows are counted from 0."""

    def __init__(self, table: Found, layout: Layout) -> None:
        self.table, self.layout = table, layout
        self.height = table.stop - table.start
        self.columns: dict[int, pa.ChunkedArray] = {
            index: table.sheet.columns[index].slice(table.start, self.height)
            for index in table.columns
        }

    def text(self, row: int, column: int) -> str:
        """What one cell says."""
        return str(self.columns[column][row].as_py())

    def row(self, row: int) -> list[str]:
        """What the cells of one row say, from left to right."""
        return [str(column[row].as_py()) for column in self.columns.values()]

    @cached_property
    def title_words(self) -> set[str]:
        """The words of each row of headings, as they stand alone in repeated headings."""
        rows = [self.table.sheet.row(at) for at in self.table.header]
        return {plain_heading(cell) for row in rows for cell in row if cell}

    def words(self, role: Role) -> pa.ChunkedArray | None:
        """The words of the columns with a role, runs of white space made one; several joined."""
        import pyarrow.compute as pc

        parts = [self._one_line(self.columns[index]) for index in self.layout.all_of(role)]
        if role is Role.SUPPLIER and parts:
            parts[0] = self._one_line(self._unbroken)
        if not parts:
            return None
        words = parts[0]
        for more in parts[1:]:
            both = pc.and_(pc.not_equal(words, ""), pc.not_equal(more, ""))
            joined = pc.binary_join_element_wise(words, more, " / ")
            words = pc.if_else(both, joined, pc.binary_join_element_wise(words, more, ""))
        return words

    @cached_property
    def mended_names(self) -> dict[int, str]:
        """Names that a table taken out of a PDF broke, put together again, by their row."""
        import numpy as np

        index = self.layout.index_of(Role.SUPPLIER)
        if index is None:
            return {}
        broken = np.flatnonzero(_mask(self.columns[index], r"[\n\r]")).tolist()
        return mended(self.columns[index].to_pylist(), broken) if broken else {}

    @property
    def _unbroken(self) -> pa.ChunkedArray:
        """The column of suppliers with its broken names mended."""
        import pyarrow as pa

        column = self.columns[self.layout.all_of(Role.SUPPLIER)[0]]
        if not self.mended_names:
            return column
        names = column.to_pylist()
        for row, name in self.mended_names.items():
            names[row] = name
        return pa.chunked_array([pa.array(names, pa.string())])

    @cached_property
    def usual_width(self) -> int:
        """How many columns of the table are more than now and then filled."""
        used = sum(bool(one.heading) for one in self.layout.columns)
        return used or sum(profile.filled > RARELY for profile in self.table.profiles)

    @cached_property
    def slid(self) -> np.ndarray:
        """Rows whose cells stand under other headings than those of the rest: a number where the
        name of a supplier should be, and words in a column that is nearly always empty.
        """
        import numpy as np

        rare = [
            index
            for index, profile in zip(self.table.columns, self.table.profiles, strict=True)
            if profile.filled <= RARELY
        ]
        numbers = _mask(self.supplier, r"^[0-9]+$")
        if not rare or not numbers.any():
            return np.zeros(self.height, bool)
        words = np.zeros(self.height, bool)
        for index in rare:
            words |= _mask(self.columns[index], r"[A-Za-z]{3}")
        return numbers & words

    @cached_property
    def split_amounts(self) -> np.ndarray:
        """Rows whose amount was cut in two at its comma, because it stood without quotation marks:
        three figures at most, then three more in the next column, and a cell beyond the last
        heading.
        """
        import numpy as np

        none = np.zeros(self.height, bool)
        place = self.amount_column
        named = [one.index for one in self.layout.columns if one.heading]
        beyond = [index for index in self.columns if named and index > max(named)]
        if place is None or place + 1 not in self.columns or not beyond:
            return none
        cut = _mask(self.columns[place], r"^[-(£]*[0-9]{1,3}$")
        if not cut.any():
            return none
        rest = _mask(self.columns[place + 1], r"^[0-9]{3}(?:\.[0-9]{1,2})?\)?$")
        wide = none.copy()
        for index in beyond:
            wide |= _mask(self.columns[index], r"\S")
        found: np.ndarray = cut & rest & wide
        return found

    @staticmethod
    def _one_line(column: pa.ChunkedArray) -> pa.ChunkedArray:
        import pyarrow.compute as pc

        if not pc.any(pc.match_substring_regex(column, r"[\s\x00]{2}|[\x00-\x1f]")).as_py():
            return column
        return pc.replace_substring_regex(column, _RUNS, " ")

    @cached_property
    def supplier(self) -> pa.ChunkedArray:
        """Whom each row paid; without the number before it where suppliers have one."""
        import pyarrow as pa
        import pyarrow.compute as pc

        words = self.words(Role.SUPPLIER)
        if words is None:
            return pa.chunked_array([pa.array([""] * self.height, pa.string())])
        if self.layout.numbered_suppliers:
            names = pc.utf8_trim_whitespace(pc.replace_substring_regex(words, r"^[^:]*:", ""))
            return pc.if_else(pc.match_substring_regex(words, NUMBERED), names, words)
        return words

    def supplier_of(self, row: int) -> str:
        """Whom one row paid."""
        return str(self.supplier[row].as_py())

    @cached_property
    def supplier_number(self) -> pa.ChunkedArray | None:
        """The company or charity number of each row's supplier. The numbers of a ledger itself are
        none, however alike they look: a column counts whose heading names a register, in others
        each number that does. None where no column has numbers of suppliers.
        """
        import pyarrow.compute as pc

        place = self.layout.index_of(Role.SUPPLIER_NUMBER)
        numbers = self.words(Role.SUPPLIER_NUMBER)
        if numbers is None or place is None:
            return None
        if any(one.index == place and names_register(one.heading) for one in self.layout.columns):
            return numbers
        return pc.if_else(pc.match_substring_regex(numbers, SAYS_ITS_REGISTER), numbers, "")

    @cached_property
    def supplier_empty(self) -> np.ndarray:
        """Rows that name nobody."""
        return _mask(self.supplier, r"^[^A-Za-z0-9\x{80}-\x{10ffff}]*$")

    @cached_property
    def odd_words(self) -> np.ndarray:
        """Rows where the supplier, or what stands furthest left, may be the words of a total."""
        odd = _mask(self.supplier, _ODD_WORDS)
        first = next(iter(self.columns))
        if self.layout.index_of(Role.SUPPLIER) != first:
            odd |= _mask(self.columns[first], _ODD_WORDS)
        return odd

    @cached_property
    def money(self) -> Money:
        """What each row paid."""
        return money_of(self.columns, self.layout)

    @property
    def amount_column(self) -> int | None:
        """The column that a missing amount is missing from."""
        for role in (Role.NET, Role.GROSS, Role.DEBIT):
            if (index := self.layout.index_of(role)) is not None:
                return index
        return None

    @property
    def has_days(self) -> bool:
        """Whether the table has days at all."""
        return self.layout.index_of(Role.DATE) is not None

    @cached_property
    def days(self) -> np.ndarray:
        """The day of each row; NaT where there is none."""
        return self.days_of(Role.DATE)

    def days_of(self, role: Role) -> np.ndarray:
        """The days in the column with a role; NaT where a cell has none, or no column has it."""
        import numpy as np

        index = self.layout.index_of(role)
        if index is None:
            return np.full(self.height, "NaT", "datetime64[D]")
        return days(self.columns[index], self.layout.date_order)

    @cached_property
    def day_empty(self) -> np.ndarray:
        """Rows whose day is left empty."""
        import numpy as np

        index = self.layout.index_of(Role.DATE)
        if index is None:
            return np.ones(self.height, bool)
        return _mask(self.columns[index], r"^[\s\-]*$")

    @cached_property
    def dated(self) -> np.ndarray:
        """Rows with a day, or of a table that has none."""
        import numpy as np

        return ~np.isnat(self.days) if self.has_days else np.ones(self.height, bool)


def is_numbered(texts: list[str]) -> bool:
    """Whether names of suppliers have a number and a colon before them, all but a few.

    >>> is_numbered(["UK0047 : Rook Ltd", "UK0048 : Tit & Sons"]), is_numbered(["Rook: Sales"])
    (True, False)
    """
    full = [text for text in texts if text]
    return len(full) > 1 and sum(bool(re.match(NUMBERED, text)) for text in full) >= 0.9 * len(full)


def _mask(column: pa.ChunkedArray, pattern: str) -> np.ndarray:
    import numpy as np
    import pyarrow.compute as pc

    return np.array(pc.match_substring_regex(column, pattern).to_numpy(), bool)
