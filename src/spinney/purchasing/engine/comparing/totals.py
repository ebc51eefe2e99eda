"""What was spent: by member, category, supplier and month, and what is known of its VAT.

Every function takes a table of CELLS (`comparing.columns`) and gives an Ibis table of the same
backend, in a settled order, money in whole pence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spinney.purchasing.engine.comparing.columns import CELLS, checked

if TYPE_CHECKING:
    from ibis.expr.types import Table


def by_member(cells: Table) -> Table:
    """member, spent_pence, lines, suppliers, categories, first_month, last_month."""
    cells = checked(cells, CELLS)
    return (
        cells.group_by("member")
        .agg(
            spent_pence=cells.amount_pence.sum(),
            lines=cells.lines.sum(),
            suppliers=cells.supplier.nunique(),
            categories=cells.category.nunique(),
            first_month=cells.month.min(),
            last_month=cells.month.max(),
        )
        .order_by("member")
    )


def by_category(cells: Table) -> Table:
    """category, spent_pence, lines, members, suppliers; the largest first."""
    import ibis

    cells = checked(cells, CELLS)
    return (
        cells.group_by("category")
        .agg(
            spent_pence=cells.amount_pence.sum(),
            lines=cells.lines.sum(),
            members=cells.member.nunique(),
            suppliers=cells.supplier.nunique(),
        )
        .order_by(ibis.desc("spent_pence"), "category")
    )


def by_supplier(cells: Table) -> Table:
    """supplier, supplier_name, spent_pence, lines, members, categories; the largest first."""
    import ibis

    cells = checked(cells, CELLS)
    return (
        cells.group_by("supplier")
        .agg(
            supplier_name=cells.supplier_name.min(),
            spent_pence=cells.amount_pence.sum(),
            lines=cells.lines.sum(),
            members=cells.member.nunique(),
            categories=cells.category.nunique(),
        )
        .order_by(ibis.desc("spent_pence"), "supplier")
    )


def by_month(cells: Table) -> Table:
    """month (null: lines without a date, last), spent_pence, lines, members."""
    import ibis

    cells = checked(cells, CELLS)
    return (
        cells.group_by("month")
        .agg(
            spent_pence=cells.amount_pence.sum(),
            lines=cells.lines.sum(),
            members=cells.member.nunique(),
        )
        .order_by(ibis.asc("month", nulls_first=False))
    )


def vat(cells: Table) -> Table:
    """What files tell of VAT: member, amount_pence, vat_pence, gross_pence, lines, lines_with_vat,
    told_thousandths (the share of lines that tell their VAT).

    Whether a member can recover its VAT is no part of a payments file; nothing is assumed of it.
    """
    cells = checked(cells, CELLS)
    sums = cells.group_by("member").agg(
        amount_pence=cells.amount_pence.sum(),
        vat_pence=cells.vat_pence.sum().coalesce(0),
        gross_pence=cells.gross_pence.sum().coalesce(0),
        lines=cells.lines.sum(),
        lines_with_vat=cells.lines_with_vat.sum(),
    )
    return sums.mutate(told_thousandths=(sums.lines_with_vat * 1000) // sums.lines).order_by(
        "member"
    )
