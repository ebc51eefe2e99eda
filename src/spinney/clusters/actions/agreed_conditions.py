"""Conditions that an agreement of the cluster meets by itself, while it is in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import events, policies
from spinney.clusters.actions.conditions import Shown
from spinney.clusters.models import Cluster, Condition, ConditionMet

OVER = "No such agreement is in force any more."


@transaction.atomic
def follow_agreement(
    *, cluster: Cluster, kind: str, shown: Shown | None, by: Actor, now: datetime
) -> list[ConditionMet]:
    """An agreement of a kind is in force in the cluster since a day (`shown` says which), or none
    is any more (None): the conditions that name its kind are met, or met no longer. What stands
    already stays as it is. Returns what changed.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "follow_agreement", by=by, scope=scope)
    asked = Condition.objects.filter(
        stage__programme=cluster.programme_id, met_by_agreement=kind, retired_at=None
    ).exclude(met_by_agreement="")
    if cluster.programme_id is None:
        return []
    standing = ConditionMet.objects.filter(cluster=cluster, taken_back_at=None)
    if shown is None:
        gone = standing.filter(condition__in=asked).select_related("condition__stage", "cluster")
        return [_take_back(met, by=by, now=now) for met in gone]
    unmet = asked.exclude(pk__in=standing.values("condition")).select_related("stage")
    return [_meet(cluster, one, shown, by=by, now=now) for one in unmet.order_by("pk")]


def _meet(
    cluster: Cluster, condition: Condition, shown: Shown, *, by: Actor, now: datetime
) -> ConditionMet:
    met = ConditionMet.objects.create(
        condition=condition,
        cluster=cluster,
        met_on=shown.met_on,
        shown_by=shown.by_what[:300],
        noted_by=by.label,
        noted_at=now,
    )
    _keep(met, by=by, now=now, met_on=shown.met_on, shown_by=met.shown_by)
    events.timetable.condition_met.send(
        Cluster, cluster=cluster, condition=condition, met=met, now=now, by=by
    )
    return met


def _take_back(met: ConditionMet, *, by: Actor, now: datetime) -> ConditionMet:
    met.taken_back_at = now
    met.save(update_fields=["taken_back_at"])
    _keep(met, by=by, now=now, reason=OVER)
    events.timetable.condition_taken_back.send(
        Cluster, cluster=met.cluster, condition=met.condition, met=met, now=now, by=by
    )
    return met


def _keep(met: ConditionMet, *, by: Actor, now: datetime, **more: object) -> None:
    condition = met.condition
    record(
        "clusters.follow_agreement", by=by, on=met, at=now, scope=cluster_scope(met.cluster_id),
        text=condition.text, stage=condition.stage.name, kind=condition.met_by_agreement, **more,
    )  # fmt: skip
