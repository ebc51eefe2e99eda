"""Spending of a year, so that members whose files cover different lengths can be compared.

The last twelve months that a member's own spending covers (from its first to its last month, gaps
counted) are taken; fewer are stretched to twelve, and `months` says how many there were. A month at
either end with less than a twentieth of the lines of the busiest one is a stray (a mistyped date),
and what lies outside the period is left out of the year.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from spinney.purchasing.engine.comparing.bands import EDGES, banded, middle
from spinney.purchasing.engine.comparing.columns import CELLS, checked

if TYPE_CHECKING:
    from ibis.expr.types import IntegerColumn, Table

YEAR = 12
STRAY = 20
"""One in so many of the busiest month's lines is not a month of spending yet."""


def month_number(month: object) -> IntegerColumn:
    """Months counted from the year nought, so that they can be subtracted."""
    return (month.year() * YEAR + month.month()).cast("int64")  # type: ignore[attr-defined]


def yearly(cells: Table) -> Table:
    """One row a member, category and supplier: supplier_name, yearly_pence, months (that stand
    behind it, 1 to 12), paid_months (in how many of them something was paid), last_paid (month
    number), behind (by how many months the member's data end before the latest of all), vat_told
    (whether every line tells its VAT), yearly_quantity (null unless every cell has one).
    """
    import ibis

    cells = checked(cells, CELLS)
    dated = cells.filter(cells.month.notnull())
    dated = dated.mutate(number=month_number(dated.month))
    spans = _spans(dated)
    spans = spans.mutate(latest=spans["last"].max().over(ibis.window()))
    spans = spans.mutate(
        months=ibis.least(spans["last"] - spans["first"] + 1, YEAR),
        behind=spans.latest - spans["last"],
    )
    rows = dated.join(spans, "member").filter(
        lambda t: (t.number > t["last"] - YEAR) & (t.number <= t["last"]) & (t.number >= t["first"])
    )
    # Several suppliers may be written alike; the name is the first of a supplier's, in order.
    sums = rows.group_by(["member", "category", "supplier", "months", "behind"]).agg(
        supplier_name=rows.supplier_name.min(),
        amount_pence=rows.amount_pence.sum(),
        paid_months=rows.number.nunique(),
        last_paid=rows.number.max(),
        vat_told=(rows.lines_with_vat == rows.lines).all(),
        quantity=rows.quantity.sum(),
        uncounted=rows.quantity.isnull().cast("int64").sum(),
    )
    return sums.select(
        "member",
        "category",
        "supplier",
        "supplier_name",
        "months",
        "paid_months",
        "last_paid",
        "behind",
        "vat_told",
        yearly_pence=(sums.amount_pence * YEAR) // sums.months,
        yearly_quantity=ibis.ifelse(
            sums.uncounted == 0,
            ((sums.quantity * 10_000).cast("int64") * YEAR) // sums.months,
            ibis.null("int64"),
        ),
    )


def _spans(dated: Table) -> Table:
    """The first and last month of each member's spending, strays left out."""
    import ibis

    months = dated.group_by(["member", "number"]).agg(lines=dated.lines.sum())
    months = months.mutate(busiest=months.lines.max().over(ibis.window(group_by="member")))
    solid = months.filter(months.lines * STRAY >= months.busiest)
    return solid.group_by("member").agg(first=solid.number.min(), last=solid.number.max())


def blurred(rows: Table, members: Collection[str]) -> Table:
    """The same table as somebody may know it who sees only bands of these members' money: each of
    their yearly amounts is the middle of its band (`comparing.bands`, rule 3), and their
    quantities, which could give amounts away, are left out.
    """
    import ibis

    if not members:
        return rows
    cases = [
        (rows.yearly_pence < edge, ibis.literal(middle(banded(edge - 1)), "int64"))
        for edge in EDGES
    ]
    middles = ibis.cases(*cases, else_=ibis.literal(EDGES[-1], "int64"))
    theirs = rows.member.isin(sorted(members))
    return rows.mutate(
        yearly_pence=ibis.ifelse(theirs, middles, rows.yearly_pence),
        yearly_quantity=ibis.ifelse(theirs, ibis.null("int64"), rows.yearly_quantity),
    )
