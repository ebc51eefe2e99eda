"""Filters whose options show how many rows each would leave."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.query_utils import Q as QType

from spinney.base.web.listing.columns import Column

Rows = Any  # a QuerySet or a list of objects


@dataclass(frozen=True)
class ChoiceFilter:
    """Rows whose field has one of the chosen values.

    `field` is a database field (or, for objects, an attribute; "__" for a step; by default the
    key). `labels` names values; values without a label are shown as they are. Without `labels`
    the options are the values that occur. At most `most` are offered, commonest first. `met`: of
    many labels only those that occur are offered.
    """

    key: str
    label: str
    field: str = ""
    labels: Mapping[Any, str] = dataclasses.field(default_factory=dict)
    most: int = 40
    value: Callable[[Any], Any] | None = None
    met: bool = False

    @property
    def source(self) -> str:
        return self.field or self.key

    def _read(self, row: Any) -> Any:
        return Column(self.source, self.label, value=self.value).read(row)

    def narrow(self, rows: Rows, chosen: Sequence[str]) -> Rows:
        """The rows that pass."""
        if isinstance(rows, QuerySet):
            known = [value for value in chosen if value]
            wanted = QType(**{f"{self.source}__in": known}) if known else Q(pk__in=[])
            if "" in chosen:
                wanted |= Q(**{f"{self.source}__isnull": True})
            return rows.filter(wanted)
        return [row for row in rows if _text(self._read(row)) in chosen]

    def counts(self, rows: Rows) -> list[tuple[str, str, int]]:
        """(value in the address, label, how many), commonest first, or in the order of `labels`."""
        if isinstance(rows, QuerySet):
            grouped = (
                rows.order_by().values_list(self.source).annotate(n=Count("pk", distinct=True))
            )
            found: dict[Any, int] = {value: n for value, n in grouped if n}
        else:
            found = {}
            for row in rows:
                value = self._read(row)
                found[value] = found.get(value, 0) + 1
        by_text = {_text(value): (value, n) for value, n in found.items()}
        if self.labels:
            return [
                (_text(v), label, by_text.get(_text(v), (v, 0))[1])
                for v, label in self.labels.items()
                if _text(v) in by_text or not self.met
            ]
        common = sorted(by_text.items(), key=lambda item: (-item[1][1], item[0]))[: self.most]
        return [(text, str(value) if text else "None given", n) for text, (value, n) in common]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Band:
    """One option of a BandFilter: a condition on the database, or a test of an object."""

    value: str
    label: str
    condition: QType | None = None
    test: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class BandFilter:
    """Rows in any of the chosen bands ("under £10,000"); bands may be any condition at all."""

    key: str
    label: str
    bands: Sequence[Band]

    def narrow(self, rows: Rows, chosen: Sequence[str]) -> Rows:
        """The rows that pass."""
        bands = [band for band in self.bands if band.value in chosen]
        if isinstance(rows, QuerySet):
            wanted = Q(pk__in=[])
            for band in bands:
                wanted |= band.condition or Q()
            return rows.filter(wanted).distinct()
        return [row for row in rows if any(band.test and band.test(row) for band in bands)]

    def counts(self, rows: Rows) -> list[tuple[str, str, int]]:
        """(value, label, how many), in the order declared; one query for all."""
        if isinstance(rows, QuerySet):
            wanted = {
                f"band_{i}": Count("pk", filter=band.condition, distinct=True)
                for i, band in enumerate(self.bands)
            }
            found = rows.order_by().aggregate(**wanted)
            return [(b.value, b.label, found[f"band_{i}"]) for i, b in enumerate(self.bands)]
        return [
            (b.value, b.label, sum(bool(b.test and b.test(row)) for row in rows))
            for b in self.bands
        ]


Filter = ChoiceFilter | BandFilter


@dataclass(frozen=True)
class ShownOption:
    """One tick box of a filter."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ShownFilter:
    """A filter on the page."""

    key: str
    label: str
    options: Sequence[ShownOption]

    @property
    def chosen(self) -> list[ShownOption]:
        return [option for option in self.options if option.chosen]
