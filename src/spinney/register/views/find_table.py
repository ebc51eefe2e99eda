"""The columns and filters of the list of organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.listing.filters import ShownFilter
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Listing, Table
from spinney.register import models
from spinney.register.models import Activity, Organisation
from spinney.register.models.organisations import Kind
from spinney.register.queries.bands import BANDS, band_code
from spinney.register.queries.find import activities_among, doing

COMMONEST = 15

Counts = list[tuple[str, str, int]]
Labels = Mapping[str, str]

SLOW = 0.1
"""Seconds from which on counts are worth keeping."""

KEPT = 600
"""Seconds for which they are kept."""

NOT_COUNTED = frozenset({"page", "order", "as"})
"""Parts of the address that change no count."""


class OneOf(ChoiceFilter):
    """A choice among the values of one column, counted without joining anything."""

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values, without counting anything."""
        return self.labels

    def counts(self, rows: QuerySet[Organisation]) -> Counts:
        found = dict(rows.order_by().values_list(self.source).annotate(n=Count("pk")))
        return [(value, label, found.get(value, 0)) for value, label in self.labels.items()]


class IncomeFilter(BandFilter):
    """Bands of income, counted in one pass."""

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values."""
        return {band.value: band.label for band in self.bands}

    def narrow(self, rows: QuerySet[Organisation], chosen: Sequence[str]) -> QuerySet[Organisation]:
        wanted = Q(pk__in=[])
        for band in self.bands:
            if band.value in chosen:
                wanted |= band.condition or Q()
        return rows.filter(wanted)

    def counts(self, rows: QuerySet[Organisation]) -> Counts:
        grouped = rows.order_by().annotate(band=band_code()).values_list("band")
        found = dict(grouped.annotate(n=Count("pk")))
        return [(band.value, band.label, found.get(band.value, 0)) for band in self.bands]


@dataclass(frozen=True)
class ActivityFilter(ChoiceFilter):
    """What organisations do: the commonest activities among the rows."""

    most: int = COMMONEST

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values."""
        rows = Activity.objects.filter(pk__in=_ids(values)).values_list("pk", "label")
        return {str(pk): label for pk, label in rows}

    def narrow(self, rows: QuerySet[Organisation], chosen: Sequence[str]) -> QuerySet[Organisation]:
        return rows.filter(pk__in=doing(_ids(chosen)))

    def counts(self, rows: QuerySet[Organisation]) -> Counts:
        grouped = activities_among(rows).values_list("activity_id").annotate(n=Count("pk"))
        common = list(grouped.order_by("-n", "activity_id")[: self.most])
        labels = dict(
            Activity.objects.filter(pk__in=[pk for pk, _n in common]).values_list("pk", "label")
        )
        return [(str(pk), labels[pk], n) for pk, n in common if pk in labels]


def _ids(values: Sequence[str]) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 19]


def profile_url(row: Organisation) -> str:
    return reverse("register:organisation", args=[row.pk])


def numbers(row: Organisation) -> str:
    """All its numbers, for the small line below its name. Needs identifiers prefetched."""
    return ", ".join(identifier.org_id for identifier in row.identifiers.all())


def state(row: Organisation) -> Status | None:
    """Only what is out of the ordinary is said."""
    if row.status == models.organisations.Status.CLOSED:
        return Status("Closed", Tone.QUIET)
    return None


FILTERS = (
    OneOf("kind", "Kind", labels=dict(Kind.choices)),
    IncomeFilter("income", "Income a year", [Band(b.code, b.label, b.holds()) for b in BANDS]),
    ActivityFilter("activity", "What they do"),
    OneOf("status", "Is it active?", labels=dict(models.organisations.Status.choices)),
)

COLUMNS = (
    Column("name", "Organisation", order_by="by_name", link=profile_url, note=numbers),
    Column("identifiers", "Numbers", value=numbers, only="file"),
    Column("kind", "Kind", value=lambda row: row.get_kind_display()),
    Column("town", "Place", value=lambda row: row.town or row.postcode, order_by="town"),
    Column("postcode", "Postcode", only="file"),
    Column(
        "income", "Income", kind="money", value=lambda r: r.income_pence, order_by="income_pence"
    ),
    Column("status", "Active?", kind="status", value=state, only="page"),
    Column("active", "Active", value=lambda row: row.get_status_display(), only="file"),
    Column("website", "Website", only="file"),
    Column("source", "Source", only="file"),
    Column("checked_on", "Checked", kind="date", only="file"),
)
DISTANCE = Column("distance_km", "Distance", kind="distance", order_by="distance_km")


def _table(columns: Sequence[Column]) -> Table:
    return Table(
        name="organisations",
        caption="Organisations",
        columns=columns,
        filters=FILTERS,
        search=lambda rows, words: rows,  # the words are asked of the search index by the view
        search_label="Name or number",
        search_hint="Any of its names, or its charity or company number.",
        noun="organisation",
        per_page=25,
        empty=Empty(
            "The register is empty",
            "A host loads it from a regulator's file.",
            Link("Load a register", "/register/loads/"),
        ),
    )


BY_NAME = _table(COLUMNS)
BY_DISTANCE = _table((*COLUMNS[:3], DISTANCE, *COLUMNS[3:]))


class OrganisationListing(Listing):
    """The list, whose address also says where."""

    where: tuple[str, ...] = ("place", "near", "within")

    @property
    def is_narrowed(self) -> bool:
        return super().is_narrowed or bool(self._get("place") or self._get("near"))

    @property
    def chosen_filters(self) -> Iterator[Link]:
        """With the place and the postcode, each to be taken away."""
        if place := self._get("place"):
            yield Link(f"Works in: {place}", self.address(place=None))
        if near := self._get("near"):
            miles = self._get("within") or "5"
            yield Link(f"Near: {near}, {miles} miles", self.address(near=None, within=None))
        for one in FILTERS:
            chosen = self._chosen(one)
            labels = one.labels_of(chosen)
            for value in chosen:
                rest = [other for other in chosen if other != value]
                label = f"{one.label}: {labels.get(value, value)}"
                yield Link(label, self.address(**{one.key: rest}))

    @cached_property
    def filters(self) -> list[ShownFilter]:
        """The filters with their counts. Counting through a large register takes its time: what
        took long is kept for ten minutes, for everybody, since everybody sees the same register.
        """
        state = sorted((k, v) for k, v in self.request.GET.lists() if k not in NOT_COUNTED)
        key = f"register.counts.{sha256(repr(state).encode()).hexdigest()}"
        kept: list[ShownFilter] | None = cache.get(key)
        if kept:
            return kept
        began = perf_counter()
        counted = super().filters
        if perf_counter() - began > SLOW:
            cache.set(key, counted, KEPT)
        return counted

    @property
    def clear_url(self) -> str:
        return self.address(
            q=None, **{name: None for name in self.where}, **{one.key: None for one in FILTERS}
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in super().kept if key not in self.where]


def listing_of(request: Any, rows: QuerySet[Organisation], *, with_distance: bool) -> Listing:
    """The list as this address asks for it."""
    table = BY_DISTANCE if with_distance else BY_NAME
    return OrganisationListing(table, request, rows, (), "organisations", "")
