"""A cluster's names become suppliers: compared again whenever they, or the answers, change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters.api import Cluster
from spinney.purchasing import policies
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.matching import Written, matched
from spinney.purchasing.bridge.supplier_rows import Kept, keep
from spinney.purchasing.engine.matching.seen import Judged
from spinney.purchasing.events.suppliers import suppliers_matched
from spinney.purchasing.models import Supplier
from spinney.purchasing.queries.matching import answers_of, names_shared
from spinney.purchasing.queries.seeing import shared_in
from spinney.register.api import find_by_number

MOST_LOOKED_UP = 100
"""Numbers that are looked up on the register in one run; the rest in the next."""


def match_suppliers(*, cluster: Cluster, by: Actor, now: datetime) -> Kept:
    """Compare the names that members share now, and write which supplier each is. The comparing is
    done before anything is held; if what is shared, or an answer, changed meanwhile, it is done
    again. Twice with the same names writes the same.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "match_suppliers", by=by, scope=scope)
    while True:
        names, answers = _given(cluster, now)
        found = matched(names, answers)
        with transaction.atomic():
            hold_cluster(cluster.pk)
            if (names, answers) != _given(cluster, now):
                continue
            kept = keep(cluster.pk, found, now)
            _link_by_numbers(cluster)
            record(
                "purchasing.match_suppliers", by=by, on=cluster, at=now, scope=scope,
                suppliers=kept.suppliers, names=kept.names, doubtful=kept.doubtful,
            )  # fmt: skip
            suppliers_matched.send(None, cluster=cluster, by=by, now=now)
            return kept


def _given(cluster: Cluster, now: datetime) -> tuple[list[Written], list[Judged]]:
    """What is compared, and what was answered about it."""
    shared = shared_in(cluster, localdate(now))
    return names_shared(shared), answers_of(cluster.pk)


def _link_by_numbers(cluster: Cluster) -> None:
    """Name the entry on the register for suppliers whose number is there, once: whoever took such
    a link away is not given it again.
    """
    rows = Supplier.objects.filter(
        cluster=cluster, organisation=None, merged_into=None, number__gt=""
    ).exclude(changes__kind="link")
    for row in rows.order_by("-pk")[:MOST_LOOKED_UP]:
        row.organisation = find_by_number(row.number)
        if row.organisation is not None:
            row.save(update_fields=["organisation"])
