"""What votes on paper ask of people on Home: to be the second person. One query, and one more for
each ballot in which a vote waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted
from spinney.decisions.models import Ballot, Entry
from spinney.decisions.queries.entries import papers_by, waiting_entries
from spinney.decisions.states import BallotState, EntryState

MINUTES_EACH = 3


@add_ask_source
def asked_to_confirm(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Those who run a cluster are asked to type again what somebody else typed from paper or by
    phone. Where there is nobody else, whoever typed it asks a member: the page says so.
    """
    runs = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    if not runs:
        return
    for ballot in _with_entries(clusters=list(runs), label=actor.label, now=now):
        many = waiting_entries(ballot)
        if ballot.secret and papers_by(ballot, actor).count() >= many:
            continue
        yield Ask(
            f"Check {counted(many, 'vote')} on paper: “{ballot.title}”",
            reverse("decisions:entries", args=[ballot.cluster_id, ballot.pk]),
            minutes=MINUTES_EACH * many,
            cluster=ballot.cluster.name,
            cluster_id=ballot.cluster_id,
            by_when=ballot.closes_at.date() if ballot.closes_at else None,
            waits="the facilitator",
        )


@prepared
def _with_entries(clusters: list[int], label: str, now: datetime) -> QuerySet[Ballot]:
    """The open ballots in which something waits that somebody else typed."""
    waiting = Entry.objects.filter(
        ~Q(entered_by=label), ballot=OuterRef("pk"), state=EntryState.WAITING
    )
    found = Ballot.objects.filter(
        Exists(waiting), cluster__in=clusters, state=BallotState.OPEN, closes_at__gt=now
    )
    return found.select_related("cluster").order_by("closes_at", "pk")
