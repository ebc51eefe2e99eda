"""What ballots ask of those who write and open them, and what a cluster waits for meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.decisions.bridge.readiness import missing
from spinney.decisions.models import Ballot
from spinney.decisions.policies.ballots import RUNS_IT
from spinney.decisions.states import BallotState

WRITE, LOOK_OVER = 10, 5
"""About so many minutes it takes to go on writing a ballot, and to look one over and open it."""


@prepared
def _in_clusters(runs: list[int]) -> QuerySet[Ballot]:
    drafts = Ballot.objects.filter(cluster__in=runs, state=BallotState.DRAFT)
    return drafts.select_related("cluster").prefetch_related("options").order_by("pk")


@prepared
def _of_writer(label: str) -> QuerySet[Ballot]:
    drafts = Ballot.objects.filter(made_by=label, state=BallotState.DRAFT)
    return drafts.select_related("cluster").prefetch_related("options").order_by("pk")


@add_ask_source
def asked_of_writers(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To open what is ready, and to go on with what she began. A query or two, for those who may
    write ballots.
    """
    runs = actor.ids_of("cluster", *RUNS_IT)
    if runs:
        yield from _to_open(actor, sorted(runs))
    elif actor.ids_of("cluster") and actor.person_id is not None:
        for ballot in _of_writer(label=actor.label):
            if missing(ballot, list(ballot.options.all())):
                yield _ask(ballot, f"Go on writing the ballot “{ballot.title}”", WRITE)


def _to_open(actor: Actor, runs: list[int]) -> Iterator[Ask]:
    for ballot in _in_clusters(runs=runs):
        is_ready = not missing(ballot, list(ballot.options.all()))
        if is_ready:
            yield _ask(ballot, f"Look over the ballot “{ballot.title}”, and open it", LOOK_OVER)
        elif ballot.made_by == actor.label:
            yield _ask(ballot, f"Go on writing the ballot “{ballot.title}”", WRITE)


def _ask(ballot: Ballot, words: str, minutes: int) -> Ask:
    return Ask(
        words,
        reverse("decisions:ballot", args=[ballot.cluster_id, ballot.pk]),
        minutes=minutes,
        cluster=ballot.cluster.name,
        cluster_id=ballot.cluster_id,
        waits="the facilitator",
    )


@clusters.add_wait_source
def waits(cluster: clusters.Cluster, today: date, runs_it: bool) -> Iterator[clusters.Waiting]:
    """Votes that are open: until when. Who has not voted is told to nobody here. One query."""
    rows = Ballot.objects.filter(cluster=cluster, state=BallotState.OPEN)
    for ballot in rows.order_by("closes_at", "pk"):
        if ballot.closes_at is None or localdate(ballot.closes_at) < today:
            continue
        address = reverse("decisions:ballot", args=[cluster.pk, ballot.pk])
        what = f"vote on “{ballot.title}” by {day(ballot.closes_at)}"
        yield clusters.Waiting("The members", what, address)
