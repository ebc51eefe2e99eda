"""A cluster's money as an evaluation report tells it: sums that every member sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from spinney.clusters import api as clusters
from spinney.money.models import Account, BudgetLine, Contribution, Grant, Instalment, Posting
from spinney.money.states import BudgetState, ContributionKind, GrantState, InstalmentState

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
    within = Q(entry__cluster=cluster, entry__day__range=(first, last))
    by_kind = dict(
        Posting.objects.filter(within).values_list("account__kind").annotate(Sum("pence"))
    )
    if not by_kind:
        return None, None
    return by_kind.get(Account.AccountKind.COST, 0), -by_kind.get(Account.AccountKind.INCOME, 0)


def _lines(cluster: clusters.Cluster, first: date, last: date) -> tuple[LineTold, ...]:
    lines = BudgetLine.objects.filter(budget__cluster=cluster, budget__state=BudgetState.IN_FORCE)
    # What was spent on a line stays with it when a new version of the budget copies it.
    spent = dict(
        Posting.objects.filter(
            entry__cluster=cluster, entry__day__range=(first, last),
            account__kind=Account.AccountKind.COST, budget_line__isnull=False,
        )
        .values_list("budget_line__key")
        .annotate(Sum("pence"))
    )  # fmt: skip
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
