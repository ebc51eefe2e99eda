"""The first page of the money room: what there is, of which fund, and where it opens to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.money.models import (
    Account,
    AttendancePayment,
    BankLine,
    Fund,
    MicroGrant,
    RingFence,
)
from spinney.money.queries.balances import DUE, NONE, FundState, balances_by, fund_states
from spinney.money.queries.keeping import keeps
from spinney.money.queries.trails import trail
from spinney.money.states import AccrualState, BankLineState, MicroGrantState

Kind = Account.AccountKind


@dataclass(frozen=True)
class FundRow:
    """One fund (None: money of no fund) and how it stands, in pence: `set_aside` is what
    ring-fences keep of it and have not paid out.
    """

    fund: Fund | None
    state: FundState
    set_aside: int
    cluster_id: int

    @property
    def name(self) -> str:
        return self.fund.name if self.fund else "No fund in particular"

    @property
    def free(self) -> int:
        return self.state.left - self.set_aside

    @property
    def is_overspent(self) -> bool:
        """Whether more was spent of it than came in."""
        return self.state.left < 0

    @property
    def gave(self) -> int:
        """What it gave to other funds."""
        return -self.state.moved

    def _trail(self, **more: object) -> str:
        return trail(self.cluster_id, fund=self.fund or NONE, **more)

    @property
    def received_url(self) -> str:
        if self.state.due:  # what is only promised is income as well, so the bank tells
            return self.bank_url
        return self._trail(kind=(str(Kind.INCOME), str(Kind.FUNDS)))

    @property
    def due_url(self) -> str:
        return self._trail(account=DUE)

    @property
    def spent_url(self) -> str:
        return self._trail(kind=str(Kind.COST))

    @property
    def bank_url(self) -> str:
        return self._trail(account="bank")


@dataclass(frozen=True)
class MoneyNow:
    """Everything that the first page tells."""

    rows: list[FundRow]
    bank: int
    grants_due: int
    members_due: int
    members_owed: int
    open_lines: int
    payments_due: int
    keeps: bool

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def received(self) -> int:
        return sum(one.state.received for one in self.rows)

    @property
    def due(self) -> int:
        return sum(one.state.due for one in self.rows)

    @property
    def spent(self) -> int:
        return sum(one.state.spent for one in self.rows)

    @property
    def set_aside(self) -> int:
        return sum(one.set_aside for one in self.rows)

    @property
    def free(self) -> int:
        return sum(one.free for one in self.rows)


def money_now(actor: Actor, cluster: clusters.Cluster, today: date) -> MoneyNow:
    """How a cluster's money stands. A number of queries that does not grow with it."""
    states = fund_states(cluster)
    aside = set_aside_by_fund(cluster)
    funds = list(Fund.objects.filter(cluster=cluster).select_related("holder").order_by("name"))
    rows = [
        FundRow(one, states.get(one.pk, FundState()), aside.get(one.pk, 0), cluster.pk)
        for one in funds
    ]
    if None in states:
        rows.append(FundRow(None, states[None], 0, cluster.pk))
    by_account = balances_by(cluster, "account")
    kept = keeps(actor, cluster, today)
    return MoneyNow(
        rows, by_account.get(("bank",), 0), by_account.get(("grant_due",), 0),
        by_account.get(("member_due",), 0), -by_account.get(("member_owed",), 0),
        _open_lines(cluster) if kept else 0, _payments_due(cluster) if kept else 0, kept,
    )  # fmt: skip


def _open_lines(cluster: clusters.Cluster) -> int:
    return BankLine.objects.filter(cluster=cluster, state=BankLineState.OPEN).count()


def _payments_due(cluster: clusters.Cluster) -> int:
    waiting = (AccrualState.DUE, AccrualState.APPROVED)
    return AttendancePayment.objects.filter(ring_fence__cluster=cluster, state__in=waiting).count()


def paid_out(cluster: clusters.Cluster) -> dict[int, int]:
    """What was paid from each ring-fence, by its id, in pence. Two queries."""
    found: dict[int, int] = {}
    attended = AttendancePayment.objects.filter(
        ring_fence__cluster=cluster, state=AccrualState.PAID
    ).order_by()
    for pk, pence in attended.values_list("ring_fence").annotate(total=Sum("pence")):
        found[pk] = found.get(pk, 0) + pence
    given = MicroGrant.objects.filter(
        round__cluster=cluster, state__in=(MicroGrantState.PAID, MicroGrantState.REPORTED)
    ).order_by()
    for pk, pence in given.values_list("round__ring_fence").annotate(total=Sum("given_pence")):
        found[pk] = found.get(pk, 0) + (pence or 0)
    return found


def set_aside_by_fund(cluster: clusters.Cluster) -> dict[int, int]:
    """What ring-fences keep of each fund and have not paid out, in pence."""
    out = paid_out(cluster)
    found: dict[int, int] = {}
    rows = RingFence.objects.filter(cluster=cluster)
    for one in rows.filter(Q(closed_on=None) | Q(remaining_pence=0)):
        kept = max(one.amount_pence - out.get(one.pk, 0), 0)
        found[one.fund_id] = found.get(one.fund_id, 0) + kept
    return found
