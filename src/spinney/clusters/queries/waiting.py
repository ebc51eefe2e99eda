"""What a cluster waits for, and on whom: as its page and its people's Home pages say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.urls import reverse

from spinney.base.web.components.words import day
from spinney.clusters.models import Cluster, Invitation, Membership
from spinney.clusters.queries.standing import Waiting, unnoted
from spinney.clusters.queries.timetable import Position
from spinney.clusters.states import InvitationState, MembershipState

#: What a higher room waits for in a cluster: (cluster, today, whether whoever looks runs it).
WaitSource = Callable[[Cluster, date, bool], Iterable[Waiting]]
_sources: list[WaitSource] = []


def add_wait_source(source: WaitSource) -> WaitSource:
    """Register a function of a higher room that says what a cluster waits for (a query or two)."""
    _sources.append(source)
    return source


def waits_of(cluster: Cluster, position: Position, today: date, *, runs_it: bool) -> list[Waiting]:
    """What the cluster waits for now. Those who run it also read who has yet to answer, and what
    waits on themselves. Three queries at most, and those of the rooms above.
    """
    found = list(_stage(cluster, position))
    found += [one for source in _sources for one in source(cluster, today, runs_it)]
    if runs_it:
        found += [*_requests(cluster), *_gatherings(cluster, today), *_invitations(cluster, today)]
    return found


def _stage(cluster: Cluster, position: Position) -> Iterator[Waiting]:
    for condition in position.missing:
        yield Waiting("The cluster", condition.text, reverse("clusters:stage", args=[cluster.pk]))


def _requests(cluster: Cluster) -> Iterator[Waiting]:
    asked = Membership.objects.filter(cluster=cluster, state=MembershipState.APPLIED)
    for one in asked.select_related("organisation").order_by("asked_at"):
        url = reverse("clusters:member", args=[cluster.pk, one.pk])
        yield Waiting("The facilitator", f"decide whether {one.organisation.name} joins", url)


def _gatherings(cluster: Cluster, today: date) -> Iterator[Waiting]:
    for gathering in unnoted([cluster.pk], today):
        url = reverse("clusters:record-attendance", args=[cluster.pk, gathering.pk])
        yield Waiting("The facilitator", f"say who came to {gathering.title}", url)


def _invitations(cluster: Cluster, today: date) -> Iterator[Waiting]:
    url = reverse("clusters:invitations", args=[cluster.pk])
    waiting = Invitation.objects.filter(cluster=cluster, state=InvitationState.SENT)
    for one in waiting.order_by("answer_by", "pk"):
        late = " (that day has passed)" if one.answer_by < today else ""
        what = f"answer the invitation by {day(one.answer_by)}{late}"
        yield Waiting(one.organisation_name, what, url)
