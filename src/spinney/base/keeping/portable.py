"""What belongs to a cluster: each room says it of its own tables, so that one file can hold one.

A room declares in `queries/portable.py`, which its AppConfig.ready imports:

    takes_along("clusters.Membership", within=["cluster"])
    takes_along("register.Organisation", stands_for="organisation", known_by=same_number)
    stays("clusters.JournalNote", because="a facilitator's private notes are hers alone")

Whatever a row that is taken along refers to is taken along too. Every table of a room is named in
one of the two ways; a test in tests/architecture insists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

#: A row as it travels: names of fields -> values as JSON holds them.
Row = Mapping[str, Any]
#: Finds rows that travel too, by label and by the field in which they name this one.
Others = Callable[[str, str], Iterable[Row]]
#: Says which row here (by primary key) is the same thing as a row that arrives; None when none is.
Recognise = Callable[[Row, Others], int | None]


@dataclass(frozen=True)
class Holding:
    """A table some of whose rows belong to a cluster.

    `within` names foreign keys: a row belongs when the row that one of them names does. Without,
    a row comes along only when another refers to it. `where` leaves rows out. `leave_out` are
    fields that stay behind. `known_by` recognises a row that is here already under another uid.
    """

    label: str
    within: tuple[str, ...] = ()
    where: Q = field(default_factory=Q)
    leave_out: frozenset[str] = frozenset()
    known_by: Recognise | None = None

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def has_uid(self) -> bool:
        return any(f.name == "uid" for f in self.model._meta.concrete_fields)

    def fields(self) -> list[models.Field[Any, Any]]:
        """The fields that travel: all but the number and what is left out."""
        return [
            f
            for f in self.model._meta.concrete_fields
            if not isinstance(f, models.AutoField) and f.name not in self.leave_out
        ]

    def references(self) -> list[models.ForeignKey[Any, Any]]:
        return [f for f in self.fields() if isinstance(f, models.ForeignKey)]


@dataclass(frozen=True)
class Also:
    """Rows that belong to a cluster by a rule which no foreign key says."""

    label: str
    of: Callable[[int], Q]


holdings: dict[str, Holding] = {}
staying: dict[str, str] = {}
keeping_back: dict[str, str] = {}
also: list[Also] = []
#: What base must know by name ("cluster", "organisation", "person") -> the table that holds it.
standing_for: dict[str, str] = {}
on_arrival: list[Callable[[Mapping[str, list[int]]], None]] = []
on_leaving: list[Callable[[Mapping[str, list[int]]], None]] = []


def takes_along(
    label: str,
    *,
    within: Iterable[str] = (),
    where: Q | None = None,
    leave_out: Iterable[str] = (),
    known_by: Recognise | None = None,
    stands_for: str = "",
) -> None:
    """Declare a table whose rows may belong to a cluster."""
    if stands_for:
        standing_for[stands_for] = label
    holdings[label] = Holding(label, tuple(within), where or Q(), frozenset(leave_out), known_by)


def takes_along_also(label: str, of: Callable[[int], Q]) -> None:
    """Declare that further rows belong: `of` gives, for a cluster's primary key, which."""
    also.append(Also(label, of))


def stays(label: str, *, because: str) -> None:
    """Declare a table of which nothing travels with a cluster, and why."""
    staying[label] = because


def keeps_back(label: str, *, because: str) -> None:
    """Say of a table that travels what of it does not, and why: rows that `where` leaves out, or
    fields. It stands in the file, so that whoever reads it knows what it has not.
    """
    keeping_back[label] = because


def when_arrived(callback: Callable[[Mapping[str, list[int]]], None]) -> None:
    """Register what is to be done with rows that arrived (label -> primary keys): indexes."""
    on_arrival.append(callback)


def when_leaving(callback: Callable[[Mapping[str, list[int]]], None]) -> None:
    """Register what is to be done before rows that arrived are taken away again."""
    on_leaving.append(callback)


def in_order() -> list[Holding]:
    """Holdings such that each comes after those that its rows must refer to and, where there is no
    circle, after those that its rows may refer to.
    """
    waiting = dict(sorted(holdings.items()))
    must = {label: _targets(h, required=True) for label, h in waiting.items()}
    may = {label: _targets(h, required=False) for label, h in waiting.items()}
    ordered: list[Holding] = []
    while waiting:
        free = [label for label in waiting if not must[label] & waiting.keys()]
        label = min(free, key=lambda name: len(may[name] & waiting.keys()))
        ordered.append(waiting.pop(label))
    return ordered


def _targets(holding: Holding, *, required: bool) -> set[str]:
    """Tables that the rows must, or may, refer to; a row's own table is none of them."""
    found = {
        reference.related_model._meta.label
        for reference in holding.references()
        if reference.null is not required
    }
    if not required and "person" in standing_for:
        found.add(standing_for["person"])  # columns such as `added_by` name people
    return (found & holdings.keys()) - {holding.label}
