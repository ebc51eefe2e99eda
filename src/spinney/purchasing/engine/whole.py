"""From lines of several members to what they show and where they could save, in one go.

    lines --people left out, names matched, what was bought--> cells --> tables, opportunities

The steps are those of the engines beside it, on whatever engine the table of lines is on: each is
worked out once and kept there, and only sums come back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from spinney.purchasing.engine.categories.classify import with_categories
from spinney.purchasing.engine.categories.guess import Lessons
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing import concentration, ending, prices, sharing, totals
from spinney.purchasing.engine.comparing.cells import cells_of
from spinney.purchasing.engine.comparing.columns import CONTRACTS, MEASURES, checked
from spinney.purchasing.engine.comparing.yearly import yearly
from spinney.purchasing.engine.engines import engine_of, keep, put
from spinney.purchasing.engine.matching.tables import match
from spinney.purchasing.engine.opportunities.find import find
from spinney.purchasing.engine.opportunities.opportunity import Opportunity
from spinney.purchasing.engine.opportunities.settings import Settings
from spinney.purchasing.engine.opportunities.total import Total, total
from spinney.purchasing.engine.people import NEW_COLUMNS, mark_people

if TYPE_CHECKING:
    from ibis.expr.types import Table

Tell = Callable[[str], None]
USUAL = Settings()


@dataclass(frozen=True)
class Given:
    """What may be known beside the lines: contracts and measures (tables of CONTRACTS and
    MEASURES), corrections of categories, answers about names (one, other, same).
    """

    contracts: Table | None = None
    measures: Table | None = None
    lessons: Lessons | None = None
    judged: Table | None = None


@dataclass(frozen=True)
class Compared:
    """What came of it. `people`: kind, names and lines that were left out, by member. `names`:
    each name with its supplier, as `matching.tables.match` has it. `tables` are made when asked
    for; their columns stand with the functions of `comparing`.
    """

    cells: Table
    names: Table
    people: Table
    contracts: Table
    measures: Table
    today: date
    settings: Settings

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """By name, in the order in which they are told."""
        steps = concentration.concentration(self.cells)
        return {
            "members": totals.by_member(self.cells),
            "categories": totals.by_category(self.cells),
            "suppliers": totals.by_supplier(self.cells),
            "months": totals.by_month(self.cells),
            "vat": totals.vat(self.cells),
            "shared_suppliers": sharing.shared_suppliers(self.cells),
            "different_suppliers": sharing.same_category_different_suppliers(self.cells),
            "concentration": steps,
            "concentration_index": concentration.index(steps),
            "prices": prices.price_spread(
                yearly(self.cells), self.measures, self.settings.likeness
            ),
            "ending_contracts": ending.ending_contracts(self.contracts, self.today),
            "ending_together": ending.ending_together(self.contracts, self.today),
            "people": self.people,
        }

    @cached_property
    def opportunities(self) -> tuple[Opportunity, ...]:
        """Where the members could save, the best first."""
        return find(
            self.cells, self.contracts, self.measures, today=self.today, settings=self.settings
        )

    @cached_property
    def total(self) -> Total:
        """What can be saved in all, no money counted twice."""
        return total(self.opportunities)


def _silent(_: str) -> None:
    """Nobody wants to know how far it is."""


def from_lines(
    lines: Table,
    *,
    today: date,
    given: Given | None = None,
    settings: Settings = USUAL,
    tell: Tell = _silent,
) -> Compared:
    """Compare what members buy, from a table of lines (`engine.line.LINES`) whose `source` is the
    member. `tell` hears in a sentence what is done next.
    """
    given = given or Given()
    engine = engine_of(lines)
    tell("Finding out which payees are people, to leave them out.")
    marked = keep(engine, mark_people(lines))
    kept = marked.filter(~marked.person).drop(*NEW_COLUMNS)
    tell("Finding out which names are one supplier.")
    names = match(_names(kept), judged=given.judged)
    tell("Finding out what was bought.")
    known = names.select("source", "supplier_id", "canonical_name", supplier="name")
    bought = with_categories(kept).rename(bought="category_key")
    joined = keep(engine, bought.join(known, ["source", "supplier"]).rename(member="source"))
    tell("Adding up.")
    return Compared(
        keep(engine, cells_of(joined)),
        names,
        keep(engine, _people(marked)),
        keep(engine, _contracts(joined, known, given.contracts)),
        _no_measures(lines) if given.measures is None else checked(given.measures, MEASURES),
        today,
        settings,
    )


def _names(kept: Table) -> Table:
    """Each name of each member, in so many lines, with its registration number if one is given."""
    number = kept.supplier_number.fill_null("")
    return kept.group_by("source", name=kept.supplier).agg(number=number.max(), times=kept.count())


def _people(marked: Table) -> Table:
    """How many were left out, of which kind: never who."""
    people = marked.filter(marked.person)
    return (
        people.group_by(["source", "person_kind"])
        .agg(names=people.supplier.nunique(), lines=people.count())
        .rename(member="source", kind="person_kind")
        .order_by("member", "kind")
    )


def _contracts(joined: Table, known: Table, given: Table | None) -> Table:
    """The contracts given, their suppliers by name or id; without any, what lines tell of them."""
    if given is None:
        return _told_by_lines(joined)
    contracts = checked(given, CONTRACTS)
    ids = known.select(member="source", named="supplier", supplier_id="supplier_id")
    both = contracts.left_join(
        ids, [contracts.member == ids.member, contracts.supplier == ids.named]
    )
    supplier = both.supplier_id.coalesce(both.supplier)
    return checked(both.mutate(supplier=supplier), CONTRACTS)


def _told_by_lines(joined: Table) -> Table:
    """Contracts by what lines say of their end: the last of each, and the notice that is usual for
    such a contract, because files do not say it.
    """
    import ibis

    ending_ = joined.filter(joined.contract_end.notnull())
    ends = ending_.group_by("member", supplier=ending_.supplier_id, category=ending_.bought).agg(
        title=ending_.canonical_name.min(), end_day=ending_.contract_end.max()
    )
    usual = [
        (ends.category == key, ibis.literal(one.usual_notice_days, "int64"))
        for key, one in CATEGORIES.items()
    ]
    return checked(
        ends.mutate(
            yearly_pence=ibis.null("int64"),
            notice_days=ibis.cases(*usual, else_=ibis.literal(0, "int64")),
            renews=ibis.literal(False),
        ),
        CONTRACTS,
    )


def _no_measures(lines: Table) -> Table:
    import ibis

    schema = ibis.schema(dict(MEASURES)).to_pyarrow()
    return put(engine_of(lines), schema.empty_table())
