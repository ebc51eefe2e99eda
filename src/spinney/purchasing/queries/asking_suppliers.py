"""What suppliers ask of members on Home: to look at names that may be the same. Not more than a
round of questions in a week: who has answered so many is left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import ceil

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted
from spinney.clusters.api import Cluster
from spinney.purchasing.models import DoubtfulPair
from spinney.purchasing.queries.reviewing import A_ROUND, SECONDS_EACH, queue_of


@prepared
def _with_questions(inside: list[int]) -> QuerySet[DoubtfulPair]:
    """One pair of each of these clusters that has any."""
    pairs = DoubtfulPair.objects.filter(cluster__in=inside, rank=1)
    return pairs.select_related("cluster").order_by("cluster", "pk")


@add_ask_source
def asked_to_look_at_names(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say of a few pairs of names whether they are one supplier. One query where none waits."""
    inside = sorted(actor.ids_of("cluster", Role.MEMBER))
    if not inside or actor.person_id is None:
        return
    for cluster in {one.cluster_id: one.cluster for one in _with_questions(inside=inside)}.values():
        ask = _ask(actor, cluster, now)
        if ask is not None:
            yield ask


def _ask(actor: Actor, cluster: Cluster, now: datetime) -> Ask | None:
    queue = queue_of(actor, cluster, localdate(now), now)
    number = min(queue.waiting, A_ROUND - queue.answered)
    if number < 1:
        return None
    return Ask(
        f"Look at {counted(number, 'pair')} of names: the same supplier?",
        reverse("purchasing:review-suppliers", args=[cluster.pk]),
        minutes=ceil(number * SECONDS_EACH / 60),
        cluster=cluster.name,
        cluster_id=cluster.pk,
        organisation=actor.organisation_name,
        waits=actor.organisation_name,
    )
