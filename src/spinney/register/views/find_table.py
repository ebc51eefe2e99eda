"""The columns and filters of the list of organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from time import perf_counter
from typing import Any, ClassVar

from django.core.cache import cache
from django.db.models import Q, QuerySet

from spinney.base.web.addresses import address_of
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.listing.filters import ShownFilter, ShownOption
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Listing, Table
from spinney.register import models
from spinney.register.models import Activity, Organisation
from spinney.register.models.organisations import Kind
from spinney.register.queries.bands import BANDS
from spinney.register.queries.find import (
    activities_among,
    commonest,
    commonest_of,
    doing,
    grouped,
    groups_of,
    likeliest_rows,
)
from spinney.register.queries.search import BEST_FIRST

Counts = list[tuple[str, str, int]]
Labels = Mapping[str, str]

SLOW = 0.1
"""Seconds from which on counts are worth keeping."""

KEPT = 600
"""Seconds for which they are kept."""

NOT_COUNTED = frozenset({"page", "order", "as"})
"""Parts of the address that change no count."""


class OneOf(ChoiceFilter):
    """A choice among the values of one column, counted with the others (OrganisationListing)."""

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values, without counting anything."""
        return self.labels

    def among(self, found: Counter[str]) -> Counts:
        """Every value with how many have it."""
        return [(value, label, found[value]) for value, label in self.labels.items()]


