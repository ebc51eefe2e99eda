"""The tables that comparing starts from: their columns, and a check that they are there. Pure.

`CELLS` is spending summed: what a member paid to a supplier for a category in a month. Money is in
whole pence; `amount_pence` is the net amount where a line tells it, else what was paid, as
`engine.line` has it. `vat_pence` and `gross_pence` are sums over the `lines_with_vat`. `month` is
its first day, null for lines without a date; `quantity` is null unless every line has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import Table

CELLS: Mapping[str, str] = {
    "member": "string",
    "supplier": "string",
    "supplier_name": "string",
    "category": "string",
    "month": "date",
    "amount_pence": "int64",
    "vat_pence": "int64",
    "gross_pence": "int64",
    "lines": "int64",
    "lines_with_vat": "int64",
    "quantity": "decimal(18, 4)",
}

CONTRACTS: Mapping[str, str] = {
    "member": "string",
    "supplier": "string",
    "category": "string",
    "title": "string",
    "yearly_pence": "int64",
    "end_day": "date",
    "notice_days": "int64",
    "renews": "boolean",
}

MEASURES: Mapping[str, str] = {
    "member": "string",
    "measure": "string",
    "value": "decimal(12, 2)",
    "on_day": "date",
    "source": "string",
}

MEASURE_KINDS = (
    "employees", "square_metres", "lines", "computers", "licences", "sites", "vehicles",
)  # fmt: skip


class ColumnsMissing(ValueError):
    """A table lacks columns that comparing needs; `missing` names them."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"Columns are missing: {', '.join(missing)}.")
        self.missing = missing


def checked(table: Table, columns: Mapping[str, str]) -> Table:
    """The table with just these columns, each of its type. Raises ColumnsMissing."""
    missing = tuple(name for name in columns if name not in table.columns)
    if missing:
        raise ColumnsMissing(missing)
    return table.select(**{name: table[name].cast(kind) for name, kind in columns.items()})
