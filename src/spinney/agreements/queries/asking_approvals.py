"""What agreeing asks of people on Home: to say for their organisation whether it agrees. One query,
and three more for each question that waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Answered, Approval
from spinney.agreements.queries.agreements import visible_to
from spinney.agreements.queries.approvals import is_asked, shown
from spinney.agreements.states import ApprovalState, SpeaksFor
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters

MINUTES = 2


@add_ask_source
def asked_to_agree(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether her organisation agrees, where it is asked and has not answered."""
    mine = actor.organisation_id
    belongs = actor.ids_of("cluster", Role.MEMBER, Role.VOTER, Role.OBSERVER)
    if mine is None or not belongs:
        return
    today = localdate(now)
    for one in _open(clusters=list(belongs), organisation=mine, today=today):
        agreement = one.about.agreement
        if not visible_to(actor).filter(pk=agreement.pk).exists():
            continue
        if not is_asked(actor, one, today) or not shown(one, today).is_open:
            continue
        yield Ask(
            f"Say whether you agree to {_what(one)}",
            reverse(
                "agreements:agree-to-version", args=[agreement.cluster_id, agreement.pk, one.pk]
            ),
            minutes=MINUTES,
            organisation=actor.organisation_name,
            cluster=agreement.cluster.name,
            cluster_id=agreement.cluster_id,
            by_when=one.closes_on,
            waits=actor.organisation_name,
        )


@clusters.add_wait_source
def waits(cluster: clusters.Cluster, today: date, runs_it: bool) -> Iterator[clusters.Waiting]:
    """The whole cluster's questions that not everybody has answered. Who has not is told to nobody
    here. One query.
    """
    asked = Approval.objects.filter(
        state=ApprovalState.OPEN,
        closes_on__gte=today,
        about__agreement__cluster=cluster,
        about__agreement__speaks_for=SpeaksFor.CLUSTER,
    ).annotate(answered=Count("answers"))
    # Whether it ends is no question any more once it ends in another way.
    asked = asked.exclude(ends_on__isnull=False, about__agreement__ended_on__isnull=False)
    for one in asked.select_related("about__agreement").order_by("closes_on", "pk"):
        left = len(one.rule.get("electors", ())) - one.answered
        if left > 0:
            agreement = one.about.agreement
            address = reverse("agreements:approval", args=[cluster.pk, agreement.pk, one.pk])
            what = f"say whether they agree to {_what(one)} by {day(one.closes_on)}"
            yield clusters.Waiting(counted(left, "member"), what, address)


def _what(approval: Approval) -> str:
    title = approval.about.agreement.title
    return f"“{title}”" if approval.ends_on is None else f"the early end of “{title}”"


@prepared
def _open(clusters: list[int], organisation: int, today: date) -> QuerySet[Approval]:
    answered = Answered.objects.filter(approval=OuterRef("pk"), organisation=organisation)
    found = Approval.objects.filter(
        ~Exists(answered),
        state=ApprovalState.OPEN,
        closes_on__gte=today,
        about__agreement__cluster__in=clusters,
    )
    return found.select_related("about__agreement__cluster").order_by("closes_on", "pk")
