"""A cluster's suppliers as somebody may see them. Every read begins with who asks: a supplier is
there for her only while a member whose suppliers she sees buys from it, and what is told of it
comes from those members alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from spinney.base.kernel.actors import Actor
from spinney.clusters.api import Cluster
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.readable import readable
from spinney.purchasing.models import SpendName, Supplier, SupplierName
from spinney.purchasing.queries.amounts import Amount, amount_of
from spinney.purchasing.queries.reviewing import doubtful_names, reason_words
from spinney.purchasing.queries.seeing import Seeing, cells_of, seeing
from spinney.purchasing.queries.unchanged import unchanged

Name = tuple[int, str]
"""The organisation that writes it, and how."""


@dataclass(slots=True)
class Paid:
    """What a member paid under one name over the months that it shares: exact, for adding up; it
    leaves this module through `amount_of` alone.
    """

    pence: int
    lines: int
    categories: dict[str, int]


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the list; a supplier with branches counts them in."""

    pk: int
    name: str
    parent: str
    number: str
    amount: Amount
    members: tuple[str, ...]
    branches: int
    spellings: tuple[str, ...]
    category: str
    is_linked: bool
    is_doubtful: bool

    @property
    def shared(self) -> int:
        """By how many members it is bought from, as far as seen."""
        return len(self.members)

    @property
    def category_title(self) -> str:
        return title_of(self.category)

    @property
    def written(self) -> str:
        """All that it can be found by."""
        return " ".join((self.name, self.parent, self.number, *self.spellings))


def title_of(category: str) -> str:
    """What a category is called."""
    return CATEGORIES[category].title if category in CATEGORIES else "Other"


REGISTERS = {
    "GB-COH": "Company",
    "GB-CHC": "Charity",
    "GB-SC": "Charity in Scotland",
    "GB-NIC": "Charity in Northern Ireland",
}


def number_words(number: str) -> str:
    """A number with the register that it is on.

    >>> number_words("GB-COH-01234567")
    'Company 01234567'
    """
    scheme, _, bare = number.rpartition("-")
    return f"{REGISTERS[scheme]} {bare}" if scheme in REGISTERS else number


def paid_by_name(seen: Seeing) -> dict[Name, Paid]:
    """What members whose suppliers she sees paid, by name. Two queries."""
    shared = {pk: seen.shared[pk] for pk in seen.visible}
    names = SpendName.objects.filter(organisation__in=shared, aside=False)
    key_of = {
        pk: (organisation_id, written)
        for pk, organisation_id, written in names.values_list("pk", "organisation_id", "written")
    }
    sums = (
        cells_of(shared)
        .order_by()
        .values_list("name", "category")
        .annotate(pence=Sum("amount_pence"), number=Sum("lines"))
    )
    found: dict[Name, Paid] = {}
    for pk, category, pence, lines in sums.iterator(chunk_size=5_000):
        key = key_of[pk]
        paid = found.get(key)
        if paid is None:
            found[key] = Paid(pence, lines, {category: lines})
            continue
        paid.pence += pence
        paid.lines += lines
        paid.categories[category] = paid.categories.get(category, 0) + lines
    return found


def suppliers_of(by: Actor, cluster: Cluster, on: date) -> Sequence[SupplierRow]:
    """The suppliers of a cluster as somebody sees them: those that most members buy from first,
    then by what may be seen of the amounts. The same as last time while nothing changed
    (`queries.unchanged`), for a cluster may have ten thousand.
    """
    seen = seeing(by, cluster, on)

    def read() -> tuple[SupplierRow, ...]:
        gathered = _gather(cluster, paid_by_name(seen))
        doubtful = doubtful_names(seen, by, cluster)
        rows = [_row(seen, one, gathered, doubtful) for one in gathered.values()]
        rows.sort(key=lambda row: row.name.casefold())
        rows.sort(key=lambda row: (row.shared, row.amount.order), reverse=True)
        return tuple(rows)

    return unchanged(by, cluster, seen, read)


@dataclass(slots=True)
class _Gathered:
    """A supplier with the names that she sees of it, its own and its branches'."""

    facts: Mapping[str, Any]
    names: dict[Name, Paid]
    hidden: bool
    under: list[_Gathered]

    @property
    def all_names(self) -> dict[Name, Paid]:
        """Its own and its branches'; not to be changed."""
        if not self.under:
            return self.names
        names = dict(self.names)
        for one in self.under:
            names |= one.names
        return names


_FACTS = (
    "pk", "name", "named_by", "number", "parent_id", "category", "organisation_id",
)  # fmt: skip


