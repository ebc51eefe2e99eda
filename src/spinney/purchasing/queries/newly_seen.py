"""Which names a cluster would see for the first time, or saw, by the payments of one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, QuerySet
from django.db.models.functions import Coalesce

from spinney.clusters import api as clusters
from spinney.purchasing.bridge.cells import added_lines
from spinney.purchasing.models import SpendCell, SpendLine, SpendName, SpendUpload
from spinney.purchasing.queries.seeing import Shared, shared_in
from spinney.purchasing.queries.shares import shares_of
from spinney.purchasing.states import UploadState

MOST_SHOWN = 20
"""So many names are written out; the rest are counted."""


@dataclass(frozen=True)
class NewlySeen:
    """What a file brings into the months that a member shares with a cluster: the names that the
    cluster has not seen in these months.
    """

    cluster: clusters.Cluster
    shared: Shared
    names: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The first of them, in the order of letters."""
        return self.names[:MOST_SHOWN]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.names) - len(self.shown)


def newly_seen(upload: SpendUpload, on: date, last_day: date | None = None) -> list[NewlySeen]:
    """For each cluster with which its member shares months that the file reaches. `last_day`: the
    day in whose month payments without a day count; until it is known they may be in any month.
    A few queries for each cluster.
    """
    if upload.state == UploadState.ADDED:
        return list(_brought(upload, on))
    if upload.state == UploadState.TO_CHECK:
        return list(_to_bring(upload, on, last_day))
    return []


def _shared_with(upload: SpendUpload, on: date) -> Iterator[tuple[clusters.Cluster, Shared]]:
    for share in shares_of(upload.organisation_id):
        found = shared_in(share.cluster, on).get(upload.organisation_id)
        if found is not None:
            yield share.cluster, found


def _to_bring(upload: SpendUpload, on: date, last_day: date | None) -> Iterator[NewlySeen]:
    by_month: dict[str, list[str]] = upload.summary.get("by_month", {})
    aside = SpendName.objects.filter(organisation=upload.organisation_id, aside=True)
    people: set[str] | None = None
    for cluster, shared in _shared_with(upload, on):
        within = [names for month, names in by_month.items() if _is_in(shared, month, last_day)]
        if not within:
            continue
        people = set(aside.values_list("written", flat=True)) if people is None else people
        seen = SpendCell.objects.filter(
            organisation=upload.organisation_id, month__range=shared.months, name__aside=False
        )
        known = set(seen.values_list("name__written", flat=True)) | people
        yield NewlySeen(cluster, shared, _in_order({one for some in within for one in some}, known))


def _is_in(shared: Shared, month: str, last_day: date | None) -> bool:
    """Whether a month is shared; that of payments without a day is the month of `last_day`."""
    first, last = shared.months
    if month:
        return first <= date.fromisoformat(month) <= last
    return first <= last if last_day is None else first <= last_day.replace(day=1) <= last


def _brought(upload: SpendUpload, on: date) -> Iterator[NewlySeen]:
    for cluster, shared in _shared_with(upload, on):
        within = _days_of(added_lines(upload.organisation_id), shared)
        mine = within.filter(upload=upload)
        if mine.exists():
            names = set(mine.values_list("name__written", flat=True))
            before = within.exclude(upload=upload).filter(name__written__in=names)
            known = set(before.values_list("name__written", flat=True))
            yield NewlySeen(cluster, shared, _in_order(names, known))


def _days_of(lines: QuerySet[SpendLine], shared: Shared) -> QuerySet[SpendLine]:
    first, last = shared.months
    end = (last + timedelta(days=31)).replace(day=1)
    counted = Coalesce("day", "upload__last_day", output_field=DateField())
    return lines.filter(name__aside=False).alias(on=counted).filter(on__gte=first, on__lt=end)


def _in_order(names: set[str], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - known, key=lambda one: (one.casefold(), one)))
