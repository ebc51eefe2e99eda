"""What is due under agreements, as somebody may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from spinney.agreements.bridge.duties import TAKEN_BACK
from spinney.agreements.models import Agreement, Duty
from spinney.agreements.queries.agreements import visible_to as agreements_visible_to
from spinney.agreements.states import AgreementState, DutyState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters

BETWEEN_TWO = Q(from_term=TAKEN_BACK)
FOR_ALL = "All the parties"
SIGNED = (AgreementState.AGREED, AgreementState.ENDED)


def visible_to(by: Actor) -> QuerySet[Duty]:
    """What is due under agreements that the actor may see, whoever has to do it: it is promised to
    all the parties. That one member took back what it shared with another stays between the two.
    """
    seen = agreements_visible_to(by).filter(state__in=SIGNED)
    own = Q(organisation__in=own_of(by))
    rows = Duty.objects.filter(~BETWEEN_TWO | own, agreement__in=seen.values("pk"))
    rows = rows.annotate(who=Coalesce("organisation__name", Value(FOR_ALL)))
    return rows.select_related("agreement__cluster", "organisation")


def duties_of(by: Actor, cluster_id: int) -> QuerySet[Duty]:
    """What is due in a cluster, was done or is no longer needed, soonest first."""
    return visible_to(by).filter(agreement__cluster=cluster_id).order_by("due_on", "pk")


def get_duty(by: Actor, cluster_id: int, duty_id: int) -> Duty:
    """One duty. Raises NotFound when there is none that the actor may see."""
    found = duties_of(by, cluster_id).filter(pk=duty_id).first()
    if found is None:
        raise NotFound("There is nothing of that kind here.")
    return found


def open_duties(agreement: Agreement) -> list[Duty]:
    """What is still to be done under an agreement, soonest first, but what is between two."""
    rows = agreement.duties.filter(~BETWEEN_TWO, state=DutyState.OPEN)
    rows = rows.select_related("organisation")
    return list(rows.order_by("due_on", "pk"))


def own_of(by: Actor) -> frozenset[int]:
    """The organisations that an actor does something for."""
    return by.ids_of("organisation", Role.REPRESENTATIVE, Role.SIGNATORY)


def asked_of(by: Actor, until: date) -> list[Duty]:
    """What an actor is to see to until a day: what her organisation has to do, in every cluster;
    of clusters that she runs, what is for all the parties. One query.
    """
    own = Q(organisation__in=own_of(by))
    runs = by.ids_of("cluster", Role.FACILITATOR)
    common = Q(organisation=None, agreement__cluster__in=runs)
    if not own_of(by) and not runs:
        return []
    rows = Duty.objects.filter(
        own | common, state=DutyState.OPEN, due_on__lte=until, agreement__state__in=SIGNED
    )
    return list(rows.select_related("agreement__cluster", "organisation").order_by("due_on", "pk"))


@dataclass(frozen=True)
class DutyDue:
    """Something that is due under a cluster's agreement, as other rooms show it: whose it is (None:
    all the parties), from which agreement and term, and after how many months again.
    """

    duty_id: int
    kind: str
    title: str
    due_on: date
    every_months: int | None
    organisation_id: int | None
    organisation: str
    agreement_id: int
    agreement: str
    term: str


def duties(cluster: clusters.Cluster, until: date) -> list[DutyDue]:
    """What is still to be done under the agreements of a cluster until a day, what is overdue
    included; soonest first. What is between two is left out. One query.
    """
    rows = Duty.objects.filter(
        ~BETWEEN_TWO, agreement__cluster=cluster, agreement__state__in=SIGNED, state=DutyState.OPEN,
        due_on__lte=until,
    ).select_related("agreement", "organisation")  # fmt: skip
    return [_as_due(one) for one in rows.order_by("due_on", "pk")]


def _as_due(one: Duty) -> DutyDue:
    return DutyDue(
        one.pk, one.kind, one.title, one.due_on, one.every_months, one.organisation_id,
        one.organisation.name if one.organisation else "", one.agreement_id, one.agreement.title,
        one.from_term,
    )  # fmt: skip


def for_calendar(by: Actor, cluster_id: int) -> Iterable[Duty]:
    """What a calendar shows: what is open or was done, as the actor may see it now."""
    return duties_of(by, cluster_id).exclude(state=DutyState.DROPPED)
