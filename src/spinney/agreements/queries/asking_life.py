"""What agreements that were signed ask of people, and what a cluster waits for because of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Duty, Leaving
from spinney.agreements.queries.duties import BETWEEN_TWO, own_of
from spinney.agreements.queries.life import lacking
from spinney.agreements.states import AgreementState, DutyState, LeavingState
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters

SOON = timedelta(days=30)
"""What is due within so many days is asked for."""
MINUTES = 5
LEAVING_MINUTES = 10
JOINERS_MINUTES = 10


@prepared
def _due(own: list[int], runs: list[int], until: date) -> QuerySet[Duty]:
    hers = Q(organisation__in=own) | Q(organisation=None, agreement__cluster__in=runs)
    rows = Duty.objects.filter(
        hers, state=DutyState.OPEN, due_on__lte=until,
        agreement__state__in=[AgreementState.AGREED.value, AgreementState.ENDED.value],
    )  # fmt: skip
    return rows.select_related("agreement__cluster", "organisation").order_by("due_on", "pk")


@add_ask_source
def asked_by_duties(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To do what is due soon or overdue under agreements: what her organisation has to do; in
    clusters that she facilitates, what is for all the parties. One query.
    """
    own, runs = own_of(actor), actor.ids_of("cluster", Role.FACILITATOR)
    if not own and not runs:
        return
    until = localdate(now) + SOON
    for duty in _due(own=sorted(own), runs=sorted(runs), until=until):
        cluster = duty.agreement.cluster
        whose = duty.organisation.name if duty.organisation else ""
        yield Ask(
            duty.title,
            reverse("agreements:duty", args=[cluster.pk, duty.pk]),
            minutes=MINUTES,
            organisation=whose,
            cluster=cluster.name,
            cluster_id=cluster.pk,
            by_when=duty.due_on,
            waits=whose or "the facilitator",
        )


@prepared
def _leaving(runs: list[int]) -> QuerySet[Leaving]:
    rows = Leaving.objects.filter(state=LeavingState.NOTICE, party__agreement__cluster__in=runs)
    return rows.select_related("party__agreement__cluster", "party__organisation").order_by(
        "leaves_on", "pk"
    )


@add_ask_source
def asked_of_facilitators(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To settle what leavers leave, and to let new members join what was signed before. Five
    queries at most, none for whoever facilitates nothing.
    """
    runs = actor.ids_of("cluster", Role.FACILITATOR)
    if not runs:
        return
    for leaving in _leaving(runs=sorted(runs)):
        party = leaving.party
        cluster = party.agreement.cluster
        yield Ask(
            f"{party.organisation.name} leaves “{party.agreement.title}”: settle what is open",
            reverse("agreements:leaving", args=[cluster.pk, party.agreement_id, party.pk]),
            minutes=LEAVING_MINUTES,
            cluster=cluster.name,
            cluster_id=cluster.pk,
            by_when=leaving.leaves_on,
            waits="the facilitator",
        )
    for agreement, many in lacking(actor, localdate(now)):
        yield Ask(
            f"Let {counted(many, 'new member')} join “{agreement.title}”",
            reverse("agreements:joiners", args=[agreement.cluster_id, agreement.pk]),
            minutes=JOINERS_MINUTES,
            cluster=agreement.cluster.name,
            cluster_id=agreement.cluster_id,
            waits="the facilitator",
        )


@clusters.add_wait_source
def waits_of_duties(
    cluster: clusters.Cluster, today: date, runs_it: bool
) -> Iterator[clusters.Waiting]:
    """What is overdue under the agreements of a cluster, for those who run it. One query."""
    if not runs_it:
        return
    rows = Duty.objects.filter(
        ~BETWEEN_TWO, agreement__cluster=cluster, state=DutyState.OPEN, due_on__lt=today,
        agreement__state__in=(AgreementState.AGREED, AgreementState.ENDED),
    ).select_related("organisation")  # fmt: skip
    for duty in rows.order_by("due_on", "pk"):
        whose = duty.organisation.name if duty.organisation else "The facilitator"
        url = reverse("agreements:duty", args=[cluster.pk, duty.pk])
        what = duty.title[:1].lower() + duty.title[1:]
        yield clusters.Waiting(whose, f"{what} (was due on {day(duty.due_on)})", url)
