"""Small tables to reckon by hand."""

from datetime import date
from decimal import Decimal

import ibis
import pyarrow as pa

_ARROW = {
    "string": pa.string(),
    "date": pa.date32(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
    "decimal(18, 4)": pa.decimal128(18, 4),
    "decimal(12, 2)": pa.decimal128(12, 2),
}


def cell(member, supplier, category, month, pence, *, vat=None, quantity=None):
    """What a member paid in a month ("2026-03") as one line; `vat` where it is told."""
    return {
        "member": member,
        "supplier": supplier.lower().replace(" ", "-"),
        "supplier_name": supplier,
        "category": category,
        "month": date.fromisoformat(f"{month}-01") if month else None,
        "amount_pence": pence,
        "vat_pence": vat or 0,
        "gross_pence": pence + vat if vat is not None else 0,
        "lines": 1,
        "lines_with_vat": int(vat is not None),
        "quantity": None if quantity is None else Decimal(quantity),
    }


def a_year(member, supplier, category, pence, *, first=(2025, 4), months=12, **told):
    """The same amount each month."""
    start = first[0] * 12 + first[1] - 1
    at = (divmod(start + number, 12) for number in range(months))
    return [
        cell(member, supplier, category, f"{year}-{month + 1:02}", pence, **told)
        for year, month in at
    ]


def contract(member, supplier, category, end, *, notice=30, renews=False, pence=None):
    return {
        "member": member,
        "supplier": supplier.lower().replace(" ", "-"),
        "category": category,
        "title": f"{supplier} for {member}",
        "yearly_pence": pence,
        "end_day": date.fromisoformat(end),
        "notice_days": notice,
        "renews": renews,
    }


def measure(member, kind, value):
    return {
        "member": member,
        "measure": kind,
        "value": Decimal(value),
        "on_day": date(2026, 1, 1),
        "source": "typed",
    }


def arrow(rows, columns):
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    return pa.Table.from_pylist(list(rows), schema=schema)


def table(rows, columns):
    return ibis.memtable(arrow(rows, columns))


def rows(expression):
    return expression.to_pyarrow().to_pylist()
