"""One supplier, or a few, as somebody may see them: names, branches, money, history."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters.api import Cluster
from spinney.purchasing.models import Supplier, SupplierChange, SupplierName
from spinney.purchasing.queries import opportunities
from spinney.purchasing.queries.amounts import Amount, amount_of
from spinney.purchasing.queries.contracts import Shown, contracts_in
from spinney.purchasing.queries.opportunities import Seen
from spinney.purchasing.queries.payee_names import plain_name
from spinney.purchasing.queries.seeing import Seeing, cells_of, seeing
from spinney.purchasing.queries.suppliers import commonest, shown_name
from spinney.purchasing.states import OpportunityState

GONE = "There is no such supplier, or nobody whose suppliers you see buys from it."


@dataclass(frozen=True)
class Monthly:
    """What one member paid in one month: exact, for adding up."""

    organisation_id: int
    month: date
    pence: int


@dataclass
class Sight:
    """A supplier as somebody sees it: its names, with what was paid under each; its branches."""

    supplier: Supplier
    seen: Seeing
    names: list[SupplierName] = field(default_factory=list)
    hidden: bool = False
    lines: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    paid: list[Monthly] = field(default_factory=list)
    branches: list[Sight] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.supplier.pk

    @property
    def pks(self) -> set[int]:
        """It and its branches."""
        return {self.pk, *(one.pk for one in self.branches)}

    @property
    def name(self) -> str:
        """What it is called for her."""
        one, lines = self.supplier, self.lines + sum((b.lines for b in self.branches), Counter())
        return shown_name(one.name, one.named_by, lines, self.hidden)

    @property
    def spellings(self) -> list[str]:
        """Its names as written, each once, the commonest first."""
        return sorted(self.lines, key=lambda written: (-self.lines[written], written))

    @property
    def whole(self) -> list[Monthly]:
        """What was paid to it and its branches."""
        return [*self.paid, *(one for branch in self.branches for one in branch.paid)]

    @property
    def amount(self) -> Amount:
        """What was paid to it and its branches, as far as she may see."""
        return self._amount(self.whole)

    @property
    def category(self) -> str:
        """What is bought there: as it was said for all, else of most payments."""
        counted = self.categories + sum((b.categories for b in self.branches), Counter())
        return self.supplier.category or commonest(counted)

    def _amount(self, paid: Iterable[Monthly]) -> Amount:
        pence: Counter[int] = Counter()
        for one in paid:
            pence[one.organisation_id] += one.pence
        return amount_of(self.seen, pence)

    def member_name(self, organisation_id: int) -> str:
        return self.seen.shared[organisation_id].organisation.name

    def by_member(self) -> list[tuple[str, Amount, int]]:
        """Each member that buys from it, what it paid, and in how many months."""
        groups: dict[int, list[Monthly]] = defaultdict(list)
        for one in self.whole:
            groups[one.organisation_id].append(one)
        return sorted(
            (self.member_name(pk), self._amount(paid), len({one.month for one in paid}))
            for pk, paid in groups.items()
        )

    def by_month(self) -> list[tuple[date, Amount, list[str]]]:
        """Each month with what was paid in it, and by whom, the newest first."""
        groups: dict[date, list[Monthly]] = defaultdict(list)
        for one in self.whole:
            groups[one.month].append(one)
        return [
            (
                month,
                self._amount(paid),
                sorted({self.member_name(one.organisation_id) for one in paid}),
            )
            for month, paid in sorted(groups.items(), reverse=True)
        ]


def sights_of(by: Actor, cluster: Cluster, ids: Sequence[int], on: date) -> list[Sight]:
    """These suppliers in this order, with their branches. Raises NotFound unless she sees each of
    them, by a name of its own or of a branch. Three queries beside those of `seeing`.
    """
    seen = seeing(by, cluster, on)
    rows = Supplier.objects.filter(
        Q(pk__in=ids) | Q(parent__in=ids), cluster=cluster
    ).select_related("cluster", "parent", "organisation")
    found = {row.pk: Sight(row, seen) for row in rows}
    _see_names(cluster, seen, found)
    for one in found.values():
        above = one.supplier.parent_id
        if above in found and one.names:
            found[above].branches.append(one)
    wanted = [found.get(pk) for pk in dict.fromkeys(ids)]
    there = [one for one in wanted if one is not None and (one.names or one.branches)]
    if len(there) < len(wanted):
        raise NotFound(GONE)
    for one in there:
        one.branches.sort(key=lambda branch: branch.name.casefold())
    return there


def sight_of(by: Actor, cluster: Cluster, pk: int, on: date) -> Sight:
    """One supplier. Raises NotFound to whoever sees none of its names."""
    return sights_of(by, cluster, [pk], on)[0]


def _see_names(cluster: Cluster, seen: Seeing, found: Mapping[int, Sight]) -> None:
    """Give each supplier the names that she sees, and what was paid under them."""
    names = {
        (one.organisation_id, one.written): one
        for one in SupplierName.objects.filter(cluster=cluster, supplier__in=found)
    }
    cells = (
        cells_of({pk: seen.shared[pk] for pk in seen.visible})
        .filter(name__written__in={written for _, written in names})
        .order_by()
        .values_list("organisation", "name__written", "month", "category")
        .annotate(pence=Sum("amount_pence"), number=Sum("lines"))
    )
    visible = set()
    for organisation_id, written, month, category, pence, lines in cells:
        name = names.get((organisation_id, written))
        if name is None:
            continue
        one = found[name.supplier_id]
        visible.add((organisation_id, written))
        one.lines[written] += lines
        one.categories[category] += lines
        one.paid.append(Monthly(organisation_id, month, pence))
    for key, name in sorted(names.items()):
        if key in visible:
            found[name.supplier_id].names.append(name)
        else:
            found[name.supplier_id].hidden = True


def standing(cluster: Cluster, pk: int) -> int:
    """The supplier that one was put together with in the end; itself, if with none."""
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        row = Supplier.objects.filter(cluster=cluster, pk=pk).values_list("merged_into", flat=True)
        pk = next(iter(row), None) or pk
    return pk


GENERAL = {
    "merge": "Suppliers were put together.",
    "split": "Some names were taken out: they are another supplier.",
    "rename": "It was given another name.",
    "under": "It was put somewhere else.",
    "link": "Its entry on the register was changed.",
}
"""What is told of a change to whoever does not see all names that it was about."""


@dataclass(frozen=True)
class Told:
    """A change, as it is told to her."""

    change: SupplierChange
    words: str


def history_of(sight: Sight) -> list[Told]:
    """What people did to a supplier, the newest first. Two queries."""
    made = Q(supplier=sight.pk) | Q(before__made=sight.pk)
    changes = list(SupplierChange.objects.filter(made, cluster=sight.supplier.cluster_id))
    about = [{(int(pk), name) for pk, name in one.before.get("about", [])} for one in changes]
    seen = _seen_names(sight.seen, {name for names in about for _, name in names})
    return [
        Told(one, one.words if names <= seen else GENERAL.get(one.kind, "It was changed."))
        for one, names in zip(changes, about, strict=True)
    ]


def _seen_names(seen: Seeing, written: set[str]) -> set[tuple[int, str]]:
    """Which of these names she sees, with the organisation that writes them."""
    if not written:
        return set()
    cells = cells_of({pk: seen.shared[pk] for pk in seen.visible}).order_by()
    rows = cells.filter(name__written__in=written).values_list("organisation", "name__written")
    return set(rows.distinct())


def change_in(cluster: Cluster, pk: int) -> SupplierChange:
    """A change of suppliers. Raises NotFound."""
    found = SupplierChange.objects.filter(cluster=cluster, pk=pk).select_related("supplier").first()
    if found is None:
        raise NotFound("There is no such change.")
    return found


def opportunities_at(by: Actor, sight: Sight) -> list[Seen]:
    """Ways to save that concern a supplier, as far as she may see them. Two queries."""
    ids = sight.pks
    return [
        one
        for one in opportunities.visible_to(by, sight.seen)
        if one.row.supplier_id in ids and one.state != OpportunityState.GONE
    ]


def contracts_with(by: Actor, sight: Sight, on: date) -> list[Shown]:
    """Contracts with a supplier that are shown in the cluster: those that name its entry, and those
    that write one of its names. Five queries.
    """
    ids = sight.pks
    names = {plain_name(written) for written in (sight.name, *sight.spellings)}
    return [
        one
        for one in contracts_in(by, sight.supplier.cluster, on)
        if one.contract.supplier_id in ids
        or (one.contract.supplier_id is None and plain_name(one.supplier_name) in names)
    ]
