"""The notice to leave that the members agreed: set by the agreement, and by nobody's hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import counted
from spinney.clusters import policies
from spinney.clusters.models import Cluster


@transaction.atomic
def agree_notice(
    *, cluster: Cluster, days: int | None, agreed_in: str, by: Actor, now: datetime
) -> Cluster:
    """A member that leaves gives the notice that was agreed; `agreed_in` says where. With no days,
    none is agreed any more: the notice stays as it is, and hands may change it again. Who has
    given notice already leaves on the day that she was told.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "agree_notice", by=by, scope=scope)
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    agreed_in = agreed_in if days is not None else ""
    wanted = cluster.notice_to_leave_days if days is None else days
    if (cluster.notice_to_leave_days, cluster.notice_agreed_in) == (wanted, agreed_in):
        return cluster
    cluster.notice_to_leave_days, cluster.notice_agreed_in = wanted, agreed_in
    cluster.version += 1
    cluster.save(update_fields=["notice_to_leave_days", "notice_agreed_in", "version"])
    record(
        "clusters.agree_notice", by=by, on=cluster, at=now, scope=scope, agreed_in=agreed_in,
        days=wanted, notice=counted(wanted, "day"),
    )  # fmt: skip
    return cluster
