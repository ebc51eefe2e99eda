"""One payment, and a table of payments: what every reader writes and everything else reads. Pure.

Money is in whole pence. Money spent is positive, what a supplier gave back (a credit) negative.

    >>> from datetime import date
    >>> line = Line("willow", "", 12, date(2026, 3, 12), "Rook Energy Ltd", gross_pence=12_000)
    >>> line.amount_pence, Line.from_row(line.to_row()) == line
    (12000, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import pyarrow as pa

NUMBER_DIGITS, NUMBER_PLACES = 18, 4
"""How exactly a quantity and a price of one are kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """One payment as a file has it.

    `source` says whose it is (a member's key, or the name of a file); `row` is counted from 1 as a
    person counts it in the opened file; `day` is missing where the file has no dates. `category`
    holds the file's own words (nominal account, merchant category, purpose); `unit_price` is in
    pounds. `supplier_number` is a company or charity number, never a ledger's own number of the
    supplier. At least one of `net_pence` and `gross_pence` is known.
    """

    source: str
    sheet: str
    row: int
    day: date | None
    supplier: str
    supplier_number: str = ""
    net_pence: int | None = None
    vat_pence: int | None = None
    gross_pence: int | None = None
    category: str = ""
    description: str = ""
    reference: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    contract_end: date | None = None

    @property
    def amount_pence(self) -> int:
        """What the payment counts as: without VAT where that is known, else what was paid."""
        if self.net_pence is not None:
            return self.net_pence
        return self.gross_pence or 0

    def to_row(self) -> dict[str, Any]:
        """The line as a row of a table of LINES."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """The line that a row of a table of LINES is."""
        return cls(**{name: row[name] for name in LINES})


LINES: tuple[str, ...] = tuple(one.name for one in fields(Line))
"""The columns of a table of lines, in order."""


def arrow_schema() -> pa.Schema:
    """The types of a table of LINES."""
    import pyarrow as pa

    number = pa.decimal128(NUMBER_DIGITS, NUMBER_PLACES)
    types = {
        "row": pa.int64(),
        "day": pa.date32(),
        "net_pence": pa.int64(),
        "vat_pence": pa.int64(),
        "gross_pence": pa.int64(),
        "quantity": number,
        "unit_price": number,
        "contract_end": pa.date32(),
    }
    return pa.schema([pa.field(name, types.get(name, pa.string())) for name in LINES])


def amount_pence(lines: pa.Table) -> pa.ChunkedArray:
    """What each line of a table counts as: the rule of `Line.amount_pence`, for all at once."""
    import pyarrow.compute as pc

    return pc.coalesce(lines["net_pence"], lines["gross_pence"], 0)


def each_line(lines: pa.Table) -> Iterator[Line]:
    """The lines of a table one by one, a piece of the table at a time."""
    for batch in lines.to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            yield Line.from_row(row)
