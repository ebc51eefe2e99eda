"""What voting asks of people on Home: to vote, for one's own organisation and for those whose proxy
it holds; and to answer objections. A handful of queries, however many ballots there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector, Proxy
from spinney.decisions.policies.voting import takes_votes
from spinney.decisions.queries.voting import unanswered
from spinney.decisions.states import BallotState
from spinney.register import api as register

WITH_OBJECTIONS = tuple(key for key, way in WAYS.items() if way.method)


@add_ask_source
def asked_to_vote(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To vote, where her organisation, or one that it votes for, has not."""
    mine = actor.organisation_id
    belongs = actor.ids_of("cluster", Role.MEMBER, Role.VOTER, Role.OBSERVER)
    if mine is None or actor.person_id is None or not belongs:
        return
    waiting = [*_own(clusters=list(belongs), organisation=mine, at=now)]
    waiting += _by_proxy(list(belongs), mine, now)
    if not waiting or not register.may_vote(actor.person_id, mine, localdate(now)):
        return
    for elector in waiting:
        ballot = elector.ballot
        own = elector.organisation_id == mine
        whom = "" if own else f" for {elector.organisation.name}"
        args = [ballot.cluster_id, ballot.pk, *([] if own else [elector.organisation_id])]
        yield Ask(
            f"Vote{whom}: {ballot.title}",
            reverse("decisions:vote" if own else "decisions:vote-for", args=args),
            minutes=WAYS[ballot.way].minutes,
            organisation=actor.organisation_name,
            cluster=ballot.cluster.name,
            cluster_id=ballot.cluster_id,
            by_when=localdate(ballot.closes_at),
            waits=actor.organisation_name,
        )


@prepared
def _own(clusters: list[int], organisation: int, at: datetime) -> QuerySet[Elector]:
    return _waiting().filter(
        organisation=organisation, ballot__cluster__in=clusters, ballot__closes_at__gt=at
    )


def _waiting() -> QuerySet[Elector]:
    """Electors that have still to vote in an open ballot."""
    rows = Elector.objects.filter(
        voted_at=None, recused_at=None, left_at=None, ballot__state=BallotState.OPEN
    )
    return rows.select_related("ballot__cluster", "organisation").order_by(
        "ballot__closes_at", "pk"
    )


def _by_proxy(belongs: list[int], holder: int, at: datetime) -> list[Elector]:
    """Those that an organisation votes for, and has not voted for yet; not where it takes no part
    itself, for then it votes for nobody.
    """
    held = Proxy.objects.filter(holder=holder, ended_at=None, cluster__in=belongs)
    if not held.exists():
        return []
    rows = (
        _waiting()
        .filter(
            Q(ballot__proxies__in=held, ballot__proxies__organisation=F("organisation"))
            | Q(
                ballot__meeting__proxies__in=held,
                ballot__meeting__proxies__organisation=F("organisation"),
            ),
            ballot__closes_at__gt=at,
        )
        .exclude(
            ballot__in=Elector.objects.filter(organisation=holder, recused_at__isnull=False).values(
                "ballot"
            )
        )
    )
    return list(rows.distinct())


@add_ask_source
def asked_to_answer(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To answer objections, for those who run the cluster."""
    runs = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    if not runs:
        return
    for ballot in _with_objections(clusters=list(runs)):
        many = len(unanswered(ballot)) if takes_votes(ballot, now) else 0
        if many:
            yield Ask(
                f"Answer {counted(many, 'objection')}: {ballot.title}",
                reverse("decisions:objections", args=[ballot.cluster_id, ballot.pk]),
                minutes=5,
                cluster=ballot.cluster.name,
                cluster_id=ballot.cluster_id,
                by_when=localdate(ballot.closes_at),
                waits="the facilitator",
            )


@prepared
def _with_objections(clusters: list[int]) -> QuerySet[Ballot]:
    rows = Ballot.objects.filter(
        cluster__in=clusters, state=BallotState.OPEN, secret=False, way__in=WITH_OBJECTIONS
    )
    return rows.select_related("cluster").order_by("closes_at", "pk")
