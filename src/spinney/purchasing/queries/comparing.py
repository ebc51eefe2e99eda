"""What members share, as the tables that the engine of comparing takes, and what it makes of them.

A member is named by its uid and a supplier by its key, so that what is stored can be read on
another site. Of members of which only bands may be known the engine is told so and reckons from
the middles of bands; members that show no money are left out altogether.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.comparing.columns import CELLS, CONTRACTS, MEASURES
from spinney.purchasing.engine.opportunities.saying import OF_ONE, per_one
from spinney.purchasing.models import Contract, Measure
from spinney.purchasing.queries.amounts import Amount, amount_of
from spinney.purchasing.queries.payee_names import payees_by_name, plain_name
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Seeing, Shared, cells_of
from spinney.purchasing.queries.spend import Payee, payee, payees_of, title_of
from spinney.purchasing.states import ContractState

if TYPE_CHECKING:
    from ibis.expr.types import Table as IbisTable


Payees = Mapping[tuple[int, str], Payee]
"""Which supplier each name of each member is."""


@dataclass(frozen=True)
class Tables:
    """The three tables of a cluster's shared spending (`engine.comparing.columns`)."""

    cells: IbisTable
    contracts: IbisTable
    measures: IbisTable


def tables_of(cluster_id: int, shared: Mapping[int, Shared]) -> Tables:
    """The tables of these members. Five queries."""
    uids = {pk: str(one.organisation.uid) for pk, one in shared.items()}
    payees = payees_of(cluster_id)
    return Tables(
        _table(_cells(payees, shared, uids), CELLS),
        _table(_contracts(cluster_id, payees, uids), CONTRACTS),
        _table(_measures(uids), MEASURES),
    )


def _table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> IbisTable:
    import ibis
    import pyarrow as pa

    schema = ibis.schema(dict(columns)).to_pyarrow()
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema))


def _cells(
    payees: Payees, shared: Mapping[int, Shared], uids: Mapping[int, str]
) -> Iterable[Mapping[str, Any]]:
    columns = (
        "organisation", "name__written", "category", "month", "amount_pence", "vat_pence",
        "gross_pence", "lines", "lines_with_vat", "quantity",
    )  # fmt: skip
    for row in cells_of(shared).order_by("pk").values(*columns):
        of = payee(payees, row["organisation"], row.pop("name__written"))
        yield row | {
            "member": uids[row["organisation"]],
            "supplier": of.key,
            "supplier_name": of.name,
            "category": of.category or row["category"],
        }


def _contracts(
    cluster_id: int, payees: Payees, uids: Mapping[int, str]
) -> Iterable[Mapping[str, Any]]:
    """Contracts of these members that the cluster may know of, with the supplier that each names:
    a member writes whom its contract is with in its own words.
    """
    by_name = payees_by_name(payees)
    rows = Contract.objects.filter(
        Q(shown_to=cluster_id) | Q(cluster=cluster_id),
        organisation__in=list(uids),
        removed_at=None,
        state=ContractState.RUNS,
    ).select_related("supplier")
    for one in rows.order_by("pk"):
        if one.organisation_id is None:
            continue  # one that was made together
        named = one.supplier or by_name.get(plain_name(one.supplier_name))
        yield {
            "member": uids[one.organisation_id],
            "supplier": named.key if named else "",
            "category": one.category,
            "title": one.title,
            "yearly_pence": one.yearly_pence,
            "end_day": one.end_day,
            "notice_days": one.notice_days,
            "renews": one.renews,
        }


def _measures(uids: Mapping[int, str]) -> Iterable[Mapping[str, Any]]:
    for one in Measure.objects.filter(organisation__in=list(uids)).order_by("pk"):
        yield {
            "member": uids[one.organisation_id],
            "measure": one.measure,
            "value": one.value,
            "on_day": one.on_day,
            "source": one.source,
        }


def with_money(seen: Seeing) -> dict[int, Shared]:
    """The members of which somebody sees money, exact or in bands."""
    return {pk: one for pk, one in seen.shared.items() if seen.level(pk) in (BANDS, AMOUNTS)}


def banded_of(seen: Seeing, among: Collection[int]) -> frozenset[str]:
    """The uids of those of whom she sees bands only."""
    return frozenset(
        str(seen.shared[pk].organisation.uid) for pk in among if seen.level(pk) == BANDS
    )


