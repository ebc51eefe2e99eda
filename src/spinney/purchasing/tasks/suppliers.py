"""Suppliers are found in the background: after whatever changed names, and after answers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.clusters.api import Cluster
from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.bridge.starting_matching import BY, MATCH, start_matching
from spinney.purchasing.queries.matching import (
    answered_since_matching,
    names_shared,
    out_of_step,
)
from spinney.purchasing.queries.seeing import shared_in

QUIET = timedelta(minutes=2)
"""So long nothing more was answered: whoever works through the questions is not interrupted."""


@job(MATCH, unit="name", writes_much=True)
def compare_names(progress: Progress, *, cluster: int) -> dict[str, Any]:
    """Find out which names of a cluster are one supplier. Begun again, it finds the same."""
    found = Cluster.objects.get(pk=cluster)
    names = len(names_shared(shared_in(found, timezone.localdate())))
    progress.expect(names)
    progress.say("Every name is compared with those that are like it.")
    kept = match_suppliers(cluster=found, by=BY, now=timezone.now())
    progress.step(names)
    return {"suppliers": kept.suppliers, "names": kept.names, "doubtful": kept.doubtful}


@duty("purchasing: compare names again after answers", every=timedelta(minutes=5))
def match_after_answers(now: datetime) -> None:
    """What was answered takes effect some minutes after the last answer."""
    for cluster in answered_since_matching(now - QUIET):
        with transaction.atomic():
            start_matching(cluster, now=now)


@duty("purchasing: compare names again where more or less is shared", daily_at=time(4, 25))
def match_what_is_out_of_step(now: datetime) -> None:
    """Names that came or went without news of it."""
    for cluster in out_of_step(timezone.localdate(now)):
        with transaction.atomic():
            start_matching(cluster, now=now)
