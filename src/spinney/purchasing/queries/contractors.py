"""Contractors as somebody may see them: found by what they do, by where, and by words; with who
used them, when last, and how it was. Every read begins here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Avg, Prefetch, Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.words import counted
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.contractors import (
    SOON,
    Paper,
    papers_of,
    trades_words,
    warning_words,
)
from spinney.purchasing.engine.distance import Position, km_between
from spinney.purchasing.engine.trades import TRADES
from spinney.purchasing.models import (
    Contractor,
    ContractorInsurance,
    ContractorUse,
    SpendName,
    Supplier,
)
from spinney.purchasing.policies.contractors import KEEP_REMOVED_DAYS, SEES_USES
from spinney.purchasing.queries.seeing import INSIDE, seeing
from spinney.purchasing.queries.spend import payees_of
from spinney.purchasing.queries.suppliers import shown_name
from spinney.register import api as register

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}")
WORK = ("maintenance", "premises", "security", "it_support", "training")
"""The categories in which contractors are paid."""
REMEMBERED = timedelta(days=2 * 365)
"""Whoever used a contractor within so long hears when a paper of it ends."""
MOST_SUGGESTED = 10


def visible_to(by: Actor) -> QuerySet[Contractor]:
    """The contractors of clusters that somebody runs or is a member of; what members say of them
    only for whoever may read it.
    """
    rows = Contractor.objects.all()
    if not by.is_system:
        rows = rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    uses = ContractorUse.objects.select_related("organisation").order_by("-last_used_on", "pk")
    if not by.is_system:
        uses = uses.filter(contractor__cluster__in=by.ids_of("cluster", *SEES_USES))
    papers = ContractorInsurance.objects.select_related("seen_by_organisation").order_by("pk")
    return rows.select_related("cluster", "added_by_organisation", "supplier").prefetch_related(
        Prefetch("uses", uses), Prefetch("insurances", papers)
    )


def get_contractor(by: Actor, cluster_id: int, pk: int) -> Contractor:
    """One contractor, removed ones too. Raises NotFound when there is none for her."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such contractor here.")
    return found


def get_paper(by: Actor, cluster_id: int, pk: int, paper: int) -> ContractorInsurance:
    """One paper of a contractor. Raises NotFound."""
    contractor = get_contractor(by, cluster_id, pk)
    found = next((one for one in contractor.insurances.all() if one.pk == paper), None)
    if found is None:
        raise NotFound("This was taken out already.")
    found.contractor = contractor
    return found


def get_use(contractor: Contractor, pk: int) -> ContractorUse:
    """What a member said of a contractor. Raises NotFound."""
    found = next((one for one in contractor.uses.all() if one.pk == pk), None)
    if found is None:
        raise NotFound("This was taken back already.")
    found.contractor = contractor
    return found


def removed(by: Actor, cluster_id: int) -> list[Contractor]:
    """Those that were removed and can still be brought back, newest first."""
    rows = visible_to(by).filter(cluster=cluster_id, removed_at__isnull=False)
    return list(rows.order_by("-removed_at"))


@dataclass(frozen=True)
class Place:
    """Where help is wanted: as typed, where that is, and how it was found ("" for not at all)."""

    typed: str
    position: Position | None = None
    how: str = ""

    @property
    def district(self) -> str:
        """The first half of a postcode."""
        found = POSTCODE.fullmatch(self.typed.upper().strip())
        return self.typed.upper().strip()[:-3].strip() if found else ""


def place_of(cluster: clusters.Cluster, typed: str) -> Place:
    """Where somebody means: a postcode of the directory; the place of the cluster; a place where
    organisations of the register are. Three queries at most.
    """
    typed = " ".join(typed.split())[:80]
    if not typed:
        return Place("")
    if POSTCODE.fullmatch(typed.upper()):
        point = register.where_is(typed)
        if point is not None:
            return Place(typed, (point.latitude, point.longitude), "postcode")
        return Place(typed)
    if cluster.place.casefold() == typed.casefold() and cluster.latitude is not None:
        return Place(typed, (cluster.latitude, cluster.longitude or 0.0), "place")
    there = register.at_work_there(typed).filter(latitude__isnull=False)
    middle = there.aggregate(north=Avg("latitude"), east=Avg("longitude"))
    if middle["north"] is None or middle["east"] is None:
        return Place(typed)
    return Place(typed, (middle["north"], middle["east"]), "place")


