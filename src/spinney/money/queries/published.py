"""The grants of a programme as they are published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.money.bridge import published_grants as bridge
from spinney.money.engine.threesixty.values import Award
from spinney.money.models import Grant, MicroGrant
from spinney.money.queries.grants import decided_in, micro_grants_of


def made_here(cluster: clusters.Cluster, awards: Iterable[Award]) -> frozenset[str]:
    """The identifiers of those awards that are the cluster's own grants and micro-grants, as this
    site publishes them. Two queries at the most.
    """
    told = {one.identifier: bridge.own_uid(one.identifier) for one in awards}
    uids = [uid for uid in told.values() if uid is not None]
    if not uids:
        return frozenset()
    grants = Grant.objects.filter(cluster=cluster, uid__in=uids)
    micro = MicroGrant.objects.filter(round__cluster=cluster, uid__in=uids)
    known = {*grants.values_list("uid", flat=True), *micro.values_list("uid", flat=True)}
    return frozenset(identifier for identifier, uid in told.items() if uid in known)


def published_grants(
    programme_id: int, *, by: Actor, prefix: str = "", licence: str = "", now: datetime
) -> dict[str, object]:
    """The file of a programme's grants in the form of 360Giving, as the actor may see them. Raises
    NotFound; BadInput while there is nothing that can be published.
    """
    programme = clusters.get_programme(by, programme_id)
    rows = decided_in(by, programme)
    return bridge.whole_file(
        programme, rows, micro_grants_of(rows),
        prefix=bridge.prefix_of(programme, prefix), licence=licence, now=now,
    )  # fmt: skip
