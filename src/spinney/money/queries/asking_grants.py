"""What grants and claims ask of people on Home: of the programme's managers, of those who run the
cluster or keep its money, of members whose claim is questioned. Two queries for grants, one for
claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.money.models import (
    Claim,
    Grant,
    GrantChange,
    GrantQuestion,
    GrantReport,
    Instalment,
)
from spinney.money.policies.claims import OWN
from spinney.money.states import (
    BudgetState,
    ChangeState,
    ClaimState,
    GrantState,
    InstalmentState,
    ReportState,
)

DECIDE_MINUTES, REPORT_MINUTES, CLAIM_MINUTES, FORCE_MINUTES = 15, 20, 5, 2
ANSWER_MINUTES, RELEASE_MINUTES, RECEIVE_MINUTES = 5, 2, 2
SENT = (str(GrantState.APPLIED), str(GrantState.TO_CHANGE), str(GrantState.APPROVED))


def _first(rows: QuerySet[Any], name: str) -> Subquery:
    """The first of a grant's rows, by its number or key."""
    return Subquery(rows.filter(grant=OuterRef("pk")).order_by(name).values(name)[:1])


@prepared
def _grants(
    me: str, managed: list[int], run: list[int], kept: list[int], holder: int
) -> QuerySet[Grant]:
    approved = str(GrantState.APPROVED)
    waits = Q(cluster__in=managed, state=str(GrantState.APPLIED)) | Q(
        cluster__in=run, state=str(GrantState.TO_CHANGE)
    )
    agreed = Q(
        cluster__in=run, state=approved, budget__state=str(BudgetState.DRAFT),
        budget__removed_at=None,
    )  # fmt: skip
    across = Q(cluster__in=managed, state=approved) & (
        Q(change__isnull=False) | Q(to_release__isnull=False)
    )
    speaks = Q(cluster__in=run) | Q(cluster__in=kept, holder=holder)
    within = speaks & (
        Q(state__in=SENT, question__isnull=False) | Q(state=approved, to_receive__isnull=False)
    )
    changes = GrantChange.objects.filter(state=str(ChangeState.ASKED)).exclude(asked_by=me)
    parts = Instalment.objects.filter(state=str(InstalmentState.ASKED))
    rows = Grant.objects.annotate(
        change=_first(changes, "number"),
        to_release=_first(parts.exclude(asked_by=me).exclude(eased_by=me), "number"),
        question=_first(GrantQuestion.objects.filter(answered_at=None), "pk"),
        to_receive=_first(Instalment.objects.filter(state=str(InstalmentState.RELEASED)), "number"),
    )
    rows = rows.filter(waits | agreed | across | within).select_related("cluster", "budget")
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
def _claims(
    run: list[int], paid: list[int], kept: list[int], own: list[int], holder: int
) -> QuerySet[Claim]:
    decided = [str(ClaimState.APPROVED), str(ClaimState.ASKED)]
    holds = Q(fund__holder=holder) | Q(grant__holder=holder)
    waits = (
        Q(cluster__in=run, state__in=[str(ClaimState.SENT), str(ClaimState.ASKED)])
        | Q(cluster__in=paid, state=str(ClaimState.APPROVED))
        | (Q(cluster__in=kept, state__in=decided) & holds)
        | Q(organisation__in=own, state=str(ClaimState.QUESTIONED))
    )
    rows = Claim.objects.filter(waits, removed_at=None)
    return rows.select_related("cluster", "organisation").order_by("sent_at", "pk")


