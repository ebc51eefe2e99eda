"""The ledger of savings as somebody may see it: which savings, how much of each, and totals that
count nothing twice. Every read begins here.

Who claims for a cluster's ledger agrees that its members see that there is a saving. How much it
is, they see as the term says by which they compare what they buy ("purchases"): exactly, in bands,
or not at all. Exact amounts see the member itself, whoever compares exact amounts for all (the
broker), and whoever claimed it while it waits for the member's word. Totals are sums of what is
seen, so that no total, and no change of one, tells an amount that its parts do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.calling import called
from spinney.purchasing.bridge.savings import band_words, entry_of
from spinney.purchasing.engine.comparing.bands import Band, banded
from spinney.purchasing.engine.savings.counting import Entry, KindTotal, apart, by_year, totals
from spinney.purchasing.models import Saving, Supplier
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries.seeing import AMOUNTS, INSIDE, NOTHING, Seeing, seeing, term_of
from spinney.purchasing.states import SavingState
from spinney.register.api import Organisation


@dataclass(frozen=True)
class SeenSaving:
    """A saving, with as much of its amount as somebody sees (None: nothing), whether it is her own
    organisation's, whether its member left the cluster, which saving it would count twice with, and
    whether she sees the payments behind it (its own, or shared with her exactly), and whom they go
    to.
    """

    saving: Saving
    amount: Band | None
    is_own: bool
    has_left: bool = False
    twice_with: int | None = None
    sees_payments: bool = False
    sees_supplier: bool = False

    @property
    def pk(self) -> int:
        return self.saving.pk

    @property
    def is_exact(self) -> bool:
        return self.amount is not None and self.amount.is_exact

    @property
    def entry(self) -> Entry:
        return entry_of(self.saving, self.amount or Band(0, None))

    @property
    def member(self) -> str:
        name = self.saving.organisation.name
        return f"{name} (has left)" if self.has_left else name

    @property
    def amount_words(self) -> str:
        return band_words(self.amount)


@dataclass(frozen=True)
class Ledger:
    """The savings of a cluster, or of a member, as one person sees them on a day."""

    rows: tuple[SeenSaving, ...]

    @property
    def counted(self) -> tuple[SeenSaving, ...]:
        """What stands, is shown, and counts once."""
        return tuple(
            one
            for one in self.rows
            if one.saving.state in rules.STANDING
            and one.twice_with is None
            and one.amount is not None
        )

    @property
    def hidden(self) -> int:
        """How many stand whose amounts she does not see: they are in no total of hers."""
        standing = (one for one in self.rows if one.saving.state in rules.STANDING)
        return sum(one.amount is None for one in standing)

    @property
    def totals(self) -> tuple[KindTotal, ...]:
        return totals(one.entry for one in self.counted)

    def by(self, what: str) -> list[tuple[str, tuple[KindTotal, ...]]]:
        """Totals by "member", "category" or "year", named as stored, in order."""
        groups: dict[str, list[Entry]] = {}
        for one in self.counted:
            for name, entry in _pieces(one, what):
                groups.setdefault(name, []).append(entry)
        return [(name, totals(groups[name])) for name in sorted(groups)]


def _pieces(one: SeenSaving, what: str) -> list[tuple[str, Entry]]:
    if what == "year":
        return [(f"{year}/{(year + 1) % 100:02d}", part) for year, part in by_year(one.entry)]
    return [(one.member if what == "member" else one.saving.category, one.entry)]


def visible_to(by: Actor) -> QuerySet[Saving]:
    """The savings of clusters that somebody runs or is a member of, and those of her own."""
    rows = Saving.objects.select_related("organisation", "cluster")
    if by.is_system:
        return rows
    inside = rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    return inside | rows.filter(organisation__in=by.ids_of("organisation", Role.REPRESENTATIVE))


def amount_seen(by: Actor, seen: Seeing, shown: str, saving: Saving) -> Band | None:
    """How much of a saving's amount somebody sees; `shown` is what the term says of purchases."""
    exact = Band.exact(saving.saved_pence)
    if saving.organisation_id in seen.own or seen.is_broker:
        return exact
    if saving.state == SavingState.CLAIMED and rules.claimed_it(by, saving):
        return exact
    if shown == "amounts" and seen.level(saving.organisation_id) == AMOUNTS:
        return exact
    return banded(max(0, saving.saved_pence)) if shown in ("amounts", "bands") else None