def _gather(cluster: Cluster, paid: Mapping[Name, Paid]) -> dict[int, _Gathered]:
    """The suppliers that have a name which she sees, or a branch that does. Two queries."""
    facts = {row["pk"]: row for row in Supplier.objects.filter(cluster=cluster).values(*_FACTS)}
    found = {pk: _Gathered(row, {}, False, []) for pk, row in facts.items()}
    names = SupplierName.objects.filter(cluster=cluster)
    for pk, organisation_id, written in names.values_list("supplier", "organisation", "written"):
        of_name = paid.get((organisation_id, written))
        if of_name is None:
            found[pk].hidden = True
        else:
            found[pk].names[organisation_id, written] = of_name
    for pk, one in found.items():
        above = facts[pk]["parent_id"]
        if above and one.names:
            found[above].under.append(one)
    return {pk: one for pk, one in found.items() if one.names or one.under}


def shown_name(name: str, named_by: str, lines: Mapping[str, int], hidden: bool) -> str:
    """What a supplier is called for her, who sees it written so, in so many lines each. Its own
    name, unless that may come from somebody whose names she does not see (`hidden`); then the
    spelling that she sees most often. Capitals that nobody chose are put as people read them.

    >>> shown_name("BT plc", "", {"BT": 3, "B.T.": 1}, hidden=True)
    'BT'
    >>> shown_name("LARCH LTD", "", {}, hidden=False)
    'Larch Ltd'
    """
    if named_by:
        return name
    if hidden and name not in lines:
        name = max(lines, key=lambda written: (lines[written], written))
    return readable(name)


def _shown(one: _Gathered) -> str:
    lines: dict[str, int] = {}
    for (_organisation, written), paid in one.all_names.items():
        lines[written] = lines.get(written, 0) + paid.lines
    return shown_name(one.facts["name"], one.facts["named_by"], lines, one.hidden)


def _row(
    seen: Seeing, one: _Gathered, gathered: Mapping[int, _Gathered], doubtful: set[str]
) -> SupplierRow:
    names = one.all_names
    pence: dict[int, int] = {}
    categories: dict[str, int] = {}
    for (organisation_id, _written), paid in names.items():
        pence[organisation_id] = pence.get(organisation_id, 0) + paid.pence
        for category, lines in paid.categories.items():
            categories[category] = categories.get(category, 0) + lines
    above = gathered.get(one.facts["parent_id"] or 0)
    spellings = dict.fromkeys(written for _, written in names)
    return SupplierRow(
        pk=one.facts["pk"],
        name=_shown(one),
        parent=_shown(above) if above else "",
        number=one.facts["number"],
        amount=amount_of(seen, pence),
        members=tuple(sorted(seen.shared[pk].organisation.name for pk in pence)),
        branches=len(one.under),
        spellings=tuple(spellings),
        category=one.facts["category"] or commonest(categories),
        is_linked=one.facts["organisation_id"] is not None,
        is_doubtful=not doubtful.isdisjoint(spellings),
    )


def commonest(categories: Mapping[str, int]) -> str:
    """The category of most payments; of several the first in the alphabet. By their number, not
    their amounts, which are not hers to know.
    """
    return min(categories, key=lambda key: (-categories[key], key), default="other")


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the file of names: which supplier it is, how sure, and why."""

    member: str
    written: str
    supplier_uid: str
    supplier: str
    parent: str
    number: str
    sure: int
    why: str


def names_of(by: Actor, cluster: Cluster, on: date) -> list[NameRow]:
    """Every name that somebody sees, with its supplier. Four queries beside those of `seeing`."""
    seen = seeing(by, cluster, on)
    paid = paid_by_name(seen)
    gathered = _gather(cluster, paid)
    shown = {pk: _shown(one) for pk, one in gathered.items()}
    uids = dict(Supplier.objects.filter(cluster=cluster).values_list("pk", "uid"))
    rows = SupplierName.objects.filter(cluster=cluster, organisation__in=seen.visible)
    found = [
        NameRow(
            seen.shared[organisation_id].organisation.name, written, str(uids[pk]), shown[pk],
            shown.get(gathered[pk].facts["parent_id"] or 0, ""), gathered[pk].facts["number"],
            sure, reason_words(reason, bare=gathered[pk].hidden),
        )
        for organisation_id, written, pk, sure, reason in rows.values_list(
            "organisation", "written", "supplier", "sure", "reason"
        )
        if (organisation_id, written) in paid
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.supplier.casefold(), row.member, row.written))
