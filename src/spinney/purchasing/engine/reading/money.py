"""What each row of a table paid, with its sign the same way round in every file. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spinney.purchasing.engine.reading.amounts import Amounts, amounts
from spinney.purchasing.engine.reading.layout import Layout, Role, Signs

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

CREDIT_WORDS = frozenset(
    ("cr", "c", "credit", "credits", "in", "+", "credit note", "bill credit", "supplier credit",
     "vendor credit", "refund", "money in", "receipt", "deposit", "pc", "purchase credit note",
     "payable credit note", "credit memo", "br")
)  # fmt: skip
POUNDS = frozenset({"£", "POUND", "POUNDS", "STERLING", "POUND STERLING", "STG", "UK POUND"})
type Columns = dict[int, pa.ChunkedArray]


@dataclass(frozen=True)
class Money:
    """The amounts of a table's rows in pence, spending above nought: `net`, `vat` and `gross` are
    None where the table has no such column. `known` are rows with an amount, `empty` those whose
    amount cells are empty; `bad` has the column of a cell that is no amount, -1 elsewhere.
    """

    net: np.ndarray | None
    vat: np.ndarray | None
    gross: np.ndarray | None
    has_net: np.ndarray
    has_vat: np.ndarray
    has_gross: np.ndarray
    known: np.ndarray
    empty: np.ndarray
    bad: np.ndarray
    currencies: dict[int, str] = field(default_factory=dict)

    @property
    def counted(self) -> np.ndarray:
        """What each row counts as: net where known, else gross; 0 where there is no amount."""
        import numpy as np

        none = np.zeros(len(self.known), np.int64)
        net = none if self.net is None else self.net
        gross = none if self.gross is None else self.gross
        return np.where(self.has_net, net, np.where(self.has_gross, gross, 0))


def money_of(columns: Columns, layout: Layout) -> Money:
    """The amounts of the rows whose cells are in `columns`, as a layout says."""
    import numpy as np

    height = len(next(iter(columns.values())))
    read = {
        role: amounts(columns[index], layout.pounds, decimal_comma=layout.decimal_comma)
        for role in (Role.NET, Role.VAT, Role.GROSS, Role.DEBIT, Role.CREDIT)
        if (index := layout.index_of(role)) is not None
    }
    if Role.DEBIT in read:
        # A ledger that has gross amounts as well has its debits and credits without VAT.
        role = Role.NET if Role.GROSS in read else Role.GROSS
        read[role] = _out_less_in(read.pop(Role.DEBIT), read.pop(Role.CREDIT, None))
    none = np.zeros(height, bool)
    net, vat, gross = (read.get(role) for role in (Role.NET, Role.VAT, Role.GROSS))
    main = [one for one in (net, gross) if one is not None]
    sign = _sign(columns, layout, main)
    has_net, has_vat, has_gross = (one.known if one else none for one in (net, vat, gross))
    known = has_net | has_gross
    return Money(
        net=net.pence * sign if net else None,
        vat=vat.pence * sign if vat else None,
        gross=gross.pence * sign if gross else None,
        has_net=has_net,
        has_vat=has_vat,
        has_gross=has_gross,
        known=known,
        empty=np.logical_and.reduce([one.empty for one in main]) if main else ~none,
        bad=_bad(layout, read, known, height),
        currencies=_named(columns, layout)
        | {row: name for one in main for row, name in one.currencies.items()},
    )


def _named(columns: Columns, layout: Layout) -> dict[int, str]:
    """The rows whose column of currencies names another than the layout's, and which."""
    index = layout.index_of(Role.CURRENCY)
    if index is None:
        return {}
    own = {layout.currency, ""} | (POUNDS if layout.currency == "GBP" else set())
    words = (word.upper().strip(" .") for word in columns[index].to_pylist())
    return {row: word for row, word in enumerate(words) if word not in own}


def _out_less_in(out: Amounts, came_in: Amounts | None) -> Amounts:
    """Money out less money in, as one column. Some write what went out below nought as well."""
    import numpy as np

    factor = -1 if np.count_nonzero(out.pence < 0) * 2 > np.count_nonzero(out.pence) else 1
    if came_in is None:
        return Amounts(out.pence * factor, out.known, out.empty, out.marks, out.currencies)
    return Amounts(
        out.pence * factor - came_in.pence,
        (out.known | came_in.known) & ~(out.bad | came_in.bad),
        out.empty & came_in.empty,
        out.marks,
        {**out.currencies, **came_in.currencies},
    )


def _sign(columns: Columns, layout: Layout, main: list[Amounts]) -> np.ndarray:
    """1 or -1 for each row: by what its amounts are multiplied so that spending is positive."""
    import numpy as np

    height = len(next(iter(columns.values())))
    ones = np.ones(height, np.int64)
    if layout.signs is Signs.SPENDING_NEGATIVE:
        return -ones
    if layout.signs is not Signs.MARKED or not main:
        return ones
    credit = main[0].marks == 1
    index = layout.index_of(Role.SIGN)
    if index is not None:
        words = columns[index].to_pylist()
        credit |= np.array([word.casefold().strip(" .") in CREDIT_WORDS for word in words], bool)
    below = main[0].pence < 0
    marked = credit | (main[0].marks == -1) if index is None else np.ones(height, bool)
    # A marked amount has its sign from the mark: -5.00 CR and 5.00 CR are the same credit.
    wanted = np.where(credit, -1, 1)
    return np.where(marked & below, -wanted, np.where(marked, wanted, 1))


def _bad(layout: Layout, read: dict[Role, Amounts], known: np.ndarray, height: int) -> np.ndarray:
    import numpy as np

    bad = np.full(height, -1)
    for role in (Role.NET, Role.GROSS):
        if role in read:
            places = layout.all_of(role) or layout.all_of(Role.DEBIT)
            bad = np.where(read[role].bad & ~known, places[0], bad)
    return bad
