"""Where clusters stand is kept once a month by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.clusters import api as clusters
from spinney.evaluation.actions.positions import take_position
from spinney.evaluation.models import PositionTaken

EVERY = timedelta(days=28)


@duty("evaluation: where clusters stand is kept", every=timedelta(days=1))
def keep_positions(now: datetime) -> None:
    """Keep the position of every active cluster whose last one is four weeks old."""
    since = localdate(now) - EVERY
    fresh = PositionTaken.objects.filter(on__gt=since).values("cluster")
    waiting = clusters.Cluster.objects.filter(state="active").exclude(pk__in=fresh)
    for cluster in waiting:
        take_position(cluster=cluster, by=Actor.system("positions"), now=now)
