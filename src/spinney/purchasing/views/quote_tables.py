"""Quotes compared, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spinney.base.web.tables import Column, Empty, Table
from spinney.purchasing.bridge.quotes import Ranked, decimals
from spinney.purchasing.models import Criterion, JointPurchase, Quote
from spinney.purchasing.views.purchase_frames import purchase_url


@dataclass(frozen=True)
class RankedRow:
    """A quote in its place."""

    purchase: JointPurchase
    quote: Quote
    ranked: Ranked

    @property
    def name(self) -> str:
        return self.quote.invited.name

    @property
    def url(self) -> str:
        return purchase_url(self.purchase, "quote", self.quote.pk)

    @property
    def place(self) -> int:
        return self.ranked.place

    @property
    def total(self) -> int:
        return self.ranked.total.with_vat_pence

    @property
    def score(self) -> str:
        return decimals(float(self.ranked.score))

    def mark(self, criterion: str) -> str:
        found = next(one for one in self.ranked.marks if one.criterion == criterion)
        return "" if found.mark is None else decimals(float(found.mark))


NONE_CAME = Empty(
    "No quote came in",
    "Ask other suppliers: stop this purchase, and take it up again with a new list.",
)
NOBODY_IS_IN = Empty(
    "Nothing to compare for yet",
    "The conditions of no member are met as things stand, so nobody knows how many are bought. Each"
    " member can still say whether it is in, and change its conditions.",
)
TOO_FEW = Empty("Not sold for so few", "No supplier sells for as few as are needed now.")


def ranking_table(
    purchase: JointPurchase, criteria: Sequence[Criterion], *, empty: Empty = NONE_CAME
) -> Table:
    """Quotes in their order, with a column for each criterion; `empty` is said where none has a
    place.
    """
    return Table(
        name="quotes",
        caption="Quotes, the best first",
        noun="quote",
        columns=[
            Column("place", "Place", kind="number"),
            Column("name", "Supplier", link=lambda row: row.url),
            Column("total", f"Over {purchase.months} months, with VAT", kind="money"),
            *(
                Column(
                    f"mark_{one.position}", f"{one.title} ({one.weight}%), 0 to 5",
                    value=_mark_of(str(one.pk)),
                )
                for one in criteria
            ),
            Column("score", "Score, of 100"),
        ],
        empty=empty,
    )  # fmt: skip


def _mark_of(criterion: str) -> Callable[[RankedRow], str]:
    return lambda row: row.mark(criterion)
