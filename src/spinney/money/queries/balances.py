"""What the ledger adds up to. Amounts as the ledger keeps them: above nought a debit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from spinney.base.record.prepared import prepared
from spinney.clusters import api as clusters
from spinney.money.models import Account, Balance, Fund, Posting

Kind = Account.AccountKind
_FIELDS: Mapping[str, str] = {
    "account": "account__code",
    "kind": "account__kind",
    "fund": "fund_id",
    "activity_id": "activity_id",
    "budget_line_id": "budget_line_id",
    "organisation_id": "organisation_id",
    "month": "month",
}
"""What can be added up by."""
DUE = ("grant_due", "member_due")
"""The accounts of what is owed to the cluster and has not come in."""
NONE = 0
"""As a filter: lines that have no fund, activity, line or organisation at all."""


def balance(
    cluster: clusters.Cluster, *, account: str | Iterable[str] | None = None,
    fund: Fund | int | None = None, activity_id: int | None = None,
    budget_line_id: int | None = None, organisation_id: int | None = None,
    first: date | None = None, last: date | None = None,
) -> int:  # fmt: skip
    """What the lines of a cluster add up to in pence, of an account (by its code, or several), a
    fund, an activity, a line of the budget or an organisation, from a day to a day, both included.
    One query; without days from what is kept with each entry, however many entries there are.
    """
    codes = None if account is None else [account] if isinstance(account, str) else list(account)
    more: dict[str, Any] = {
        "activity_id": activity_id, "budget_line_id": budget_line_id,
        "organisation_id": organisation_id, "first": first, "last": last,
    }  # fmt: skip
    if codes is not None and fund and all(one is None for one in more.values()):
        key = fund.pk if isinstance(fund, Fund) else fund
        return int(next(iter(_of_fund(cluster=cluster.pk, codes=codes, fund=key)), 0))
    rows = _rows(cluster, account=codes, fund=fund, **more)
    return int(rows.aggregate(total=Sum("pence"))["total"] or 0)


@prepared
def _of_fund(cluster: int, codes: list[str], fund: int) -> QuerySet[Balance, int]:
    """What pages ask most: what is kept of some accounts of a fund; no row where nothing is."""
    rows = Balance.objects.filter(account__cluster=cluster, account__code__in=codes, fund=fund)
    summed = rows.order_by().values("fund").annotate(total=Sum("pence"))
    return summed.values_list("total", flat=True)


def balances_by(
    cluster: clusters.Cluster, *dimensions: str, **filters: Any
) -> dict[tuple[Any, ...], int]:
    """The same, by one or more of account (its code), kind (of account), fund, activity_id,
    budget_line_id, organisation_id and month (its first day): the values in the order asked ->
    pence. `filters` are those of `balance`, and `kind`. What adds up to nought is left out. One
    query.
    """
    fields = [_FIELDS[one] for one in dimensions]
    rows = _rows(cluster, by_month="month" in dimensions, **filters)
    if "month" in dimensions:
        rows = rows.annotate(month=TruncMonth("entry__day"))
    summed = rows.order_by().values_list(*fields).annotate(total=Sum("pence"))
    return {tuple(row[:-1]): int(row[-1]) for row in summed if row[-1]}


def _rows(
    cluster: clusters.Cluster, *, account: str | Iterable[str] | None = None,
    first: date | None = None, last: date | None = None, by_month: bool = False,
    **places: Any,
) -> QuerySet[Any]:  # fmt: skip
    """The rows to add up: what is kept, or the lines themselves where days matter."""
    rows: QuerySet[Any]
    if first is None and last is None and not by_month:
        rows = Balance.objects.filter(account__cluster=cluster)
    else:
        rows = Posting.objects.filter(entry__cluster=cluster)
        if first is not None:
            rows = rows.filter(entry__day__gte=first)
        if last is not None:
            rows = rows.filter(entry__day__lte=last)
    if account is not None:
        codes = [account] if isinstance(account, str) else list(account)
        rows = rows.filter(account__code__in=codes)
    for name, value in places.items():
        if value is not None:
            rows = rows.filter(**_where(name, value))
    return rows


def _where(name: str, value: Any) -> dict[str, Any]:
    value = value.pk if isinstance(value, Fund) else value
    if name != "kind" and value == NONE:
        return {f"{_FIELDS[name]}__isnull": True}
    return {_FIELDS[name]: value}


def received(cluster: clusters.Cluster, **filters: Any) -> int:
    """What came in, in pence: all income accounts. `filters` as for `balance`."""
    return -sum(balances_by(cluster, "kind", kind=str(Kind.INCOME), **filters).values())


def spent(cluster: clusters.Cluster, **filters: Any) -> int:
    """What was spent, in pence: all cost accounts. `filters` as for `balance`."""
    return sum(balances_by(cluster, "kind", kind=str(Kind.COST), **filters).values())


@dataclass(frozen=True)
class FundState:
    """How a fund stands, in pence: what came in (income, and what it began with, without what is
    only owed), what was spent, what of it lies in the bank, what other funds gave it (below nought:
    it gave), and what is still to come (released of a grant, or owed by members).
    """

    received: int = 0
    spent: int = 0
    bank: int = 0
    moved: int = 0
    due: int = 0

    @property
    def promised(self) -> int:
        """What came in and what is still to come."""
        return self.received + self.due

    @property
    def left(self) -> int:
        return self.promised + self.moved - self.spent


def fund_states(cluster: clusters.Cluster) -> dict[int | None, FundState]:
    """How each fund of a cluster stands, by its id; None: money of no fund. One query.

    What another fund gave is what its lines do not add up to nought by: a move between funds is the
    only entry in which one fund's lines may not.
    """
    sums = balances_by(cluster, "fund", "kind", "account")
    found: dict[int | None, dict[str, int]] = {}
    for (fund, kind, account), pence in sums.items():
        one = found.setdefault(
            fund, dict.fromkeys(("received", "spent", "bank", "moved", "due"), 0)
        )
        one["moved"] += pence
        if kind in (Kind.INCOME, Kind.FUNDS):
            one["received"] -= pence
        if kind == Kind.COST:
            one["spent"] += pence
        if account == "bank":
            one["bank"] += pence
        if account in DUE:
            one["due"] += pence
            one["received"] -= pence
    return {fund: FundState(**one) for fund, one in found.items()}
