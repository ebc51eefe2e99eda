"""What members spend, as somebody may see it: every read passes `queries.seeing`.

Of a member that shows bands only bands leave this module, and sums over members are sums of bands
(`engine.comparing.bands` says why that cannot be undone). Of one that shows only its suppliers no
money leaves it at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from spinney.base.kernel.errors import NotFound
from spinney.purchasing.engine.categories.tree import CATEGORIES, Category
from spinney.purchasing.engine.comparing.bands import Band, middle
from spinney.purchasing.engine.readable import readable
from spinney.purchasing.models import SpendCell, SpendName, Supplier, SupplierName
from spinney.purchasing.queries.amounts import Amount, amount_of
from spinney.purchasing.queries.months import CalendarMonth
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Seeing, cells_of

UNMATCHED = "written:"
"""Before the name of a payee that no supplier was found for yet, where a supplier's key stands."""


def middle_pence(amount: Amount) -> int | None:
    """One number to draw an amount by; None where nothing of it is shown."""
    return None if amount.band is None else middle(amount.band)


def exactly(pence: int) -> Amount:
    """An amount that somebody sees as it is."""
    return Amount(Band.exact(pence))


@dataclass(frozen=True)
class Payee:
    """A supplier of the cluster; one of `pk` None is a name for which none was found yet."""

    key: str
    name: str
    pk: int | None = None
    category: str = ""


@dataclass(frozen=True)
class Spent:
    """What one member paid one supplier for one category over the months that it shares. `pence`
    is exact: it is for adding up, and never leaves but through `Spending`.
    """

    organisation_id: int
    payee: Payee
    category: str
    pence: int
    lines: int


def payees_of(cluster_id: int) -> Mapping[tuple[int, str], Payee]:
    """Which supplier each name of each member is; what was merged is what it went into. Two
    queries.
    """
    suppliers = {
        row["pk"]: row
        for row in Supplier.objects.filter(cluster=cluster_id).values(
            "pk", "key", "name", "named_by", "category", "merged_into"
        )
    }

    def standing(pk: int) -> Payee:
        seen: set[int] = set()
        while (into := suppliers[pk]["merged_into"]) is not None and into not in seen:
            seen.add(pk)
            pk = into
        row = suppliers[pk]
        name = row["name"] if row["named_by"] else readable(row["name"])
        return Payee(row["key"], name, pk, row["category"])

    names = SupplierName.objects.filter(cluster=cluster_id)
    known: dict[int, Payee] = {}
    found = {}
    for organisation_id, written, pk in names.values_list("organisation", "written", "supplier"):
        found[organisation_id, written] = known.setdefault(pk, standing(pk))
    return found


def payee(payees: Mapping[tuple[int, str], Payee], organisation_id: int, written: str) -> Payee:
    """The supplier of a name; the name itself where none was found yet."""
    known = payees.get((organisation_id, written))
    return known or Payee(f"{UNMATCHED}{written}", readable(written))


class Spending:
    """What the members of a cluster spend, as one actor sees it. Three queries, when it is made."""

    def __init__(self, seen: Seeing, rows: Iterable[Spent]) -> None:
        self.seen = seen
        self.rows = tuple(rows)

    @classmethod
    def of(cls, seen: Seeing) -> Spending:
        """Read what she sees."""
        shared = {pk: one for pk, one in seen.shared.items() if pk in seen.visible}
        payees = payees_of(seen.cluster_id)
        sums = (
            cells_of(shared)
            .values("organisation", "name__written", "category")
            .annotate(pence=Sum("amount_pence"), number=Sum("lines"))
            .order_by()
        )
        return cls(seen, (_spent(row, payees) for row in sums))

    def amount(self, rows: Iterable[Spent]) -> Amount:
        """The sum of some rows as she sees it: each member's part by what it shows."""
        parts: dict[int, int] = defaultdict(int)
        for row in rows:
            parts[row.organisation_id] += row.pence
        return amount_of(self.seen, parts)

    def grouped(self, key: Callable[[Spent], Any]) -> dict[Any, list[Spent]]:
        """The rows in groups."""
        groups: dict[Any, list[Spent]] = defaultdict(list)
        for row in self.rows:
            groups[key(row)].append(row)
        return dict(groups)

    def only(self, wanted: Callable[[Spent], bool]) -> Spending:
        """The same of some rows alone."""
        return Spending(self.seen, (row for row in self.rows if wanted(row)))

    def member_name(self, organisation_id: int) -> str:
        return self.seen.shared[organisation_id].organisation.name

    def member_names(self, rows: Iterable[Spent]) -> list[str]:
        """Who spent these, by name."""
        ids = {row.organisation_id for row in rows}
        return sorted((self.member_name(pk) for pk in ids), key=str.casefold)


def _spent(row: Mapping[str, Any], payees: Mapping[tuple[int, str], Payee]) -> Spent:
    of = payee(payees, row["organisation"], row["name__written"])
    category = of.category or row["category"]
    return Spent(row["organisation"], of, category, row["pence"], row["number"])


@dataclass(frozen=True)
class Vat:
    """Which of the members whose money somebody sees tell the VAT of every payment, so that their
    amounts are without it; and which do not, so that it may be in them. By name.
    """

    told: tuple[str, ...]
    not_told: tuple[str, ...]


