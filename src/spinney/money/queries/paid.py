"""What came to clusters and what they spent, for many of them at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Sum

from spinney.money.models import Account, Grant, Instalment, Posting
from spinney.money.states import GrantState, InstalmentState

OUT = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
GIVEN = (GrantState.APPROVED, GrantState.CLOSED)


@dataclass(frozen=True)
class Paid:
    """Of one cluster, in pence: awarded in grants of its programme, released of it, and spent as
    its ledger has it. None: nothing is written of it.
    """

    awarded_pence: int | None = None
    released_pence: int | None = None
    spent_pence: int | None = None


def awarded_to(cluster_ids: Collection[int]) -> dict[int, int]:
    """What was awarded in grants of its programme, in pence by cluster. One query."""
    given = Grant.objects.filter(cluster__in=cluster_ids, state__in=GIVEN)
    rows = given.order_by().values_list("cluster").annotate(total=Sum("awarded_pence"))
    return {cluster: total for cluster, total in rows if total is not None}


def paid_to(cluster_ids: Collection[int]) -> dict[int, Paid]:
    """What was awarded, released and spent, by cluster. Three queries."""
    given = Grant.objects.filter(cluster__in=cluster_ids, state__in=GIVEN)
    awarded = awarded_to(cluster_ids)
    released = dict(
        Instalment.objects.filter(grant__in=given, state__in=OUT)
        .order_by()
        .values_list("grant__cluster")
        .annotate(Sum("pence"))
    )
    spent = dict(
        Posting.objects.filter(
            entry__cluster__in=cluster_ids, account__kind=Account.AccountKind.COST
        )
        .order_by()
        .values_list("entry__cluster")
        .annotate(Sum("pence"))
    )
    return {
        one: Paid(
            awarded.get(one), released.get(one, 0) if one in awarded else None, spent.get(one)
        )
        for one in cluster_ids
    }
