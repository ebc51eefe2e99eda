"""The spread of price, like with like: what members pay in one category for one of something.

Two members are compared only where both buy in the category, both know the same measure (employees,
square metres, lines, computers, licences, sites, vehicles, or a quantity in the files), and both
have data of at least `Likeness.months_needed` months, ending near one another, reckoned to a year.
Whoever is left out is in the table as well, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.columns import MEASURES, checked

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerColumn, Table

QUANTITY = "quantity"
"""The measure of a category whose files count what was bought."""
THOUSANDTHS = 1000
_HUNDREDTHS = 100
_TEN_THOUSANDTHS = 10_000

OF_TREE: Mapping[str, str] = {
    "per_employee": "employees",
    "per_square_metre": "square_metres",
    "per_line": "lines",
    "per_computer": "computers",
    "per_licence": "licences",
    "per_site": "sites",
    "per_vehicle": "vehicles",
}
"""What each like-with-like measure of the tree of categories counts."""


@dataclass(frozen=True)
class Likeness:
    """When two prices are like with like. `far_off` and `far_off_quantity`: a price so many times
    above or below the middle one is of something else (two kinds of unit, another scope).
    """

    months_needed: int = 6
    behind_at_most: int = 6
    far_off: int = 5
    far_off_quantity: int = 3


USUAL = Likeness()


def price_spread(rows: Table, measures: Table, likeness: Likeness = USUAL) -> Table:
    """From a table of `comparing.yearly` and one of MEASURES: a row for each category, measure and
    member that buys in it where at least one member knows the measure.

    category, measure, member, yearly_pence, months, vat_told, value_hundredths (how many, in
    hundredths), price_thousandths (thousandths of a penny a year for one; null if left out), place
    (1 is the lowest price), middle_thousandths (the middle price of those compared), left_out
    ("" or: nothing_spent, no_measure, short, other_period, far_off, alone).
    """
    import ibis

    bought = _bought(rows)
    counted = _counted(bought, checked(measures, MEASURES)).union(_by_quantity(bought))
    known = counted.mutate(
        knowing=counted.value_hundredths.count().over(ibis.window(group_by=["category", "measure"]))
    )
    known = known.filter(known.knowing > 0)
    reasoned = known.mutate(left_out=_first_reason(known, likeness))
    priced = _priced(reasoned)
    near = priced.mutate(
        left_out=ibis.ifelse(_is_far(priced, likeness), "far_off", priced.left_out)
    )
    kept = ibis.window(group_by=["category", "measure"])
    near = near.mutate(compared=(near.left_out == "").cast("int64").sum().over(kept))
    near = near.mutate(
        left_out=ibis.ifelse((near.left_out == "") & (near.compared < 2), "alone", near.left_out)
    )
    return _placed(near).order_by("category", "measure", "place", "member")


def _bought(rows: Table) -> Table:
    """One row a member and category."""
    sums = rows.group_by(["member", "category", "months", "behind"]).agg(
        yearly_pence=rows.yearly_pence.sum(),
        vat_told=rows.vat_told.all(),
        quantity=rows.yearly_quantity.sum(),
        uncounted=rows.yearly_quantity.isnull().cast("int64").sum(),
    )
    return sums.filter(sums.category.isin([key for key, one in CATEGORIES.items() if one.measures]))


def _counted(bought: Table, measures: Table) -> Table:
    """Each member and category with each measure that the tree allows there; null if not known."""
    import ibis

    kinds = list(OF_TREE.values())
    each = bought.mutate(measure=ibis.array(kinds).unnest())
    each = each.filter(_allowed(each))
    known = measures.select(
        "member", "measure", value_hundredths=(measures.value * _HUNDREDTHS).cast("int64")
    )
    known = known.filter(known.value_hundredths > 0)
    return each.left_join(known, ["member", "measure"]).select(*_COUNTED)


_COUNTED = (
    "category", "measure", "member", "yearly_pence", "months", "behind", "vat_told",
    "value_hundredths",
)  # fmt: skip


def _allowed(each: Table) -> BooleanValue:
    import ibis

    return ibis.or_(
        *(
            (each.measure == kind)
            & each.category.isin([key for key, one in CATEGORIES.items() if of in one.measures])
            for of, kind in OF_TREE.items()
        )
    )


def _by_quantity(bought: Table) -> Table:
    import ibis

    counted = bought.filter((bought.uncounted == 0) & (bought.quantity > 0))
    to_hundredths = _TEN_THOUSANDTHS // _HUNDREDTHS
    return counted.mutate(
        measure=ibis.literal(QUANTITY), value_hundredths=counted.quantity // to_hundredths
    ).select(*_COUNTED)


def _first_reason(known: Table, likeness: Likeness) -> IntegerColumn:
    import ibis

    return ibis.cases(
        (known.yearly_pence <= 0, "nothing_spent"),
        (known.value_hundredths.fill_null(0) <= 0, "no_measure"),
        (known.months < likeness.months_needed, "short"),
        (known.behind > likeness.behind_at_most, "other_period"),
        else_="",
    )


def _priced(reasoned: Table) -> Table:
    """With the price of whoever is not left out, and the middle of those prices."""
    import ibis

    price = (reasoned.yearly_pence * (THOUSANDTHS * _HUNDREDTHS)) // reasoned.value_hundredths
    priced = reasoned.mutate(
        price_thousandths=ibis.ifelse(reasoned.left_out == "", price, ibis.null("int64"))
    )
    group = ibis.window(group_by=["category", "measure"])
    order = ibis.window(
        group_by=["category", "measure"],
        order_by=[ibis.asc("price_thousandths", nulls_first=False), "member"],
    )
    priced = priced.mutate(
        at=ibis.row_number().over(order) + 1,
        prices=priced.price_thousandths.count().over(group),
    )
    # Of an even number the lower of the two in the middle: a price that somebody pays.
    is_middle = priced.at == (priced.prices + 1) // 2
    return priced.mutate(
        middle_thousandths=ibis.ifelse(is_middle, priced.price_thousandths, ibis.null("int64"))
        .max()
        .over(group)
    )


def _is_far(priced: Table, likeness: Likeness) -> BooleanValue:
    import ibis

    times = ibis.ifelse(priced.measure == QUANTITY, likeness.far_off_quantity, likeness.far_off)
    too_dear = priced.price_thousandths > priced.middle_thousandths * times
    too_cheap = priced.price_thousandths * times < priced.middle_thousandths
    return (priced.left_out == "") & (too_dear | too_cheap)


def _placed(near: Table) -> Table:
    import ibis

    kept = near.left_out == ""
    price = ibis.ifelse(kept, near.price_thousandths, ibis.null("int64"))
    near = near.mutate(price_thousandths=price)
    order = ibis.window(
        group_by=["category", "measure"],
        order_by=[ibis.asc("price_thousandths", nulls_first=False), "member"],
    )
    place = ibis.row_number().over(order) + 1
    return near.mutate(
        place=ibis.ifelse(near.left_out == "", place, ibis.null("int64"))
    ).select(
        "category", "measure", "member", "yearly_pence", "months", "vat_told", "value_hundredths",
        "price_thousandths", "place", "middle_thousandths", "left_out",
    )  # fmt: skip
