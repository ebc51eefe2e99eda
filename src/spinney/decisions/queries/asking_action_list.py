"""What the list of who does what asks of people on Home: to do what they undertook. One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.decisions.models import ActionItem
from spinney.decisions.queries.action_list import FOR_ALL, late_on
from spinney.decisions.queries.book import INSIDE
from spinney.decisions.states import ActionState

SOON = timedelta(days=14)
"""What is due within so many days is asked for; what has no day always."""
MINUTES = 5


@prepared
def _open(
    person: int, own: list[int], runs: list[int], inside: list[int], until: date
) -> QuerySet[ActionItem]:
    """`inside` are the clusters that she belongs to: whoever left one is asked for nothing more."""
    nobodys = Q(person=None, organisation=None, cluster__in=runs)
    hers = Q(person=person) | Q(person=None, organisation__in=own) | nobodys
    rows = ActionItem.objects.filter(
        hers, Q(due_on=None) | Q(due_on__lte=until), state=str(ActionState.OPEN),
        cluster__in=inside,
    )  # fmt: skip
    return rows.select_related("cluster", "organisation").order_by("due_on", "pk")


@add_ask_source
def asked_to_act(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To do what she, or her organisation, undertook to do."""
    inside = sorted(actor.ids_of("cluster", *INSIDE))
    if not inside or actor.person_id is None:
        return
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    runs = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    until = localdate(now) + SOON
    for item in _open(person=actor.person_id, own=own, runs=runs, inside=inside, until=until):
        whose = item.organisation.name if item.organisation else ""
        yield Ask(
            item.what,
            reverse("decisions:action-item", args=[item.cluster_id, item.pk]),
            minutes=MINUTES,
            organisation=whose,
            cluster=item.cluster.name,
            cluster_id=item.cluster_id,
            by_when=item.due_on,
            waits=whose or "the facilitator",
        )


@clusters.add_wait_source
def waits_of_actions(
    cluster: clusters.Cluster, today: date, runs_it: bool
) -> Iterator[clusters.Waiting]:
    """What is late on the list of a cluster, for those who run it. One query."""
    if not runs_it:
        return
    rows = ActionItem.objects.filter(late_on(today), cluster=cluster)
    for item in rows.select_related("organisation").order_by("due_on", "pk"):
        whose = item.organisation.name if item.organisation else FOR_ALL
        url = reverse("decisions:action-item", args=[cluster.pk, item.pk])
        what = item.what[:1].lower() + item.what[1:]
        yield clusters.Waiting(whose, f"{what} (was to be done by {day(item.due_on)})", url)