LEFT_OUT: Mapping[str, str] = {
    "nothing_spent": "Nothing was spent on it in a year",
    "no_measure": "The number is not known",
    "short": "Its figures cover less than six months",
    "other_period": "Its figures end more than six months before those of others",
    "far_off": "So far from the others that it must be something else",
    "alone": "Nobody else can be compared",
}
"""Why a member is not compared, in words."""


@dataclass(frozen=True)
class PriceOf:
    """What one member pays for one of something in a year, as somebody sees it."""

    organisation_id: int
    member: str
    category: str
    measure: str
    yearly: Amount
    price_thousandths: int | None
    left_out: str
    place: int | None

    @property
    def title(self) -> str:
        return title_of(self.category)

    @property
    def is_compared(self) -> bool:
        return not self.left_out

    @property
    def is_exact(self) -> bool:
        """Whether she sees the amount from which it is reckoned."""
        return self.yearly.band is not None and self.yearly.band.is_exact

    @property
    def words(self) -> str:
        """ "£12.50 for each employee"; "about" where only a band is known."""
        if self.price_thousandths is None:
            return ""
        about = "" if self.is_exact else "about "
        return f"{about}{per_one(self.price_thousandths, self.measure)}"

    @property
    def why_not(self) -> str:
        return LEFT_OUT.get(self.left_out, "")

    @property
    def counts(self) -> str:
        """What is counted, for one of it."""
        return OF_ONE[self.measure]


def prices_seen(seen: Seeing) -> list[PriceOf]:
    """The spread of price, like with like, as somebody sees it. Five queries, and the engine."""
    from spinney.purchasing.engine.comparing.prices import price_spread
    from spinney.purchasing.engine.comparing.yearly import blurred, yearly

    shared = with_money(seen)
    if len(shared) < 2:
        return []
    tables = tables_of(seen.cluster_id, shared)
    rows = blurred(yearly(tables.cells), banded_of(seen, shared))
    spread = price_spread(rows, tables.measures).to_pyarrow().to_pylist()
    of_uid = {str(one.organisation.uid): pk for pk, one in shared.items()}
    return [_price(row, seen, of_uid[row["member"]]) for row in spread]


def _price(row: Mapping[str, Any], seen: Seeing, organisation_id: int) -> PriceOf:
    return PriceOf(
        organisation_id,
        seen.shared[organisation_id].organisation.name,
        row["category"],
        row["measure"],
        amount_of(seen, {organisation_id: row["yearly_pence"]}),
        row["price_thousandths"],
        row["left_out"],
        row["place"],
    )


@dataclass(frozen=True)
class Step:
    """One supplier's part of all that is spent, from the largest down. Shares are in millionths."""

    place: int
    name: str
    share: int
    cumulative: int
    squared: int


@dataclass(frozen=True)
class Concentration:
    """How much goes to how few: steps, the index (0 to 10,000), and how many get 80 in 100."""

    steps: tuple[Step, ...]
    index: int
    first_for_80: int
    is_exact: bool


def concentration_seen(seen: Seeing) -> Concentration | None:
    """The concentration over suppliers, as somebody sees it: of bands the middle, over the year
    of each member. None where no money is shown. Five queries, and the engine.
    """
    import ibis

    from spinney.purchasing.engine.comparing.concentration import concentration, index
    from spinney.purchasing.engine.comparing.yearly import blurred, yearly

    shared = with_money(seen)
    if not shared:
        return None
    banded = banded_of(seen, shared)
    rows = blurred(yearly(tables_of(seen.cluster_id, shared).cells), banded)
    nothing = {
        "month": ibis.null("date"),
        "vat_pence": 0,
        "gross_pence": 0,
        "lines": 1,
        "lines_with_vat": 0,
        "quantity": ibis.null("decimal(18, 4)"),
    }
    steps = concentration(rows.mutate(amount_pence=rows.yearly_pence, **nothing)).cache()
    found = [
        Step(
            row["place"], row["name"], row["share_millionths"], row["cumulative_millionths"],
            row["squared"],
        )
        for row in steps.to_pyarrow().to_pylist()
    ]  # fmt: skip
    (summed,) = index(steps).to_pyarrow().to_pylist()
    return Concentration(tuple(found), summed["hhi"], summed["first_for_80"], not banded)


KINDS_COMPARED = tuple(key for key, one in CATEGORIES.items() if one.measures)
"""The categories in which prices can be compared."""
