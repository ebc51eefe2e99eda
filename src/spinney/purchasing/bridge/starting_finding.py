"""Looking for opportunities in the background: started by whatever changes what they rest on."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.clusters.api import Cluster

FIND = "purchasing.find_opportunities"
BY = Actor.system("opportunities")


def start_finding(cluster: Cluster, *, now: datetime, by: Actor = BY) -> Job:
    """Look for opportunities again, in the caller's transaction. While a run waits to begin there
    is no second one of the same person: it will see whatever is there when it begins.
    """
    waiting = Job.objects.filter(kind=FIND, subject=subject_of(cluster), state=Job.State.WAITING)
    # A person is shown only the jobs that she started herself.
    hers = Q(person=by.person_id) if by.person_id is not None else Q(person=None)
    waiting = waiting.filter(hers)
    return waiting.first() or jobs.start(
        FIND,
        title="Looking where you could save",
        by=by,
        now=now,
        given={"cluster": cluster.pk},
        subject=subject_of(cluster),
        return_to=reverse("purchasing:opportunities", args=[cluster.pk]),
    )
