"""What the register already knows about the rows of a batch: looked up in a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from spinney.register.bridge.loads import bulk
from spinney.register.bridge.loads.facts import FACTS, OTHER_LIST, PERSON, RANKS
from spinney.register.engine.rows import Activity as ActivityCode
from spinney.register.engine.rows import Area as AreaName
from spinney.register.models import (
    Activity,
    Area,
    Identifier,
    Load,
    LoadedRow,
    Organisation,
    Postcode,
)

Number = tuple[str, str]
"""Scheme and value of an identifier."""
ROW_COLUMNS = ("key", "organisation_id", "digest", "load_id", "line", "lists", "parent")


@dataclass(slots=True)
class SeenRow:
    """A row as it was when it was last loaded (see `models.LoadedRow`)."""

    organisation_id: int
    digest: int
    load_id: int
    line: int
    lists: dict[str, Any]
    parent: str


def seen_rows(keys: Iterable[int]) -> dict[int, SeenRow]:
    """Rows that were loaded before, by key."""
    found = bulk.select(bulk.table_of(LoadedRow), ROW_COLUMNS, "key", keys)
    return {
        key: SeenRow(organisation, digest, load, line, _json(lists) or {}, parent)
        for key, organisation, digest, load, line, lists, parent in found
    }


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def holders_of(numbers: Iterable[Number]) -> dict[Number, int]:
    """Which organisation has each of these identifiers, hidden ones included."""
    by_scheme: dict[str, set[str]] = {}
    for scheme, value in numbers:
        by_scheme.setdefault(scheme, set()).add(value)
    found: dict[Number, int] = {}
    for scheme, values in by_scheme.items():
        rows = bulk.select(
            bulk.table_of(Identifier), ("value", "organisation_id"), "value", values, scheme=scheme
        )
        found |= {(scheme, value): organisation for value, organisation in rows}
    return found


FETCHED = (
    "id", "source", "checked_on", "provenance", "differs", "version", "parent_id",
    "latitude", "longitude", *FACTS,
)  # fmt: skip


def organisations(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of these organisations, held until the transaction ends; dates as ISO text."""
    found: dict[int, dict[str, Any]] = {}
    for some in bulk.chunks(sorted(set(ids))):
        query = Organisation.everything.filter(pk__in=some).order_by("pk")
        if connection.features.has_select_for_update:
            query = query.select_for_update()
        for row in query.values(*FETCHED):
            found[row["id"]] = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row.items()
            }
    return found


def positions(postcodes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of postcodes, for those that are known."""
    codes = {code.replace(" ", ""): code for code in postcodes if code}
    found = bulk.select(bulk.table_of(Postcode), ("code", "latitude", "longitude"), "code", codes)
    return {codes[code]: (north, east) for code, north, east in found}


@dataclass
class Vocabulary:
    """Activities and areas by what they are called, kept through a load; new ones are made."""

    activities: dict[tuple[str, str], int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)

    def learn_activities(self, codes: Iterable[ActivityCode]) -> None:
        """Find or make the activities that are not known yet."""
        missing = {
            (c.scheme, c.code): c for c in codes if (c.scheme, c.code) not in self.activities
        }
        if not missing:
            return
        Activity.objects.bulk_create(
            [
                Activity(scheme=c.scheme, code=c.code, label=c.label or c.code)
                for c in missing.values()
            ],
            ignore_conflicts=True,
        )
        for scheme in {c.scheme for c in missing.values()}:
            wanted = [code for s, code in missing if s == scheme]
            found = Activity.objects.filter(scheme=scheme, code__in=wanted)
            for pk, code, label in found.values_list("id", "code", "label"):
                self.activities[scheme, code] = pk
                better = missing[scheme, code].label
                if better and label == code:
                    Activity.objects.filter(pk=pk).update(label=better)

    def learn_areas(self, areas: Iterable[AreaName]) -> None:
        """Find or make the areas that are not known yet."""
        missing = {a.name: a for a in areas if a.name not in self.areas}
        if not missing:
            return
        Area.objects.bulk_create(
            [Area(name=a.name, code=a.code) for a in missing.values()], ignore_conflicts=True
        )
        found = Area.objects.filter(name__in=list(missing))
        self.areas.update(found.values_list("name", "id"))


class Ranks:
    """How much each source is believed: people above registers, registers above other lists."""

    def __init__(self) -> None:
        self._lists = {
            name for names in Load.objects.values_list("source", flat=True)
            for name in names.split("; ")
        }  # fmt: skip

    def add(self, sources: Iterable[str]) -> None:
        """Count these as registers and lists, whatever loads there were."""
        self._lists.update(sources)

    def __call__(self, source: str) -> int:
        return RANKS.get(source) or (OTHER_LIST if source in self._lists else PERSON)
