"""Lines become cells: what a member paid a supplier for a category in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import IntegerColumn, Table


def cells_of(lines: Table) -> Table:
    """Cells (`comparing.columns.CELLS`) of a table of lines (`engine.line.LINES`) that has also
    member, supplier_id, canonical_name and bought (a key of the tree of categories).

    What a line counts as is the rule of `engine.line`: the net amount where it is told, else what
    was paid. Only lines that tell their VAT go into vat_pence and gross_pence.
    """
    import ibis

    told = lines.vat_pence.notnull() & (lines.net_pence.notnull() | lines.gross_pence.notnull())
    nought = ibis.literal(0, "int64")
    priced = lines.mutate(
        month=lines.day.truncate("M").cast("date"),
        amount_pence=ibis.coalesce(lines.net_pence, lines.gross_pence, nought),
        told_vat=ibis.ifelse(told, lines.vat_pence, nought),
        told_gross=ibis.ifelse(told, _gross(lines), nought),
        tells=told.cast("int64"),
    )
    sums = priced.group_by(
        ["member", "month"],
        supplier=priced.supplier_id,
        category=priced.bought,
    ).agg(
        supplier_name=priced.canonical_name.min(),
        amount_pence=priced.amount_pence.sum(),
        vat_pence=priced.told_vat.sum(),
        gross_pence=priced.told_gross.sum(),
        lines=priced.count(),
        lines_with_vat=priced.tells.sum(),
        quantity=priced.quantity.sum(),
        counted=priced.quantity.count(),
    )
    every = sums.counted == sums.lines
    return sums.select(
        "member", "supplier", "supplier_name", "category", "month", "amount_pence", "vat_pence",
        "gross_pence", "lines", "lines_with_vat",
        quantity=ibis.ifelse(every, sums.quantity, ibis.null("decimal(18, 4)")),
    )  # fmt: skip


def _gross(lines: Table) -> IntegerColumn:
    return lines.gross_pence.coalesce(lines.net_pence + lines.vat_pence)
