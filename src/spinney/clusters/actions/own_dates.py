"""Dates of a cluster's own, when it joined its programme late."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import day
from spinney.clusters import policies
from spinney.clusters.bridge.timetable import PlannedStage, kept
from spinney.clusters.models import Cluster, Programme
from spinney.clusters.policies import timetable as rules
from spinney.clusters.queries.cluster_plan import plan_for


@transaction.atomic
def set_own_dates(
    *,
    cluster: Cluster,
    counts_from: date | None,
    reason: str,
    version: int | None,
    by: Actor,
    now: datetime,
) -> Cluster:
    """Count the programme's plan from the cluster's own start, each stage as long as for the
    others; or, with None, keep to the dates of the programme.

    What was planned before stays in the record, with the reason. Raises BadInput without a reason
    or for a day that is not after the programme's start, ChangedMeanwhile when somebody was faster.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "set_own_dates", by=by, scope=scope)
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    programme = cluster.programme
    rules.check_can_move(cluster, programme)
    check_unchanged(cluster, version, cluster.name)
    rules.check_reason(reason, "the dates of this cluster change")
    rules.check_counts_from(counts_from, programme)
    if counts_from == cluster.counts_from:
        return cluster
    before, planned_before = cluster.counts_from, _planned(cluster, programme)
    cluster.counts_from = counts_from
    cluster.version += 1
    cluster.save(update_fields=["counts_from", "version"])
    record(
        "clusters.set_own_dates",
        by=by,
        on=cluster,
        at=now,
        scope=scope,
        whose=_whose(counts_from),
        reason=reason.strip(),
        planned_before=planned_before,
        planned=_planned(cluster, programme),
        before={"counts_from": before},
        after={"counts_from": counts_from},
        version=cluster.version,
    )
    return cluster


def _whose(counts_from: date | None) -> str:
    if counts_from is None:
        return "the dates of the programme"
    return f"dates of its own, counted from {day(counts_from)}"


def _planned(cluster: Cluster, programme: Programme | None) -> list[dict[str, Any]]:
    """The cluster's plan, as the record keeps it."""
    stages = list(programme.stages.order_by("position")) if programme else []
    plan = plan_for(cluster, programme, stages)
    return kept(PlannedStage(str(s.uid), s.name, plan.of(s).target_on) for s in stages)
