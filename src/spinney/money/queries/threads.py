"""What each activity of a plan may cost, and what was spent on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Coalesce

from spinney.clusters import api as clusters
from spinney.money.models import Account, BudgetLine, Posting
from spinney.money.states import BudgetState


@dataclass(frozen=True)
class Spent:
    """Of one activity, in pence: in the budget in force, and in the ledger."""

    budget_pence: int = 0
    spent_pence: int = 0


def spent_by_activity(cluster: clusters.Cluster) -> dict[int, Spent]:
    """By the primary key of each activity that has a budget or was paid for. Two queries."""
    budgeted = dict(
        BudgetLine.objects.filter(
            budget__cluster=cluster, budget__state=BudgetState.IN_FORCE, activity__isnull=False
        )
        .values_list("activity")
        .annotate(Sum("pence"))
        .order_by()
    )
    paid: defaultdict[int, int] = defaultdict(int)
    rows = (
        Posting.objects.filter(entry__cluster=cluster, account__kind=Account.AccountKind.COST)
        .annotate(on=Coalesce("activity", "budget_line__activity"))
        .filter(on__isnull=False)
        .values_list("on")
        .annotate(Sum("pence"))
        .order_by()
    )
    for activity, pence in rows:
        paid[activity] += pence
    every = {*budgeted, *paid}
    return {one: Spent(budgeted.get(one, 0), paid.get(one, 0)) for one in every}