class IncomeFilter(BandFilter):
    """Bands of income, counted with the others (OrganisationListing)."""

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values."""
        return {band.value: band.label for band in self.bands}

    def narrow(self, rows: QuerySet[Organisation], chosen: Sequence[str]) -> QuerySet[Organisation]:
        wanted = Q(pk__in=[])
        for band in self.bands:
            if band.value in chosen:
                wanted |= band.condition or Q()
        return rows.filter(wanted)

    def among(self, found: Counter[str]) -> Counts:
        """Every band with how many are in it."""
        return [(band.value, band.label, found[band.value]) for band in self.bands]


class ActivityFilter(ChoiceFilter):
    """What organisations do: the commonest activities among the rows."""

    def labels_of(self, values: Sequence[str]) -> Labels:
        """The words for chosen values."""
        rows = Activity.objects.filter(pk__in=_ids(values)).values_list("pk", "label")
        return {str(pk): label for pk, label in rows}

    def narrow(self, rows: QuerySet[Organisation], chosen: Sequence[str]) -> QuerySet[Organisation]:
        return rows.filter(pk__in=doing(_ids(chosen)))

    def counts(self, rows: QuerySet[Organisation]) -> Counts:
        return self.among(commonest(activities_among(rows)))

    def among(self, common: Iterable[tuple[int, int]]) -> Counts:
        """The activities by their labels, each with how many do it."""
        common = list(common)
        if not common:
            return []
        labels = dict(
            Activity.objects.filter(pk__in=[pk for pk, _n in common]).values_list("pk", "label")
        )
        return [(str(pk), labels[pk], n) for pk, n in common if pk in labels]


def _ids(values: Sequence[str]) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 19]


def profile_url(row: Organisation) -> str:
    return address_of("register:organisation", row.pk)


def numbers(row: Organisation) -> str:
    """All its numbers, for the small line below its name. Needs identifiers prefetched."""
    return ", ".join(identifier.org_id for identifier in row.identifiers.all())


def state(row: Organisation) -> Status | None:
    """Only what is out of the ordinary is said."""
    if row.status == models.organisations.Status.CLOSED:
        return Status("Closed", Tone.QUIET)
    return None


KIND = OneOf("kind", "Kind", labels=dict(Kind.choices))
INCOME = IncomeFilter("income", "Income a year", [Band(b.code, b.label, b.holds()) for b in BANDS])
ACTIVITY = ActivityFilter("activity", "What they do")
STATUS = OneOf("status", "Is it active?", labels=dict(models.organisations.Status.choices))
FILTERS = (KIND, INCOME, ACTIVITY, STATUS)
GROUPED = (KIND, INCOME, STATUS)
"""Filters whose values an organisation has one of each, so that one statement counts for all."""

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


@dataclass(eq=False)
class OrganisationListing(Listing):
    """The list, whose address also says where. `matches` are the ids of what was found, the
    likeliest first, when it was words alone that were asked.
    """

    matches: Sequence[int] | None = None
    where: ClassVar[tuple[str, ...]] = ("place", "near", "within")

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
            labels = one.labels_of(chosen) if chosen else {}
            for value in chosen:
                rest = [other for other in chosen if other != value]
                label = f"{one.label}: {labels.get(value, value)}"
                yield Link(label, self.address(**{one.key: rest}))

    @cached_property
    def filters(self) -> list[ShownFilter]:
        """The filters with their counts. Counting through a large register takes its time: what
        took long is kept for ten minutes, for everybody, since everybody sees the same register.
        """
        if self.words:  # they find a thousand at the most
            return self._counted()
        state = sorted((k, v) for k, v in self.request.GET.lists() if k not in NOT_COUNTED)
        key = f"register.counts.{sha256(repr(state).encode()).hexdigest()}"
        kept: list[ShownFilter] | None = cache.get(key)
        if kept:
            return kept
        began = perf_counter()
        counted = self._counted()
        if perf_counter() - began > SLOW:
            cache.set(key, counted, KEPT)
        return counted

    def _counted(self) -> list[ShownFilter]:
        shown = []
        for one in FILTERS:
            chosen = self._chosen(one)
            if isinstance(one, ActivityFilter):
                counts = self._activities(one)
            else:
                counts = one.among(self._spread(one))
            options = [ShownOption(v, label, n, v in chosen) for v, label, n in counts]
            shown.append(ShownFilter(one.key, one.label, options))
        return shown

    def _activities(self, one: ActivityFilter) -> Counts:
        if self.matches is None or any(self._chosen(other) for other in GROUPED):
            return one.counts(self._narrowed(but=one))
        return one.among(commonest_of(self.matches))

    @cached_property
    def _groups(self) -> list[tuple[tuple[str, ...], int]]:
        """How many organisations there are of each kind, income and status together, whichever of
        those were chosen. One statement, and one pass through the register.
        """
        activities = self._chosen(ACTIVITY)
        found: Iterable[Any]
        if self.matches is not None and not activities:
            found = groups_of(self.matches)
        else:
            rows = self._searched
            found = grouped(ACTIVITY.narrow(rows, activities) if activities else rows)
        return [(tuple(values), n) for *values, n in found]

    def _spread(self, but: OneOf | IncomeFilter | None = None) -> Counter[str]:
        """How the rows that pass every other filter spread over the values of one; all of them
        together under "" when there is none.
        """
        found: Counter[str] = Counter()
        asked = [None if one is but else set(self._chosen(one)) for one in GROUPED]
        for values, n in self._groups:
            passes = (not a or v in a for a, v in zip(asked, values, strict=True))
            if all(passes):
                found[values[GROUPED.index(but)] if but else ""] += n
        return found

    @cached_property
    def count(self) -> int:
        """How many are found. Words find few: their groups say it too, without another query."""
        return self._spread()[""] if self.words else super().count

    def on_page(self, first: int, last: int) -> Iterable[Organisation]:
        """The rows of a page. The first of what words found is known by its ids."""
        if self.matches and not (self.order or self._is_filtered or first or last > BEST_FIRST):
            rows = likeliest_rows(self.matches)
            if len(rows) == last:
                return rows
        return super().on_page(first, last)

    @property
    def _is_filtered(self) -> bool:
        return any(self._chosen(one) for one in FILTERS)

    @property
    def clear_url(self) -> str:
        return self.address(
            q=None, **{name: None for name in self.where}, **{one.key: None for one in FILTERS}
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in super().kept if key not in self.where]


def listing_of(
    request: Any,
    rows: QuerySet[Organisation],
    *,
    matches: Sequence[int] | None,
    with_distance: bool,
) -> Listing:
    """The list as this address asks for it."""
    table = BY_DISTANCE if with_distance else BY_NAME
    return OrganisationListing(table, request, rows, (), "organisations", "", matches)
