"""Grants as somebody may see them: those of the clusters that she is inside of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.schemes import first_rules
from spinney.money.models import (
    Budget,
    Grant,
    GrantChange,
    GrantReport,
    GrantScheme,
    Instalment,
    InstalmentCondition,
    MicroGrant,
)
from spinney.money.policies.grants import FUNDER, INSIDE, OPEN
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.states import BudgetState, GrantState, InstalmentState, ReportState
from spinney.register.api import Organisation
from spinney.workplans import api as workplans

PAID = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
REMIND_DAYS = 14
"""So many days before a report is due its writers are reminded."""


def visible_to(by: Actor) -> QuerySet[Grant]:
    """Grants of the clusters that she runs, is a member of, keeps the money of."""
    rows = Grant.objects.select_related("cluster", "cluster__programme", "holder", "fund")
    if by.is_system:
        return rows
    return rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def grants_in(by: Actor, cluster_id: int) -> QuerySet[Grant]:
    """The grants of a cluster, the newest first."""
    return visible_to(by).filter(cluster=cluster_id)


def get_grant(by: Actor, cluster_id: int, pk: int) -> Grant:
    """One grant. Raises NotFound."""
    found = grants_in(by, cluster_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such grant here.")
    return found


def grants_of_programme(by: Actor, programme: clusters.Programme) -> QuerySet[Grant]:
    """The grants of a programme's clusters that its manager sees, made here: not those that were
    read from a file.
    """
    rows = visible_to(by).filter(cluster__programme=programme, from_file={})
    if not by.is_system:
        rows = rows.filter(cluster__in=by.ids_of("cluster", *FUNDER))
    return rows.prefetch_related("instalments").order_by("cluster__name", "pk")


def decided_in(by: Actor, programme: clusters.Programme) -> list[Grant]:
    """The grants of a programme that were made, with all that is published of them. A handful of
    queries.
    """
    rows = grants_of_programme(by, programme)
    rows = rows.filter(state__in=[GrantState.APPROVED, GrantState.CLOSED])
    return list(rows.prefetch_related("holder__identifiers"))


def get_instalment(by: Actor, cluster_id: int, grant_id: int, number: int) -> Instalment:
    """One instalment by its number, with its conditions. Raises NotFound."""
    grant = get_grant(by, cluster_id, grant_id)
    found = instalments_of(grant).filter(number=number).first()
    if found is None:
        raise NotFound("There is no such instalment.")
    return found


def instalments_of(grant: Grant) -> QuerySet[Instalment]:
    """The instalments of a grant in their order, with their conditions. Two queries."""
    conditions = Prefetch("conditions", InstalmentCondition.objects.order_by("pk"))
    rows = Instalment.objects.filter(grant=grant).select_related("grant", "grant__cluster")
    return rows.prefetch_related(conditions).order_by("number")


def get_change(by: Actor, cluster_id: int, grant_id: int, number: int) -> GrantChange:
    """One change that was asked for. Raises NotFound."""
    grant = get_grant(by, cluster_id, grant_id)
    found = grant.changes.select_related("budget").filter(number=number).first()
    if found is None:
        raise NotFound("There is no such change.")
    found.grant = grant
    return found


def get_report(by: Actor, cluster_id: int, grant_id: int, number: int) -> GrantReport:
    """One report. Raises NotFound."""
    grant = get_grant(by, cluster_id, grant_id)
    found = grant.reports.filter(number=number).first()
    if found is None:
        raise NotFound("There is no such report.")
    found.grant = grant
    return found


def scheme_of(programme: clusters.Programme) -> GrantScheme:
    """The rules of a programme's grants; the usual ones, not saved, where none are set."""
    found = GrantScheme.objects.filter(programme=programme).first()
    if found is not None:
        return found
    places = programme.stages.order_by("position").values_list("position", flat=True)
    return GrantScheme(programme=programme, instalments=first_rules(list(places)))


