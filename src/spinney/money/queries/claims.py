"""Claims as somebody may see them: a member its own; those who keep the money, all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.models import BudgetLine, Claim, ClaimLine, Grant, GrantScheme, Receipt
from spinney.money.policies.claims import INSIDE, OWN
from spinney.money.policies.ledger import RUNS_IT
from spinney.money.queries.balances import balances_by
from spinney.money.queries.keeping import holders_of, keeps
from spinney.money.states import BudgetState, GrantState


def visible_to(by: Actor, today: date) -> QuerySet[Claim]:
    """Claims of organisations that she represents, in clusters that she is inside of; all, in those
    whose money she keeps.
    """
    rows = Claim.objects.select_related(
        "cluster", "cluster__programme", "organisation", "grant", "fund"
    )
    if by.is_system:
        return rows
    runs = by.ids_of("cluster", *RUNS_IT)
    inside = by.ids_of("cluster", *INSIDE)
    kept = set(runs)
    for one in clusters.Cluster.objects.filter(pk__in=by.ids_of("cluster", Role.TREASURER) - runs):
        if by.organisation_id in holders_of(one, today):
            kept.add(one.pk)
    own = Q(cluster__in=inside, organisation__in=by.ids_of("organisation", *OWN))
    return rows.filter(Q(cluster__in=kept) | own)


def claims_in(by: Actor, cluster_id: int, today: date) -> QuerySet[Claim]:
    """The claims of a cluster that the actor sees, the newest first, with what each comes to."""
    rows = visible_to(by, today).filter(cluster=cluster_id)
    return rows.annotate(total_pence=Sum("lines__pence")).order_by("-number")


def get_claim(by: Actor, cluster_id: int, number: int, today: date) -> Claim:
    """One claim by its number. Raises NotFound."""
    found = claims_in(by, cluster_id, today).filter(number=number).first()
    if found is None:
        raise NotFound("There is no such claim here.")
    return found


def check_may_write(by: Actor, cluster: clusters.Cluster, organisation_id: int, on: date) -> None:
    """Raise NotAllowed unless the claim is of her own organisation, or she keeps the money."""
    own = by.ids_of("organisation", *OWN)
    if organisation_id not in own and not keeps(by, cluster, on):
        raise NotAllowed("Only those who speak for the member can claim for it.")


def claimants(by: Actor, cluster: clusters.Cluster, on: date) -> dict[int, str]:
    """For which organisations the actor may claim: her own, or every member's."""
    own = by.ids_of("organisation", *OWN)
    every = keeps(by, cluster, on)
    return {
        one.organisation_id: one.organisation_name
        for one in clusters.belongs(cluster, on)
        if every or one.organisation_id in own
    }


def grants_to_claim(cluster: clusters.Cluster) -> list[Grant]:
    """The grants that can be claimed from."""
    rows = Grant.objects.filter(cluster=cluster, state=GrantState.APPROVED, from_file={})
    return list(rows.select_related("fund").order_by("pk"))


def lines_to_claim(claim: Claim) -> list[BudgetLine]:
    """The lines of the budget that a claim can name: of the version in force, those of the grant's
    fund or of none, for this member or for all.
    """
    rows = BudgetLine.objects.filter(
        budget__cluster=claim.cluster, budget__state=BudgetState.IN_FORCE, pence__gt=0
    )
    rows = rows.filter(Q(organisation=None) | Q(organisation=claim.organisation))
    if claim.fund_id is not None:
        rows = rows.filter(Q(fund=None) | Q(fund=claim.fund_id))
    return list(rows.select_related("budget", "fund").order_by("position", "pk"))


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The lines of a claim, each with its receipts."""
    rows = ClaimLine.objects.filter(claim=claim).select_related("budget_line__budget")
    return list(rows.prefetch_related("receipts").order_by("day", "pk"))


def get_receipt(by: Actor, cluster_id: int, number: int, pk: int, today: date) -> Receipt:
    """A receipt of a claim that the actor sees. Raises NotFound."""
    claim = get_claim(by, cluster_id, number, today)
    found = Receipt.objects.filter(line__claim=claim, pk=pk).first()
    if found is None:
        raise NotFound("There is no such receipt.")
    return found


def claimed_before(claim: Claim, sha256: str) -> Claim | None:
    """Another claim of the same organisation that has the same receipt; not one that was removed or
    refused.
    """
    there = Receipt.objects.filter(line__claim=OuterRef("pk"), sha256=sha256)
    rows = Claim.objects.filter(Exists(there), organisation=claim.organisation, removed_at=None)
    return rows.exclude(state="refused").order_by("number").first()


@dataclass(frozen=True)
class Over:
    """A line of the budget that a claim would overspend: by how many pence."""

    title: str
    by_pence: int


def overspent_by(claim: Claim, lines: Sequence[ClaimLine]) -> list[Over]:
    """Which lines of the budget would be overspent if the claim were paid. Two queries."""
    claimed: dict[int, int] = {}
    budgeted: dict[int, BudgetLine] = {}
    for one in lines:
        if one.budget_line is not None:
            budgeted[one.budget_line.pk] = one.budget_line
            claimed[one.budget_line.pk] = claimed.get(one.budget_line.pk, 0) + one.pence
    if not budgeted:
        return []
    keys = {line.key for line in budgeted.values()}
    same = dict(
        BudgetLine.objects.filter(budget__cluster=claim.cluster, key__in=keys).values_list(
            "pk", "key"
        )
    )
    spent: dict[object, int] = {}
    by_line = balances_by(claim.cluster, "budget_line_id", kind="cost")
    for (pk,), pence in by_line.items():
        if pk in same:
            spent[same[pk]] = spent.get(same[pk], 0) + pence
    found = []
    for pk, line in budgeted.items():
        over = spent.get(line.key, 0) + claimed[pk] - line.pence
        if over > 0 and claim.entry_id is None:
            found.append(Over(line.title, over))
    return found


def second_above(cluster: clusters.Cluster, on: date) -> int | None:
    """Above how many pence two people stand behind a payment: as the terms in force say, else as
    the programme's rules do; None: nothing says so.
    """
    agreed = agreements.terms(cluster, at=on).spending_limits.second_above_pence
    if agreed is not None or cluster.programme_id is None:
        return agreed
    scheme = GrantScheme.objects.filter(programme=cluster.programme_id).first()
    return scheme.two_people_above_pence if scheme else None


def held_claim(verb: str, claim: Claim, by: Actor) -> Claim:
    """The claim, locked for a change by whoever may do it."""
    require(policies.MAY, verb, by=by, scope=claim.scope)
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related(
        "cluster", "cluster__programme", "organisation", "grant", "fund"
    ).get(pk=claim.pk)  # fmt: skip
