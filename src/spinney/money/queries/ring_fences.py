"""Reading ring-fences and payments for attendance, by who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import get_current_timezone, localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.money.bridge.attendance import NotDue, counted, not_due
from spinney.money.models import AttendancePayment, AttendanceRate, Fund, Grant, RingFence
from spinney.money.policies.ledger import INSIDE
from spinney.money.policies.ringfences import FundRoom
from spinney.money.queries.balances import FundState, balance, fund_states
from spinney.money.queries.keeping import keeps
from spinney.money.queries.landing import paid_out, set_aside_by_fund
from spinney.money.states import AccrualState, GrantState


def visible_to(actor: Actor) -> QuerySet[RingFence]:
    """The ring-fences of the clusters whose money the actor sees."""
    rows = RingFence.objects.select_related("fund", "cluster")
    if actor.is_system:
        return rows
    return rows.filter(cluster__in=actor.ids_of("cluster", *INSIDE))


def get_ring_fence(actor: Actor, cluster_id: int, pk: int) -> RingFence:
    """One ring-fence. Raises NotFound."""
    found = visible_to(actor).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such ring-fence here.")
    return found


@dataclass(frozen=True)
class FenceRow:
    """A ring-fence and how it stands, in pence: `promised` is taken from it and not paid yet."""

    ring_fence: RingFence
    paid: int

    @property
    def promised(self) -> int:
        one = self.ring_fence
        return one.amount_pence - one.remaining_pence - self.paid


def fence_rows(actor: Actor, cluster: clusters.Cluster) -> list[FenceRow]:
    """The ring-fences of a cluster, open ones first. Three queries."""
    out = paid_out(cluster)
    rows = visible_to(actor).filter(cluster=cluster).order_by("closed_on", "name")
    found = [FenceRow(one, out.get(one.pk, 0)) for one in rows]
    return sorted(found, key=lambda one: one.ring_fence.closed_on is not None)


def room_of(fund: Fund) -> FundRoom:
    """What of a fund can still be set aside: what is left to spend of it, as the first page of the
    room tells, and what its grant was approved for and has not brought yet.
    """
    state = fund_states(fund.cluster).get(fund.pk, FundState())
    grants = Grant.objects.filter(fund=fund, state=GrantState.APPROVED)
    awarded = grants.aggregate(total=Sum("awarded_pence"))["total"] or 0
    brought = -balance(fund.cluster, account="grant_income", fund=fund)
    return FundRoom(
        came=state.promised + state.moved, promised=max(awarded - brought, 0) if awarded else 0,
        spent=state.spent, set_aside=set_aside_by_fund(fund.cluster).get(fund.pk, 0),
    )  # fmt: skip


def payments_for(
    actor: Actor, cluster: clusters.Cluster, today: date
) -> QuerySet[AttendancePayment]:
    """The payments of a cluster: all to whoever keeps the ledger, to a member its own."""
    rows = AttendancePayment.objects.filter(ring_fence__cluster=cluster).select_related(
        "ring_fence", "organisation", "meeting", "rate", "entry"
    )
    if not keeps(actor, cluster, today):
        rows = rows.filter(organisation=actor.organisation_id or 0)
    return rows


def chosen_payments(
    actor: Actor, cluster: clusters.Cluster, ids: list[str], today: date
) -> list[AttendancePayment]:
    """The payments that were ticked, of those that the actor sees."""
    known = [int(one) for one in ids if one.isdecimal() and len(one) < 19]
    return list(payments_for(actor, cluster, today).filter(pk__in=known))


def unpaid_of(ring_fence: RingFence, today: date) -> list[NotDue]:
    """Who came to meetings and is not paid for it, and why."""
    return not_due(counted(ring_fence, today))


def rates_of(ring_fence: RingFence) -> QuerySet[AttendanceRate]:
    """The rates of a ring-fence, the newest first, with the members chosen for each."""
    return ring_fence.rates.prefetch_related("organisations").order_by("-from_day", "-pk")


def get_rate(ring_fence: RingFence, pk: int) -> AttendanceRate:
    """One of its rates. Raises NotFound."""
    found = rates_of(ring_fence).filter(pk=pk).select_related("ring_fence__cluster").first()
    if found is None:
        raise NotFound("There is no such rate of this ring-fence.")
    return found


def running_rates(cluster: clusters.Cluster, on: date) -> QuerySet[RingFence]:
    """The open ring-fences of a cluster that pay for meetings of a day."""
    runs = Q(rates__to_day=None) | Q(rates__to_day__gte=on)
    return RingFence.objects.filter(
        runs, cluster=cluster, closed_on=None, rates__from_day__lte=on
    ).distinct()


def paid_in_a_day(cluster: clusters.Cluster, by: Actor, now: datetime) -> int:
    """What somebody has paid for attendance since the day began, in pence."""
    began = datetime.combine(localdate(now), time.min, tzinfo=get_current_timezone())
    rows = AttendancePayment.objects.filter(
        ring_fence__cluster=cluster, state=AccrualState.PAID, settled_by=by.label,
        settled_at__gte=began, settled_at__lte=now,
    )  # fmt: skip
    return rows.aggregate(total=Sum("pence"))["total"] or 0