def awarded_to(cluster: clusters.Cluster, *, but: Grant | None = None) -> int:
    """What a cluster's programme awarded to it, in pence, `but` for one grant. One query."""
    rows = Grant.objects.filter(
        cluster=cluster, from_file={}, state__in=[GrantState.APPROVED, GrantState.CLOSED]
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return sum(one or 0 for one in rows.values_list("awarded_pence", flat=True))


def scheme_of_grant(grant: Grant) -> GrantScheme:
    """The rules that hold for a grant. Raises NotFound for a cluster in no programme."""
    programme = grant.cluster.programme
    if programme is None:
        raise NotFound("This cluster is in no programme, so there are no rules for its grants.")
    return scheme_of(programme)


@dataclass(frozen=True)
class GrantTold:
    """A grant of a cluster as other rooms read of it. Pence; `released` of its instalments."""

    id: int
    title: str
    state: str
    asked: int
    awarded: int | None
    released: int
    applied_on: date | None
    decided_on: date | None
    url: str


def grants_of(cluster: clusters.Cluster) -> list[GrantTold]:
    """The grants that a cluster applied for here, in the order in which they were begun. Two
    queries. Whoever asks has been let into the cluster already.
    """
    rows = Grant.objects.filter(cluster=cluster, from_file={}).prefetch_related("instalments")
    return [
        GrantTold(
            id=one.pk, title=one.title, state=one.state, asked=one.asked_pence,
            awarded=one.awarded_pence,
            released=sum(part.pence for part in one.instalments.all() if part.state in PAID),
            applied_on=localdate(one.applied_at) if one.applied_at else None,
            decided_on=localdate(one.decided_at) if one.decided_at else None,
            url=reverse("money:grant", args=[one.cluster_id, one.pk]),
        )
        for one in rows.order_by("pk")
    ]  # fmt: skip


def released(cluster: clusters.Cluster) -> int:
    """What was released to a cluster until now, in pence; grants made elsewhere left out."""
    paid = Instalment.objects.filter(
        grant__cluster=cluster, grant__from_file={}, state__in=PAID
    )  # fmt: skip
    return sum(paid.values_list("pence", flat=True))


def reports_to_remind(today: date, until: date) -> list[GrantReport]:
    """Reports that are due soon and not sent, of which nobody was reminded."""
    rows = GrantReport.objects.filter(
        state__in=(ReportState.DUE, ReportState.RETURNED), reminded_on=None,
        due_on__gte=today, due_on__lte=until, grant__state=GrantState.APPROVED,
    )  # fmt: skip
    return list(rows.select_related("grant", "grant__cluster", "grant__holder").order_by("pk"))


def organisations_of(cluster: clusters.Cluster, on: date) -> list[Organisation]:
    """The organisations that belong to a cluster on a day, with their numbers. Three queries."""
    pks = [one.organisation_id for one in clusters.belongs(cluster, on)]
    rows = Organisation.objects.filter(pk__in=pks).prefetch_related("identifiers")
    return list(rows.order_by("name", "pk"))


def micro_grants_of(grants: Iterable[Grant]) -> QuerySet[MicroGrant]:
    """The micro-grants given out of the funds of these grants."""
    funds = [one.fund_id for one in grants if one.fund_id]
    rows = MicroGrant.objects.filter(round__ring_fence__fund__in=funds)
    rows = rows.select_related("round__ring_fence__fund__holder", "organisation", "entry")
    return rows.prefetch_related(
        "organisation__identifiers", "round__ring_fence__fund__holder__identifiers"
    ).order_by("pk")


def speaks(by: Actor, grant: Grant, on: date) -> bool:
    """Whether an actor may act on a grant where she holds a role for it: a treasurer only where her
    organisation holds the cluster's money, or is to hold this grant's.
    """
    return keeps(by, grant.cluster, on) or (
        grant.holder_id is not None and by.organisation_id == grant.holder_id
    )


def held_grant(verb: str, grant: Grant, by: Actor) -> Grant:
    """The grant, locked for a change by whoever may do it."""
    require(policies.MAY, verb, by=by, scope=grant.scope)
    rows = Grant.objects.select_for_update(of=("self",))
    rows = rows.select_related("cluster", "cluster__programme", "holder", "fund")
    found = rows.get(pk=grant.pk)
    if not speaks(by, found, localdate()):
        check_keeps(by, found.cluster, localdate())
    return found


@dataclass(frozen=True)
class Along:
    """What was sent with an application; before it is sent, what would go along now.
    `plan_has_page`: the plan as it was kept can be looked at.
    """

    cluster_id: int
    sent: bool
    plan: workplans.Baseline | None
    budget: Budget | None
    plan_has_page: bool


def went_along(grant: Grant) -> Along:
    """What goes or went along with an application. Three queries at the most."""
    sent = grant.applied_at is not None and grant.state not in OPEN
    plan, budget = (grant.baseline, grant.budget) if sent else goes_along(grant)
    last = workplans.last_baseline(grant.cluster) if sent and plan is not None else plan
    has_page = plan is not None and last is not None and plan.workplan_id == last.workplan_id
    return Along(grant.cluster_id, sent, plan, budget, has_page)


def goes_along(grant: Grant) -> tuple[workplans.Baseline | None, Budget | None]:
    """The plan and the budget that would go along with an application now. Two queries."""
    budget = Budget.objects.filter(
        cluster=grant.cluster, state=BudgetState.IN_FORCE, removed_at=None
    ).first()
    return workplans.last_baseline(grant.cluster), budget
