"""Lists of a cluster's suppliers, kept while nothing that they come from changes.

To read ten thousand suppliers of twelve members takes about half a second, and sorting, filtering
or turning a page asks for the same again. What is kept is kept for one person, for exactly what she
sees, and only in this process. Before it is used again the database is asked whether anything
changed: the cluster's record counts everything that is done with its suppliers, and cells are made
anew whenever a member's payments, names or categories change. What somebody may see is never taken
from here: it is part of the question.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, cast

from django.db import connection
from django.db.models import Count, Max, Model, QuerySet, Sum

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.record.models import Book
from spinney.clusters.api import Cluster
from spinney.purchasing.models import (
    DoubtfulPair,
    Judgement,
    SpendCell,
    SpendName,
    Supplier,
    SupplierName,
)
from spinney.purchasing.queries.seeing import Seeing

MOST = 6
"""Lists that one process keeps: of large clusters each takes some megabytes."""

_kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
_lock = Lock()


def unchanged[Rows](by: Actor, cluster: Cluster, seen: Seeing, read: Callable[[], Rows]) -> Rows:
    """What `read` gave this person last time, if nothing changed since; else what it gives now.
    Eight queries.
    """
    asked = (connection.alias, str(cluster.uid), by.label, _seen(seen))
    stamp = _stamp(cluster, seen)
    with _lock:
        known = _kept.get(asked)
        if known is not None and known[0] == stamp:
            _kept.move_to_end(asked)
            return cast(Rows, known[1])
    rows = read()
    with _lock:
        _kept[asked] = (stamp, rows)
        _kept.move_to_end(asked)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return rows


def _seen(seen: Seeing) -> Hashable:
    """All that decides what she sees, and the names by which members are shown."""
    return tuple(
        (pk, seen.level(pk), one.organisation.name, one.first_day, one.last_day)
        for pk, one in sorted(seen.shared.items())
    )


def _stamp(cluster: Cluster, seen: Seeing) -> Hashable:
    """What is another when anything has changed that a list of suppliers comes from."""
    members = seen.visible
    book = Book.objects.filter(name=str(cluster_scope(cluster.pk))).values_list("entries")
    versions = Supplier.objects.filter(cluster=cluster).aggregate(all=Sum("version"))
    return (
        tuple(book),
        versions["all"],
        _count(Supplier.objects.filter(cluster=cluster)),
        _count(SupplierName.objects.filter(cluster=cluster)),
        _count(SpendCell.objects.filter(organisation__in=members)),
        _count(SpendName.objects.filter(organisation__in=members, aside=True)),
        _count(DoubtfulPair.objects.filter(cluster=cluster)),
        _count(Judgement.objects.filter(cluster=cluster)),
    )


def _count(rows: QuerySet[Model]) -> Hashable:
    found = rows.order_by().aggregate(number=Count("pk"), last=Max("pk"))
    return found["number"], found["last"]
