"""Keeping where a cluster stood on a day, so that it can be told later how it came on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.models import PositionTaken
from spinney.evaluation.queries.positions import position_read


@transaction.atomic
def take_position(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> PositionTaken:
    """Keep where a cluster stands today, with what shows it; what was kept earlier on the same day
    gives way. Raises NotAllowed.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "take_position", by=by, scope=scope)
    on = localdate(now)
    found = position_read(cluster, on)
    kept, _ = PositionTaken.objects.update_or_create(
        cluster=cluster, on=on,
        defaults={
            "position": found.to_json(), "steps_done": found.done, "taken_at": now,
            "taken_by": by.label,
        },
    )  # fmt: skip
    record(
        "evaluation.take_position", by=by, on=kept, at=now, scope=scope, done=found.done,
        steps=len(found.steps),
    )  # fmt: skip
    return kept
