"""Which rows of a table are payments, and what the others are. Pure.

Most rows are whole: a supplier, an amount, a day. Only those that are not are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spinney.purchasing.engine.reading.days import is_hashes
from spinney.purchasing.engine.reading.labels import BALANCE, BARE_TOTAL, SETTLEMENT, TOTAL
from spinney.purchasing.engine.reading.layout import Grouped, Layout, MoneyIn, Role, plain_heading
from spinney.purchasing.engine.reading.profile import is_amount, is_day

if TYPE_CHECKING:
    import numpy as np

    from spinney.purchasing.engine.reading.cells import Cells

BILL_WORDS = frozenset({"bill", "pi", "purchase invoice", "payable invoice", "invoice"})
SETTLED_WORDS = frozenset(
    ("bill payment", "bill payment (cheque)", "bill payment (check)", "pp", "pa",
     "payable payment", "purchase payment", "payment on account", "supplier payment")
)  # fmt: skip
_RUN_ON = re.compile(r"[A-Za-z)]\d[\d,]*(?:\.\d+)?$")
"""A name and an amount without anything between them."""
MOST_HEADING_CELLS = 4
KEEP, SKIP, REFUSE, GROUP = 0, 1, 2, 3


@dataclass
class Sorted:
    """What each row is: `keep` marks the payments; `skipped` and `refused` name the others by
    their index; `groups` has the headings of a grouped report by the row that they stand in, and
    `amounts` what skipped rows come to.
    """

    keep: np.ndarray
    skipped: dict[int, str] = field(default_factory=dict)
    refused: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    amounts: dict[int, int] = field(default_factory=dict)


def sort_rows(cells: Cells, layout: Layout) -> Sorted:
    """Tell the payments from what else stands in a table."""
    import numpy as np

    money = cells.money
    named = ~cells.supplier_empty
    if layout.grouped is Grouped.BY_SUPPLIER:
        named = np.ones(cells.height, bool)
    whole = named & money.known & cells.dated & ~cells.odd_words
    whole &= ~(cells.slid | cells.split_amounts)
    found = Sorted(keep=whole.copy())
    sorter = _Sorter(cells, layout, found)
    for row in np.flatnonzero(~whole).tolist():
        sorter.sort(row)
    for row in money.currencies:
        if found.keep[row]:
            found.keep[row] = False
            found.refused[row] = ("other_currency", cells.amount_column)
    _leave_out_income(cells, layout, found)
    _leave_out_settled(cells, layout, found)
    return found


def _leave_out_settled(cells: Cells, layout: Layout, found: Sorted) -> None:
    """Payments of bills that are in the same file: the bills are what was bought."""
    import numpy as np

    index = layout.index_of(Role.SIGN)
    if index is None:
        return
    words = [word.casefold().strip(" .") for word in cells.columns[index].to_pylist()]
    if not BILL_WORDS.intersection(words):
        return
    for row in np.flatnonzero(found.keep).tolist():
        if words[row] in SETTLED_WORDS:
            found.keep[row] = False
            found.skipped[row] = "settlement"


def _leave_out_income(cells: Cells, layout: Layout, found: Sorted) -> None:
    """Money that came in: income on a bank statement is no payment."""
    import numpy as np

    if layout.money_in is not MoneyIn.RECEIPT:
        return
    came_in = found.keep & (cells.money.counted < 0)
    for row in np.flatnonzero(came_in).tolist():
        found.skipped[row] = "receipt"
    found.keep &= ~came_in


class _Sorter:
    """Looks at the rows that are not plainly payments, from top to bottom."""

    def __init__(self, cells: Cells, layout: Layout, found: Sorted) -> None:
        self.cells, self.layout, self.found = cells, layout, found
        self.headings = {plain_heading(one) for one in layout.headings if plain_heading(one)}
        self.top_words = self.headings | cells.title_words
        self.counted = cells.money.counted.cumsum()
        self.since = 0
        payments = found.keep.nonzero()[0]
        self.first_payment = int(payments[0]) if len(payments) else cells.height
        self.last_payment = int(payments[-1]) if len(payments) else -1

    def sort(self, row: int) -> None:
        texts = self.cells.row(row)
        full = [text for text in texts if text]
        what, code, column = self._judge(row, texts, full)
        if what == KEEP:
            self.found.keep[row] = True
            return
        self.found.keep[row] = False
        if what == REFUSE:
            self.found.refused[row] = (code, column)
            return
        self.found.skipped[row] = code
        if self.cells.money.known[row]:
            self.found.amounts[row] = own = int(self.cells.money.counted[row])
            if code not in ("total", "subtotal"):
                self.counted[row:] -= own
        if what == GROUP:
            self.found.groups[row] = " ".join(full)

    def _judge(
        self, row: int, texts: Sequence[str], full: list[str]
    ) -> tuple[int, str, int | None]:
        """(what to do with a row, its code, the column that the code is about)."""
        words = {plain_heading(text) for text in full} - {""}
        if not words:
            return SKIP, "blank", None  # or rulers and marks: -----, *, †
        if len(words) > 1 and words <= self.top_words:
            return SKIP, "heading", None
        if self._is_total(row, full):
            return SKIP, self._total(row, full), None
        if any(map(BALANCE.search, (full[0], self.cells.supplier_of(row)))):
            return SKIP, "balance", None
        if not self.cells.money.known[row] and self._is_heading(row, full):
            return self._heading(row)
        if any(SETTLEMENT.search(text) for text in full) and self.cells.money.counted[row] < 0:
            return SKIP, "settlement", None
        return self._why_not(row, texts)

    def _heading(self, row: int) -> tuple[int, str, int | None]:
        """What a row of a few words is: a heading, a note, or, among payments that stand under no
        headings, one that lacks its amount, as where a comma was lost.
        """
        if self.first_payment < row < self.last_payment and self.layout.grouped is Grouped.NOT:
            texts = self.cells.row(row)
            place = next(index for index, text in enumerate(texts) if text)
            if not self.cells.supplier_empty[row] or _RUN_ON.search(texts[place]):
                return REFUSE, "no_amount", self.cells.table.columns[place]
        return (SKIP if self.layout.grouped is Grouped.NOT else GROUP), "note", None

    def _is_total(self, row: int, full: list[str]) -> bool:
        """Whether a row adds up others: its first words say so, and it is not a payment to
        somebody of that name ("Total Gas & Power"): it has no day where payments have one, or it
        says nothing but "total", or it is what the rows above come to.
        """
        label = next((text for text in full if not is_amount(text)), "")
        if not label:
            return self._adds_up(row)
        if not TOTAL.search(label) or not (BARE_TOTAL.match(label) or any(map(is_amount, full))):
            return False
        if BARE_TOTAL.match(label):
            return True
        if not self.cells.has_days:
            return row > 1 and self._adds_up(row)
        if self.cells.dated[row]:
            return False
        if self._adds_up(row):
            return True
        return bool(self.cells.supplier_empty[row]) or len(full) <= MOST_HEADING_CELLS

    def _adds_up(self, row: int) -> bool:
        """Whether the row's amount is the sum of all rows above it, or of those since a total."""
        if not self.cells.money.known[row] or row == 0:
            return False
        own = int(self.cells.money.counted[row])
        above = int(self.counted[row - 1])
        return own != 0 and own in (above, above - self.since)

    def _total(self, row: int, full: list[str]) -> str:
        """Which kind of total it is; from here on, the rows after it are counted anew."""
        own = int(self.cells.money.counted[row])
        self.counted[row:] -= own
        self.since = int(self.counted[row])
        whole = own == self.since or any("grand" in text.casefold() for text in full)
        return "total" if whole else "subtotal"

    def _is_heading(self, row: int, full: list[str]) -> bool:
        """Whether a row has a few words and nothing of a payment."""
        if not (self.cells.money.empty[row] or self._no_amount_at_all(full)):
            return False
        if self.cells.has_days and not self.cells.day_empty[row] and any(map(is_day, full)):
            return False
        return len(full) <= MOST_HEADING_CELLS and len(full) < max(2, len(self.layout.columns))

    @staticmethod
    def _no_amount_at_all(full: list[str]) -> bool:
        return not any(is_amount(text) for text in full) and len(full) == 1

    def _why_not(self, row: int, texts: Sequence[str]) -> tuple[int, str, int | None]:
        cells, layout = self.cells, self.layout
        money = cells.money
        if sum(map(bool, texts)) > 2 * cells.usual_width:
            return REFUSE, "run_together", cells.amount_column
        if cells.split_amounts[row]:
            return REFUSE, "split_amount", cells.amount_column
        if not money.known[row]:
            column = int(money.bad[row])
            if column < 0:
                return REFUSE, "no_amount", cells.amount_column
            return REFUSE, "hashes" if is_hashes(cells.text(row, column)) else "bad_amount", column
        if cells.slid[row]:
            return REFUSE, "slid", layout.index_of(Role.SUPPLIER)
        if cells.supplier_empty[row] and layout.grouped is not Grouped.BY_SUPPLIER:
            return REFUSE, "no_supplier", layout.index_of(Role.SUPPLIER)
        if not cells.dated[row] and not cells.day_empty[row]:
            return self._why_no_day(row)
        return KEEP, "", None

    def _why_no_day(self, row: int) -> tuple[int, str, int | None]:
        place = self.layout.index_of(Role.DATE)
        text = "" if place is None else self.cells.text(row, place)
        if is_hashes(text):
            return REFUSE, "hashes", place
        return REFUSE, "date_two_ways" if is_day(text) else "bad_date", place
