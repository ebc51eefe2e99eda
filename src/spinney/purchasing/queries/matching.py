"""What is compared: the names that members share now, and what people answered about names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count, Max, Q, Sum

from spinney.base.record.record import subject_of
from spinney.base.work.models import Job
from spinney.clusters.api import Cluster
from spinney.purchasing.bridge.matching import Written
from spinney.purchasing.bridge.starting_matching import MATCH
from spinney.purchasing.engine.matching.seen import Judged
from spinney.purchasing.models import Judgement, SpendShare, SupplierName
from spinney.purchasing.queries.seeing import Shared, cells_of, shared_in
from spinney.purchasing.states import JudgedAs, ShareState


def names_shared(shared: Mapping[int, Shared]) -> list[Written]:
    """The names to which members paid in the months that they share, people left out. One query."""
    rows = (
        cells_of(shared)
        .values("organisation_id", "name__written", "name__number")
        .annotate(times=Sum("lines"))
        .order_by("organisation_id", "name__written")
    )
    return [
        Written(
            row["organisation_id"], row["name__written"], row["name__number"], max(1, row["times"])
        )
        for row in rows
    ]


def clusters_that_know(organisation_ids: Iterable[int]) -> list[Cluster]:
    """The clusters that know names of one of these, or are shown payments. One query."""
    mine = {"organisation__in": list(organisation_ids)}
    named = SupplierName.objects.filter(**mine).values("cluster")
    shared = SpendShare.objects.filter(**mine, state=ShareState.SHARED).values("cluster")
    return list(Cluster.objects.filter(Q(pk__in=named) | Q(pk__in=shared)).order_by("pk"))


def answers_of(cluster_id: int) -> list[Judged]:
    """What people answered, oldest first; who was not sure says nothing. One query."""
    rows = Judgement.objects.filter(cluster=cluster_id).exclude(answer=JudgedAs.NOT_SURE)
    return [
        Judged(one, other, answer == JudgedAs.SAME)
        for one, other, answer in rows.order_by("at", "pk").values_list("one", "other", "answer")
    ]


def answered_since_matching(quiet_before: datetime) -> list[Cluster]:
    """Clusters in which something was answered after names were last compared, and nothing more
    since a moment: whoever works through a queue is not compared after each answer. Two queries.
    """
    last = Judgement.objects.exclude(answer=JudgedAs.NOT_SURE).values("cluster").annotate(
        at=Max("at")
    )  # fmt: skip
    answered = {row["cluster"]: row["at"] for row in last if row["at"] <= quiet_before}
    rows = Cluster.objects.filter(pk__in=answered).order_by("pk")
    return [one for one in rows if not matched_since(one, answered[one.pk])]


def matched_since(cluster: Cluster, moment: datetime) -> bool:
    """Whether names were compared after a moment, or are about to be."""
    runs = Job.objects.filter(kind=MATCH, subject=subject_of(cluster))
    begun = runs.filter(started_at__gt=moment).exclude(state=Job.State.RUNNING)
    # A run that a problem stopped is not begun again every few minutes.
    return begun.exists() or runs.unfinished().filter(asked_at__gt=moment).exists()


def out_of_step(on: date) -> list[Cluster]:
    """Clusters in which a member has more or fewer names than it shares: what no news told of, such
    as terms that were changed, or a name that was set aside. Five queries for each cluster.
    """
    sharing = SpendShare.objects.filter(state=ShareState.SHARED).values("cluster")
    having = SupplierName.objects.values("cluster")
    rows = Cluster.objects.filter(Q(pk__in=sharing) | Q(pk__in=having)).order_by("pk")
    found = []
    for one in rows:
        shared = shared_in(one, on)
        named = SupplierName.objects.filter(cluster=one).values_list("organisation")
        should = cells_of(shared).order_by().values_list("organisation")
        if dict(named.annotate(n=Count("pk"))) != dict(
            should.annotate(n=Count("name", distinct=True))
        ):
            found.append(one)
    return found
