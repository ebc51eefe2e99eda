"""Where members meet: at the same supplier, or in one category at different suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spinney.purchasing.engine.comparing.columns import CELLS, checked

if TYPE_CHECKING:
    from ibis.expr.types import Table


def shared_suppliers(cells: Table) -> Table:
    """Suppliers that at least two members buy from: supplier, supplier_name, members, spent_pence,
    lines, largest_pence (what the member that spends most there spends); most members first.
    """
    import ibis

    per_member = _per_member(checked(cells, CELLS), "supplier")
    sums = per_member.group_by("supplier").agg(
        supplier_name=per_member.supplier_name.min(),
        members=per_member.count(),
        spent_pence=per_member.spent_pence.sum(),
        lines=per_member.lines.sum(),
        largest_pence=per_member.spent_pence.max(),
    )
    return sums.filter(sums.members >= 2).order_by(
        ibis.desc("members"), ibis.desc("spent_pence"), "supplier"
    )


def same_category_different_suppliers(cells: Table) -> Table:
    """Categories that at least two members buy from at least two suppliers: category, members,
    suppliers, shared (suppliers with at least two of the members), spent_pence, largest_pence (what
    the largest supplier gets). The more is spent, the earlier.
    """
    import ibis

    cells = checked(cells, CELLS)
    per_supplier = cells.group_by(["category", "supplier"]).agg(
        spent_pence=cells.amount_pence.sum(), members=cells.member.nunique()
    )
    suppliers = per_supplier.group_by("category").agg(
        suppliers=per_supplier.count(),
        shared=(per_supplier.members >= 2).cast("int64").sum(),
        spent_pence=per_supplier.spent_pence.sum(),
        largest_pence=per_supplier.spent_pence.max(),
    )
    members = cells.group_by("category").agg(members=cells.member.nunique())
    both = suppliers.join(members, "category").select(
        "category", "members", "suppliers", "shared", "spent_pence", "largest_pence"
    )
    return both.filter((both.members >= 2) & (both.suppliers >= 2)).order_by(
        ibis.desc("spent_pence"), "category"
    )


def _per_member(cells: Table, key: str) -> Table:
    return cells.group_by([key, "member"]).agg(
        supplier_name=cells.supplier_name.min(),
        spent_pence=cells.amount_pence.sum(),
        lines=cells.lines.sum(),
    )