def ledger_of(by: Actor, cluster: clusters.Cluster, on: date, seen: Seeing | None = None) -> Ledger:
    """The ledger of a cluster on a day. Seven queries, eight with brokers; fewer with what is seen
    already.
    """
    inside = by.is_system or bool(by.roles_in(cluster_scope(cluster.pk)) & INSIDE)
    rows = list(visible_to(by).filter(cluster=cluster)) if inside else []
    seen, shown = seen or seeing(by, cluster, on), term_of(cluster, on).purchases.shown
    here = {one.organisation_id for one in clusters.members(cluster, at=on)}
    return _ledger(by, rows, seen, shown, here, twice_of(rows))


def _ledger(
    by: Actor, found: Sequence[Saving], seen: Seeing, shown: str, here: set[int],
    twice: Mapping[int, int],
) -> Ledger:  # fmt: skip
    return Ledger(
        tuple(
            SeenSaving(
                one, amount_seen(by, seen, shown, one), one.organisation_id in seen.own,
                one.organisation_id not in here, twice.get(one.pk),
                seen.exact(one.organisation_id), seen.level(one.organisation_id) != NOTHING,
            )
            for one in found
        )
    )  # fmt: skip


def twice_of(rows: Iterable[Saving]) -> Mapping[int, int]:
    """Of savings that would count twice: which saving each is counted with."""
    _, doubled = apart(entry_of(one, Band.exact(0)) for one in rows)
    return {int(one.entry.key): int(one.with_key) for one in doubled}


def own_ledger(by: Actor, organisation: Organisation) -> Ledger:
    """What a member saved in all its clusters, for those who represent it. One query."""
    if not by.is_system and not rules.represents(by, organisation.pk):
        return Ledger(())
    rows = list(visible_to(by).filter(organisation=organisation))
    twice = twice_of(rows)
    return Ledger(
        tuple(
            SeenSaving(one, Band.exact(one.saved_pence), True, twice_with=twice.get(one.pk))
            for one in rows
        )
    )


def get_saving(by: Actor, cluster_id: int, pk: int, on: date) -> SeenSaving:
    """One saving as somebody sees it. Raises NotFound when there is none for her. Eight queries."""
    saving = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if saving is None or not (by.is_system or by.roles_in(cluster_scope(cluster_id)) & INSIDE):
        raise NotFound("There is no such saving here.")
    cluster = saving.cluster
    here = {one.organisation_id for one in clusters.members(cluster, at=on)}
    seen, shown = seeing(by, cluster, on), term_of(cluster, on).purchases.shown
    return _ledger(by, [saving], seen, shown, here, {}).rows[0]


def as_claimed(saving: Saving) -> SeenSaving:
    """A saving as whoever is about to claim it sees it: it is what she said herself."""
    return SeenSaving(saving, Band.exact(saving.saved_pence), is_own=True, sees_supplier=True)


def saving_by_link(by: Actor, verb: str) -> Saving:
    """The saving that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == verb else ""
    number = subject.rpartition(":")[2]
    rows = Saving.objects.select_related("cluster", "organisation")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is no such saving any more.")
    return found


def supplier_name(saving: Saving) -> str:
    """The name of the supplier that a saving is on, "" where it is on none. One query or none."""
    kind, _, key = saving.covers.partition(":")
    if kind != "supplier":
        return ""
    found = Supplier.objects.filter(cluster=saving.cluster_id, key=key).first()
    return called(found.merged_into or found) if found else ""


def programme_ledgers(
    by: Actor, programme: clusters.Programme, on: date
) -> list[tuple[clusters.Cluster, Ledger]]:
    """The ledger of each cluster of a programme, by name, for whoever manages it: she pays for the
    clusters and compares nobody's bills, so amounts are ranges, as the terms of each cluster show
    them. What a member counts in two clusters counts once. Two queries, and two a cluster.
    """
    places = list(clusters.Cluster.objects.filter(programme=programme).order_by("name", "pk"))
    rows = list(visible_to(by).filter(cluster__in=places))
    twice = twice_of(rows)
    found = []
    for cluster in places:
        ours = [one for one in rows if one.cluster_id == cluster.pk]
        if not ours:
            found.append((cluster, Ledger(())))
            continue
        shown = term_of(cluster, on).purchases.shown
        seen = Seeing(cluster.pk, by.ids_of("organisation", Role.REPRESENTATIVE), by.is_system, {})
        here = {one.organisation_id for one in clusters.members(cluster, at=on)}
        found.append((cluster, _ledger(by, ours, seen, shown, here, twice)))
    return found
