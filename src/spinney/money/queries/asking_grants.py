"""What grants and claims ask of people on Home: of the programme's managers, of those who run the
cluster, of members whose claim is questioned. Two queries for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.money.models import Claim, Grant, GrantReport
from spinney.money.policies.claims import OWN
from spinney.money.states import BudgetState, ClaimState, GrantState, ReportState

DECIDE_MINUTES, REPORT_MINUTES, CLAIM_MINUTES, FORCE_MINUTES = 15, 20, 5, 2


@prepared
def _grants(managed: list[int], run: list[int]) -> QuerySet[Grant]:
    waits = Q(cluster__in=managed, state=str(GrantState.APPLIED)) | Q(
        cluster__in=run, state=str(GrantState.TO_CHANGE)
    )
    agreed = Q(
        cluster__in=run, state=str(GrantState.APPROVED), budget__state=str(BudgetState.DRAFT),
        budget__removed_at=None,
    )  # fmt: skip
    rows = Grant.objects.filter(waits | agreed).select_related("cluster", "budget")
    return rows.order_by("applied_at", "pk")


@prepared
def _reports(managed: list[int], run: list[int]) -> QuerySet[GrantReport]:
    waits = Q(grant__cluster__in=managed, state=str(ReportState.SENT)) | Q(
        grant__cluster__in=run,
        state__in=[str(ReportState.DUE), str(ReportState.RETURNED)],
        due_on__isnull=False,
    )
    rows = GrantReport.objects.filter(waits, grant__state=str(GrantState.APPROVED))
    return rows.select_related("grant", "grant__cluster").order_by("due_on", "pk")


@prepared
def _claims(run: list[int], own: list[int]) -> QuerySet[Claim]:
    waits = Q(cluster__in=run, state=str(ClaimState.SENT)) | Q(
        organisation__in=own, state=str(ClaimState.QUESTIONED)
    )
    rows = Claim.objects.filter(waits, removed_at=None)
    return rows.select_related("cluster", "organisation").order_by("sent_at", "pk")


@add_ask_source
def asked_about_grants(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To decide on applications and reports; to change an application; to write a report; to put a
    budget in force that the programme agreed to.
    """
    managed = sorted(actor.ids_of("cluster", Role.PROGRAMME_MANAGER))
    run = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    if not managed and not run:
        return
    for grant in _grants(managed=managed, run=run):
        if grant.state == GrantState.APPLIED and grant.applied_by == actor.label:
            continue
        if grant.state == GrantState.APPROVED:
            yield _in_force(grant)
            continue
        decides = grant.state == GrantState.APPLIED
        words = "Decide on" if decides else "Change and send again"
        yield _ask(f"{words} the application “{grant.title}”", grant, DECIDE_MINUTES)
    for report in _reports(managed=managed, run=run):
        sent = report.state == ReportState.SENT
        words = "Read the report" if sent else "Write the report"
        told = f"{words} “{report.title}” on “{report.grant.title}”"
        yield _ask(told, report.grant, REPORT_MINUTES, report.due_on)


def _in_force(grant: Grant) -> Ask:
    """The funder agreed to another budget: it counts once the cluster puts it in force."""
    budget = grant.budget
    return Ask(
        f"Put the budget “{budget}” in force: the programme agreed to it",
        reverse("money:budget", args=[grant.cluster_id, budget.number if budget else 0]),
        minutes=FORCE_MINUTES, cluster=grant.cluster.name, cluster_id=grant.cluster_id,
    )  # fmt: skip


def _ask(words: str, grant: Grant, minutes: int, by_when: date | None = None) -> Ask:
    return Ask(
        words,
        reverse("money:grant", args=[grant.cluster_id, grant.pk]),
        minutes=minutes,
        cluster=grant.cluster.name,
        cluster_id=grant.cluster_id,
        by_when=by_when,
    )


@add_ask_source
def asked_about_claims(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To look at a claim; to answer about one's own."""
    run = sorted(actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER))
    own = sorted(actor.ids_of("organisation", *OWN))
    if not run and not own:
        return
    for claim in _claims(run=run, own=own):
        asked = claim.state == ClaimState.QUESTIONED
        if not asked and claim.sent_by == actor.label:
            continue
        words = "Answer about" if asked else "Look at"
        yield Ask(
            f"{words} claim {claim.number} of {claim.organisation.name}",
            reverse("money:claim", args=[claim.cluster_id, claim.number]),
            minutes=CLAIM_MINUTES,
            organisation=claim.organisation.name if asked else "",
            cluster=claim.cluster.name,
            cluster_id=claim.cluster_id,
        )
