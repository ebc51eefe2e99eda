"""Entries of a cluster as files for accounting packages."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.clusters import api as clusters
from spinney.money.engine.accounting import PACKAGES, JournalLine, in_parts, rows_for
from spinney.money.models import Posting

PACKAGE_NAMES = {key: one.name for key, one in PACKAGES.items()}


def journal_lines(
    cluster: clusters.Cluster, first: date | None, last: date | None
) -> list[JournalLine]:
    """The lines of a ledger from a day to a day, entry by entry. One query."""
    rows = Posting.objects.filter(entry__cluster=cluster)
    if first:
        rows = rows.filter(entry__day__gte=first)
    if last:
        rows = rows.filter(entry__day__lte=last)
    told = rows.order_by("entry__number", "pk").values_list(
        "entry__number", "entry__day", "entry__words", "account__number", "account__name", "pence",
        "fund__name", "organisation__name", "note",
    )  # fmt: skip
    return [JournalLine(*row[:6], *(part or "" for part in row[6:])) for row in told]


def files_for(
    cluster: clusters.Cluster, package: str, first: date | None, last: date | None
) -> list[tuple[tuple[str, ...], list[Any]]]:
    """(columns, rows) of each file for a package; none where there are no entries."""
    chosen = PACKAGES[package]
    lines = journal_lines(cluster, first, last)
    if not lines:
        return []
    return [
        (chosen.header, [list(row) for row in rows_for(chosen, part)])
        for part in in_parts(chosen, lines)
    ]