def vat_of(seen: Seeing) -> Vat:
    """Whether amounts of members are alike in VAT. One query."""
    shown = {pk: one for pk, one in seen.shared.items() if seen.level(pk) in (BANDS, AMOUNTS)}
    sums = cells_of(shown).order_by().values_list("organisation")
    found: dict[bool, list[str]] = {True: [], False: []}
    for pk, lines, telling in sums.annotate(all=Sum("lines"), telling=Sum("lines_with_vat")):
        found[lines == telling].append(shown[pk].organisation.name)
    told, not_told = (tuple(sorted(found[key], key=str.casefold)) for key in (True, False))
    return Vat(told, not_told)


@dataclass(frozen=True)
class Line:
    """A row of a list: what it is about, who, how much."""

    key: str
    name: str
    amount: Amount
    lines: int
    members: tuple[str, ...]
    suppliers: int = 0
    categories: tuple[str, ...] = ()
    pk: int | None = None

    @property
    def member_count(self) -> int:
        return len(self.members)

    @property
    def is_shared(self) -> bool:
        """Whether two members or more are in it."""
        return len(self.members) > 1


def by_category(spending: Spending) -> list[Line]:
    """A line a category, the largest first."""
    return _largest_first(
        _line(spending, key, title_of(key), rows)
        for key, rows in spending.grouped(lambda row: row.category).items()
    )


def by_supplier(spending: Spending) -> list[Line]:
    """A line a supplier, the largest first."""
    return _largest_first(
        _line(spending, one.key, one.name, rows, one.pk)
        for one, rows in spending.grouped(lambda row: row.payee).items()
    )


def by_member(spending: Spending) -> list[Line]:
    """A line a member, the largest first."""
    return _largest_first(
        _line(spending, str(pk), spending.member_name(pk), rows, pk)
        for pk, rows in spending.grouped(lambda row: row.organisation_id).items()
    )


@dataclass(frozen=True)
class Month:
    """What was spent in a month."""

    month: CalendarMonth
    amount: Amount
    lines: int
    members: int


def by_month(seen: Seeing) -> list[Month]:
    """A line a month, the first first. One query."""
    shared = {pk: one for pk, one in seen.shared.items() if pk in seen.visible}
    sums = (
        cells_of(shared)
        .values("month", "organisation")
        .annotate(pence=Sum("amount_pence"), number=Sum("lines"))
        .order_by("month", "organisation")
    )
    months: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for row in sums:
        months[row["month"]].append(row)
    return [
        Month(
            CalendarMonth.of(month),
            amount_of(seen, {row["organisation"]: row["pence"] for row in rows}),
            sum(row["number"] for row in rows),
            len(rows),
        )
        for month, rows in months.items()
    ]


def _line(
    spending: Spending, key: str, name: str, rows: list[Spent], pk: int | None = None
) -> Line:
    categories = sorted({title_of(row.category) for row in rows})
    return Line(
        key,
        name,
        spending.amount(rows),
        sum(row.lines for row in rows),
        tuple(spending.member_names(rows)),
        len({row.payee.key for row in rows}),
        tuple(categories),
        pk,
    )


def _largest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (-(middle_pence(one.amount) or 0), one.name.casefold()))


def kind_of_thing(category: str) -> Category:
    """A category of the tree. Raises NotFound."""
    if category not in CATEGORIES:
        raise NotFound("There is no such kind of thing.")
    return CATEGORIES[category]


def title_of(category: str) -> str:
    """What a category is called."""
    return CATEGORIES[category].title if category in CATEGORIES else category


@dataclass(frozen=True)
class Own:
    """What an organisation spent with one name of its own."""

    name_id: int
    written: str
    category: str
    pence: int
    vat_pence: int
    lines: int
    lines_with_vat: int

    @property
    def category_title(self) -> str:
        return title_of(self.category)


def own_by_name(organisation_id: int, months: tuple[date, date] | None = None) -> list[Own]:
    """What one organisation spent by the names in its own files, the largest first; of all months
    or of some (their first days, both included). Behind a guard of that organisation. One query.
    """
    rows = (
        _own(organisation_id, months)
        .values("name", "name__written", "category")
        .annotate(
            pence=Sum("amount_pence"), vat=Sum("vat_pence"), number=Sum("lines"),
            told=Sum("lines_with_vat"),
        )
        .order_by("-pence", "name__written")
    )  # fmt: skip
    return [
        Own(
            row["name"], row["name__written"], row["category"], row["pence"], row["vat"],
            row["number"], row["told"],
        )
        for row in rows
    ]  # fmt: skip


def own_by_month(organisation_id: int) -> list[tuple[CalendarMonth, int]]:
    """What one organisation spent month by month, the first first. One query."""
    rows = _own(organisation_id, None).values("month").annotate(pence=Sum("amount_pence"))
    return [(CalendarMonth.of(row["month"]), row["pence"]) for row in rows.order_by("month")]


def own_aside(organisation_id: int) -> int:
    """How many names of an organisation are left out as people. One query."""
    found = SpendName.objects.filter(organisation=organisation_id, aside=True)
    return int(found.aggregate(number=Count("pk"))["number"])


def _own(organisation_id: int, months: tuple[date, date] | None) -> Any:
    cells = SpendCell.objects.filter(organisation=organisation_id, name__aside=False)
    return cells if months is None else cells.filter(month__range=months)
