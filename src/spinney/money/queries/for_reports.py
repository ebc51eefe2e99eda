"""A cluster's money as an evaluation report tells it: sums that every member sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from spinney.clusters import api as clusters
from spinney.money.models import Account, BudgetLine, Contribution, Grant, Instalment
from spinney.money.queries.balances import balances_by
from spinney.money.states import BudgetState, ContributionKind, GrantState, InstalmentState

COST = Account.AccountKind.COST
OUT = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
GIVEN = (GrantState.APPROVED, GrantState.CLOSED)


@dataclass(frozen=True)
class LineTold:
    """A line of the budget in force: what was set for it, and what was spent on it, in pence."""

    title: str
    budget_pence: int
    spent_pence: int


@dataclass(frozen=True)
class MoneyTold:
    """Amounts in pence. `awarded` and `released` are of the programme's grants, None where there is
    none; `spent` is what the ledger has on accounts of cost, None while nothing is written in it.
    `hours` is unpaid time.
    """

    awarded_pence: int | None
    released_pence: int | None
    spent_pence: int | None
    income_pence: int | None
    lines: tuple[LineTold, ...]
    hours: Decimal
    things_pence: int


def money_told(cluster: clusters.Cluster, first: date, last: date) -> MoneyTold:
    """What a cluster received, spent and was given from a day to a day, both included; grants as
    they stand on the last day. Six queries.
    """
    given = Grant.objects.filter(cluster=cluster, state__in=GIVEN)
    awarded = given.aggregate(total=Sum("awarded_pence"))["total"]
    out = Instalment.objects.filter(
        grant__in=given, state__in=OUT, released_on__lte=last
    ).aggregate(total=Sum("pence"))["total"]
    spent, income = _ledger(cluster, first, last)
    hours, things = _unpaid(cluster, first, last)
    return MoneyTold(
        awarded, None if awarded is None else out or 0, spent, income,
        _lines(cluster, first, last), hours, things,
    )  # fmt: skip


def _ledger(cluster: clusters.Cluster, first: date, last: date) -> tuple[int | None, int | None]:
    """What was spent and what came in; a debit is positive, so income is turned round."""
    by_kind = balances_by(cluster, "kind", first=first, last=last)
    if not by_kind:
        return None, None
    kinds = Account.AccountKind
    return by_kind.get((kinds.COST,), 0), -by_kind.get((kinds.INCOME,), 0)


def _lines(cluster: clusters.Cluster, first: date, last: date) -> tuple[LineTold, ...]:
    lines = BudgetLine.objects.filter(budget__cluster=cluster, budget__state=BudgetState.IN_FORCE)
    # What was spent on a line stays with it when a new version of the budget copies it.
    by_line = balances_by(cluster, "budget_line_id", kind=COST, first=first, last=last)
    keys = dict(
        BudgetLine.objects.filter(pk__in=[pk for (pk,) in by_line if pk]).values_list("pk", "key")
    )
    spent: dict[UUID, int] = {}
    for (pk,), pence in by_line.items():
        if pk in keys:
            spent[keys[pk]] = spent.get(keys[pk], 0) + pence
    return tuple(
        LineTold(one.title, one.pence, spent.get(one.key, 0))
        for one in lines.order_by("position", "pk")
    )


def _unpaid(cluster: clusters.Cluster, first: date, last: date) -> tuple[Decimal, int]:
    rows = Contribution.objects.filter(
        cluster=cluster, removed_at=None, day__range=(first, last)
    ).aggregate(
        hours=Sum("hours", filter=Q(kind=ContributionKind.TIME)),
        things=Sum("value_pence", filter=Q(kind=ContributionKind.THINGS)),
    )
    return rows["hours"] or Decimal(0), rows["things"] or 0
