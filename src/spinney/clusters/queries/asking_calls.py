"""What calls for interest ask of those who run a cluster. One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor
from spinney.clusters.queries.calls import RUNS_IT, calls_visible_to
from spinney.clusters.states import CallState, ResponseState

#: Reading and scoring one answer; longer asks are shown as an hour.
MINUTES_EACH, MOST_MINUTES = 2, 60


@add_ask_source
def asked_of_choosers(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To choose among the answers to a call that has closed, then to tell everyone."""
    if not actor.ids_of("cluster", *RUNS_IT):
        return
    sent = Q(responses__state__in=[ResponseState.SENT, ResponseState.SHORTLISTED])
    closed = calls_visible_to(actor).filter(state=CallState.CLOSED)
    for call in closed.select_related("cluster").annotate(n_open=Count("responses", filter=sent)):
        what = f"Choose among the answers to “{call.title}”"
        if not call.n_open:
            what = f"Tell everyone the outcome of “{call.title}”"
        yield Ask(
            what,
            reverse("clusters:view-call", args=[call.cluster_id, call.pk]),
            minutes=min(MOST_MINUTES, 3 + MINUTES_EACH * call.n_open),
            cluster=call.cluster.name,
            cluster_id=call.cluster_id,
            waits="the facilitator",
        )
