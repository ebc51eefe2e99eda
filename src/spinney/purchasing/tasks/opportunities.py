"""Opportunities are looked for in the background: when names became suppliers, when somebody asks,
and each night, because days for notice come and go.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.clusters.api import Cluster
from spinney.purchasing.actions.opportunities import keep_opportunities
from spinney.purchasing.bridge.starting_finding import BY, FIND, start_finding
from spinney.purchasing.queries.finding import found_in, to_look_in


@job(FIND, unit="step")
def look_for_opportunities(progress: Progress, *, cluster: int) -> dict[str, Any]:
    """Find out where a cluster could save, and keep it. Begun again, it finds the same."""
    found = Cluster.objects.get(pk=cluster)
    progress.expect(2)
    progress.say("What members pay is compared, like with like.")
    opportunities = found_in(found, timezone.localdate())
    progress.step()
    kept = keep_opportunities(cluster=found, found=opportunities, by=BY, now=timezone.now())
    progress.step()
    return {"found": kept.found, "new": kept.new, "gone": kept.gone}


@duty("purchasing: look where clusters could save", daily_at=time(4, 45))
def look_each_night(now: datetime) -> None:
    """Look again in every cluster whose members share, or in which something was found before."""
    for cluster in to_look_in():
        with transaction.atomic():
            start_finding(cluster, now=now)
