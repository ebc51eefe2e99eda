"""How much of the money goes to how few: Pareto shares and the Herfindahl–Hirschman index.

A share is in millionths, rounded down, so that it is a whole number and the same on every engine;
the index is the sum of squared percentages, from near 0 (spread out) to 10,000 (all with one).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from spinney.purchasing.engine.comparing.columns import CELLS, checked

if TYPE_CHECKING:
    from ibis.expr.types import Table

WHOLE = 1_000_000
"""A share of everything, in millionths."""
_TO_INDEX = 100_000_000
"""Squared millionths in one squared percentage point of the index."""


def concentration(
    cells: Table, by: Literal["supplier", "category", "member"] = "supplier"
) -> Table:
    """The steps of both: place (from 1), key, name, spent_pence, share_millionths,
    cumulative_pence, cumulative_millionths, squared (share_millionths squared); largest first.

    Only what came to more than nought is counted: a supplier that gave back more than it got has no
    share.
    """
    import ibis

    cells = checked(cells, CELLS)
    name = cells.supplier_name if by == "supplier" else cells[by]
    spent = cells.group_by(key=cells[by]).agg(name=name.min(), spent_pence=cells.amount_pence.sum())
    spent = spent.filter(spent.spent_pence > 0)
    order = [ibis.desc("spent_pence"), "key"]
    placed = spent.mutate(
        place=ibis.row_number().over(ibis.window(order_by=order)) + 1,
        all_pence=spent.spent_pence.sum().over(ibis.window()),
        cumulative_pence=spent.spent_pence.sum().over(ibis.cumulative_window(order_by=order)),
    )
    shares = placed.mutate(
        share_millionths=(placed.spent_pence * WHOLE) // placed.all_pence,
        cumulative_millionths=(placed.cumulative_pence * WHOLE) // placed.all_pence,
    )
    return shares.select(
        "place",
        "key",
        "name",
        "spent_pence",
        "share_millionths",
        "cumulative_pence",
        "cumulative_millionths",
        squared=shares.share_millionths * shares.share_millionths,
    ).order_by("place")


def index(steps: Table) -> Table:
    """One row from the steps of `concentration`: how_many, spent_pence, hhi (0 to 10,000), and
    first_for_80: how many of the largest together get at least 80 in 100.
    """
    before = steps.cumulative_millionths < WHOLE * 8 // 10
    return steps.agg(
        how_many=steps.count(),
        spent_pence=steps.spent_pence.sum().coalesce(0),
        hhi=(steps.squared.sum() // _TO_INDEX).coalesce(0),
        first_for_80=(before.cast("int64").sum() + 1).coalesce(0),
    )
