"""Finding opportunities: tables in, a ranked tuple out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.columns import CONTRACTS, checked
from spinney.purchasing.engine.comparing.prices import OF_TREE, QUANTITY, price_spread
from spinney.purchasing.engine.comparing.yearly import blurred, yearly
from spinney.purchasing.engine.engines import engine_of, keep
from spinney.purchasing.engine.opportunities.drafting import Draft, finished
from spinney.purchasing.engine.opportunities.known import Known, Piece, Price, Running, as_bought
from spinney.purchasing.engine.opportunities.opportunity import Opportunity
from spinney.purchasing.engine.opportunities.searching import askings, joinings, stops, switches
from spinney.purchasing.engine.opportunities.settings import Settings

if TYPE_CHECKING:
    from ibis.expr.types import Table

USUAL = Settings()
METERED = frozenset({"energy", "water"})
"""Categories in which a quantity in the files is of one kind of unit, so that its price tells."""


def find(
    cells: Table,
    contracts: Table,
    measures: Table,
    *,
    today: date,
    settings: Settings = USUAL,
) -> tuple[Opportunity, ...]:
    """Opportunities, the best first, from tables of CELLS, CONTRACTS and MEASURES.

    The sums are made where the tables are; what remains (a row a member, category and supplier) is
    searched here, so the same is found on every engine. Raises ColumnsMissing.
    """
    # Asked for twice below: kept, so that it is reckoned once.
    rows = blurred(yearly(cells), settings.banded)
    rows = keep(engine_of(rows), rows)
    return search(_known(rows, checked(contracts, CONTRACTS), measures, today, settings), settings)


def search(known: Known, settings: Settings = USUAL) -> tuple[Opportunity, ...]:
    """Opportunities in what is known already, the best first."""
    drafts = [
        draft
        for category in sorted(known.by_category)
        for each in (switches, joinings, askings, stops)
        for draft in each(known, settings, category)
        if draft.high_pence >= settings.worth_pence
    ]
    excluded = _excluded(drafts)
    found = (finished(draft, known, excluded[draft.key]) for draft in drafts)
    return tuple(sorted(found, key=lambda one: (-one.score, one.key)))


def _excluded(drafts: Iterable[Draft]) -> Mapping[str, tuple[str, ...]]:
    """For each draft those that touch the same money."""
    touching: dict[Piece, list[str]] = defaultdict(list)
    others: dict[str, set[str]] = {}
    for draft in drafts:
        others[draft.key] = set()
        for piece in draft.pieces:
            touching[piece].append(draft.key)
    for keys in touching.values():
        for key in keys:
            others[key].update(keys)
    return {key: tuple(found - {key}) for key, found in others.items()}


def _known(
    rows: Table, contracts: Table, measures: Table, today: date, settings: Settings
) -> Known:
    bought = as_bought(rows.to_pyarrow().to_pylist())
    spread = price_spread(rows, measures, settings.likeness)
    compared = spread.filter(spread.left_out == "").to_pyarrow().to_pylist()
    running = [
        Running(
            row["member"], row["supplier"], row["category"], row["end_day"],
            row["notice_days"] or 0, bool(row["renews"]),
        )
        for row in contracts.to_pyarrow().to_pylist()
    ]  # fmt: skip
    enough = [one for one in bought if one.months >= settings.months_needed]
    return Known(enough, best_prices(compared), running, today)


def best_prices(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[Price, ...]]:
    """The prices of each category by its best measure that at least two members know, the lowest
    first. The tree of categories has the best measure first; a metered quantity is better still.
    """
    found: dict[tuple[str, str], list[Price]] = defaultdict(list)
    for row in rows:
        price = Price(
            row["member"], row["measure"], row["value_hundredths"], row["price_thousandths"],
            row["vat_told"],
        )  # fmt: skip
        found[row["category"], row["measure"]].append(price)
    best = {}
    for category, of in CATEGORIES.items():
        measures = [QUANTITY] if category in METERED else []
        measures += [OF_TREE[measure] for measure in of.measures]
        known = next((found[category, one] for one in measures if (category, one) in found), [])
        best[category] = tuple(sorted(known, key=lambda one: (one.price_thousandths, one.member)))
    return best