@dataclass(frozen=True)
class FoundContractor:
    """A contractor as the list shows it: how far it is (None: not known, or nowhere asked), and
    what members noted.
    """

    contractor: Contractor
    place: Place
    today: date
    uses: tuple[ContractorUse, ...] = field(default=())

    @property
    def pk(self) -> int:
        return self.contractor.pk

    @property
    def name(self) -> str:
        return self.contractor.name

    @property
    def trades(self) -> list[str]:
        return list(self.contractor.trades)

    @property
    def trades_words(self) -> str:
        return trades_words(self.contractor.trades)

    @cached_property
    def distance_km(self) -> float | None:
        one = self.contractor
        if self.place.position is None or one.latitude is None or one.longitude is None:
            return None
        return km_between(self.place.position, (one.latitude, one.longitude))

    @property
    def works_there(self) -> bool:
        """Whether it names the place, or comes that far, or is in the same postcode district."""
        one, typed = self.contractor, self.place.typed.casefold()
        if typed and any(area.casefold() == typed for area in one.areas):
            return True
        if self.distance_km is not None:
            return one.travels_km is not None and self.distance_km <= one.travels_km
        district = self.place.district
        return bool(district) and one.postcode.startswith(f"{district} ")

    @property
    def last_used_on(self) -> date | None:
        return max((one.last_used_on for one in self.uses), default=None)

    @property
    def stars(self) -> float | None:
        """The middle of the stars that members gave (their mean); None without any."""
        given = [one.stars for one in self.uses if one.stars is not None]
        return sum(given) / len(given) if given else None

    @property
    def stars_words(self) -> str:
        given = sum(one.stars is not None for one in self.uses)
        if self.stars is None:
            return "No stars yet"
        return f"{self.stars:.1f} of 5, from {counted(given, 'member')}"

    @cached_property
    def papers(self) -> list[Paper]:
        return papers_of(self.contractor.trades, self.contractor.insurances.all(), self.today)

    @property
    def warning(self) -> str:
        return warning_words(self.papers)

    @property
    def searched(self) -> str:
        """Every word by which it is found."""
        one = self.contractor
        trades = (TRADES[key] for key in one.trades if key in TRADES)
        words = [name for trade in trades for name in (trade.title, *trade.words)]
        noted = [text for use in self.uses for text in (use.job, use.comment)]
        return " ".join([one.name, one.about, one.postcode, *one.areas, *words, *noted]).casefold()


def contractors_of(
    by: Actor, cluster: clusters.Cluster, place: Place, today: date
) -> list[FoundContractor]:
    """The register of a cluster. Three queries."""
    rows = visible_to(by).filter(cluster=cluster, removed_at=None)
    return [as_found(one, place, today) for one in rows.order_by("name", "pk")]


def as_found(contractor: Contractor, place: Place, today: date) -> FoundContractor:
    return FoundContractor(contractor, place, today, tuple(contractor.uses.all()))


def near(rows: Iterable[FoundContractor], place: Place, km: float | None) -> list[FoundContractor]:
    """Those that work at a place or are at most so far from it, the nearest first; where nothing
    tells how far one is, it comes last.
    """
    if not place.typed:
        return list(rows)
    kept = [
        one
        for one in rows
        if km is None or one.works_there or (one.distance_km is not None and one.distance_km <= km)
    ]
    return sorted(
        kept,
        key=lambda one: (
            one.distance_km is None and not one.works_there, one.distance_km or 0.0, one.name
        ),
    )  # fmt: skip


def organisation_of(by: Actor, cluster: clusters.Cluster, on: date) -> list[register.Organisation]:
    """The members for which somebody speaks in a cluster, the one that she acts for first."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    ids = [one.organisation_id for one in clusters.members(cluster, at=on)]
    rows = register.Organisation.objects.filter(pk__in=[one for one in ids if one in own])
    return sorted(rows, key=lambda one: (one.pk != by.organisation_id, one.name))


def may_be_linked(cluster_id: int, supplier: Supplier) -> bool:
    """Whether a supplier is one of the cluster's."""
    return supplier.cluster_id == cluster_id


