"""Comparing a cluster's names in the background: started by whatever changes them, once."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.clusters.api import Cluster

MATCH = "purchasing.match_suppliers"
BY = Actor.system("suppliers")


def start_matching(cluster: Cluster, *, now: datetime, by: Actor = BY) -> Job:
    """Compare the names of a cluster again, in the caller's transaction. While a run waits to
    begin there is no second one: it will see whatever is there when it begins.
    """
    waiting = Job.objects.filter(kind=MATCH, subject=subject_of(cluster), state=Job.State.WAITING)
    return waiting.first() or jobs.start(
        MATCH,
        title="Comparing the names of suppliers",
        by=by,
        now=now,
        given={"cluster": cluster.pk},
        subject=subject_of(cluster),
        return_to=reverse("purchasing:suppliers", args=[cluster.pk]),
    )