@add_ask_source
def asked_about_grants(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To decide on applications, changes, releases and reports; to change an application, answer
    about it, say that money came in; to write a report; to put a budget in force that the
    programme agreed to.
    """
    managed = sorted(actor.ids_of("cluster", Role.PROGRAMME_MANAGER))
    run = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    kept = sorted(actor.ids_of("cluster", Role.TREASURER))
    if not managed and not run and not kept:
        return
    found = _grants(
        me=actor.label, managed=managed, run=run, kept=kept, holder=actor.organisation_id or 0
    )
    for grant in found:
        across = grant.cluster_id in managed
        speaks = grant.cluster_id in run or (
            grant.cluster_id in kept and grant.holder_id == actor.organisation_id
        )
        yield from _of_application(grant, actor, across=across, runs=grant.cluster_id in run)
        if across:
            yield from _of_programme(grant)
        if speaks:
            yield from _of_cluster(grant)
    if not managed and not run:
        return
    for report in _reports(managed=managed, run=run):
        sent = report.state == ReportState.SENT
        words = "Read the report" if sent else "Write the report"
        told = f"{words} “{report.title}” on “{report.grant.title}”"
        yield _ask(told, report.grant, REPORT_MINUTES, report.due_on)


def _of_application(grant: Grant, actor: Actor, *, across: bool, runs: bool) -> Iterator[Ask]:
    """To decide on it, to change it; to put the budget in force that was agreed to."""
    budget = grant.budget
    if across and grant.state == GrantState.APPLIED and grant.applied_by != actor.label:
        yield _ask(f"Decide on the application “{grant.title}”", grant, DECIDE_MINUTES)
    if runs and grant.state == GrantState.TO_CHANGE:
        told = f"Change and send again the application “{grant.title}”"
        yield _ask(told, grant, DECIDE_MINUTES)
    if runs and grant.state == GrantState.APPROVED and budget is not None:
        if budget.state == BudgetState.DRAFT and budget.removed_at is None:
            yield _in_force(grant)


def _of_programme(grant: Any) -> Iterator[Ask]:
    """What an approved grant asks of another than whoever asked for it."""
    if grant.state != GrantState.APPROVED:
        return
    if grant.change is not None:
        told = f"Answer the change that was asked for: “{grant.title}”"
        yield _ask(told, grant, ANSWER_MINUTES, verb="answer_grant_change", number=grant.change)
    if grant.to_release is not None:
        told = f"Be the second to release instalment {grant.to_release} of “{grant.title}”"
        yield _ask(told, grant, RELEASE_MINUTES)


def _of_cluster(grant: Any) -> Iterator[Ask]:
    """What the programme waits to hear from the cluster."""
    if grant.state in SENT and grant.question is not None:
        told = f"Answer the programme’s question about “{grant.title}”"
        yield _ask(told, grant, ANSWER_MINUTES, verb="answer_about_grant", number=grant.question)
    if grant.state == GrantState.APPROVED and grant.to_receive is not None:
        told = f"Say when instalment {grant.to_receive} of “{grant.title}” came in"
        yield _ask(told, grant, RECEIVE_MINUTES, verb="receive_instalment", number=grant.to_receive)


def _in_force(grant: Grant) -> Ask:
    """The funder agreed to another budget: it counts once the cluster puts it in force."""
    budget = grant.budget
    return Ask(
        f"Put the budget “{budget}” in force: the programme agreed to it",
        reverse("money:budget", args=[grant.cluster_id, budget.number if budget else 0]),
        minutes=FORCE_MINUTES, cluster=grant.cluster.name, cluster_id=grant.cluster_id,
    )  # fmt: skip


def _ask(
    words: str, grant: Grant, minutes: int, by_when: date | None = None, *, verb: str = "grant",
    number: int | None = None,
) -> Ask:  # fmt: skip
    more = [] if number is None else [number]
    return Ask(
        words,
        reverse(f"money:{verb.replace('_', '-')}", args=[grant.cluster_id, grant.pk, *more]),
        minutes=minutes,
        cluster=grant.cluster.name,
        cluster_id=grant.cluster_id,
        by_when=by_when,
    )


@add_ask_source
def asked_about_claims(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To look at a claim, and to pay it; to answer about one's own."""
    paid = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    run = sorted(actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER))
    kept = sorted(actor.ids_of("cluster", Role.TREASURER))
    own = sorted(actor.ids_of("organisation", *OWN))
    if not run and not own and not kept:
        return
    holder = actor.organisation_id or 0
    for claim in _claims(run=run, paid=paid, kept=kept, own=own, holder=holder):
        asked = claim.state == ClaimState.QUESTIONED
        hers = actor.label in (claim.sent_by, claim.pay_asked_by) or claim.organisation_id in own
        if hers and not asked:
            continue
        yield Ask(
            f"{CLAIM_WORDS.get(ClaimState(claim.state), 'Pay')} claim {claim.number} of"
            f" {claim.organisation.name}",
            reverse("money:claim", args=[claim.cluster_id, claim.number]),
            minutes=CLAIM_MINUTES,
            organisation=claim.organisation.name if asked else "",
            cluster=claim.cluster.name,
            cluster_id=claim.cluster_id,
        )


CLAIM_WORDS = {ClaimState.SENT: "Look at", ClaimState.QUESTIONED: "Answer about"}