@dataclass(frozen=True)
class Suggested:
    """A supplier that members pay for work, and that is not in the register yet: as it is called
    for whoever asks, and how many of the members whose payees she knows pay it.
    """

    supplier: Supplier
    name: str
    members: int


def _suggestions(by: Actor, cluster: clusters.Cluster, on: date) -> list[Suggested]:
    """Whom members pay for work on buildings and the like, as far as she may know whom they pay;
    most members first. What was put together is one, whatever it was called. Nobody who was set
    aside as a person. Four queries besides `seeing`.
    """
    seen = seeing(by, cluster, on)
    if not seen.visible:
        return []
    names = SpendName.objects.filter(organisation__in=seen.visible, category__in=WORK, aside=False)
    paid = set(names.values_list("organisation_id", "written"))
    noted = Contractor.objects.filter(cluster=cluster, supplier__isnull=False)
    payees = payees_of(cluster.pk)
    members: dict[int, set[int]] = {}
    written_as: dict[int, Counter[str]] = {}
    for (organisation, written), of in payees.items():
        if of.pk is not None and (organisation, written) in paid:
            members.setdefault(of.pk, set()).add(organisation)
            written_as.setdefault(of.pk, Counter())[written] += 1
    for pk in noted.values_list("supplier__merged_into", "supplier"):
        members.pop(pk[0] or pk[1], None)
    found = Supplier.objects.in_bulk(list(members))
    shown = [
        Suggested(
            found[pk], shown_name(found[pk].name, found[pk].named_by, written_as[pk], True),
            len(paying),
        )
        for pk, paying in members.items()
    ]  # fmt: skip
    return sorted(shown, key=lambda one: (-one.members, one.name.casefold()))


def suggested(by: Actor, cluster: clusters.Cluster, on: date) -> list[Suggested]:
    """The first few of whom members pay for such work, for the page of contractors."""
    return _suggestions(by, cluster, on)[:MOST_SUGGESTED]


def suggested_supplier(
    by: Actor, cluster: clusters.Cluster, number: str, on: date
) -> Suggested | None:
    """The supplier that an address names, if it is suggested to her. Five queries besides `seeing`,
    or none.
    """
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = _suggestions(by, cluster, on)
    return next((one for one in found if one.supplier.pk == int(number)), None)


def papers_to_remind(today: date) -> Sequence[ContractorInsurance]:
    """Papers that end soon or ended lately, nobody was told of, and no newer one took the place of.
    """  # fmt: skip
    rows = ContractorInsurance.objects.filter(
        expires_on__lte=today + SOON, expires_on__gte=today - SOON, reminded_at=None,
        contractor__removed_at=None,
    )  # fmt: skip
    return [
        row
        for row in rows.select_related("contractor__cluster", "seen_by_organisation").order_by("pk")
        if not _is_renewed(row)
    ]


def _is_renewed(row: ContractorInsurance) -> bool:
    later = Q(expires_on__gt=row.expires_on) | Q(expires_on=None, seen_on__gte=row.seen_on)
    others = ContractorInsurance.objects.filter(later, contractor=row.contractor, kind=row.kind)
    return others.exclude(pk=row.pk).exists()


def whom_it_concerns(paper: ContractorInsurance, today: date) -> list[int]:
    """The members that saw the paper, or used the contractor within two years."""
    since = today - REMEMBERED
    used = ContractorUse.objects.filter(contractor=paper.contractor_id, last_used_on__gte=since)
    ids = set(used.values_list("organisation_id", flat=True))
    if paper.seen_by_organisation_id is not None:
        ids.add(paper.seen_by_organisation_id)
    return sorted(ids)


def to_erase(now: datetime) -> QuerySet[Contractor]:
    """Those whose time to come back is over."""
    before = now - timedelta(days=KEEP_REMOVED_DAYS)
    return Contractor.objects.filter(removed_at__lte=before).select_related("cluster")
