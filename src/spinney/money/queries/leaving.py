"""What is open with a member in money, for the page on which it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import money
from spinney.clusters import api as clusters
from spinney.money.models import AttendancePayment, Claim, MicroGrant
from spinney.money.queries.costs import own_shares
from spinney.money.states import AccrualState, ClaimState, MicroGrantState

READER = Actor.system("leaving")
OPEN_CLAIMS = (
    ClaimState.DRAFT, ClaimState.SENT, ClaimState.QUESTIONED, ClaimState.APPROVED, ClaimState.ASKED,
)  # fmt: skip
OPEN_GRANTS = (MicroGrantState.APPLIED, MicroGrantState.APPROVED, MicroGrantState.PAID)


@clusters.add_open_matters
def open_money(
    cluster: clusters.Cluster, organisation_id: int, at: date
) -> Iterator[clusters.OpenMatter]:
    """Shares not settled, claims not paid, micro-grants not reported, payments for coming that are
    due. Five queries.
    """
    yield from _shares(cluster, organisation_id)
    for claim in Claim.objects.filter(
        cluster=cluster, organisation=organisation_id, state__in=OPEN_CLAIMS, removed_at=None
    ):
        url = reverse("money:claim", args=[cluster.pk, claim.number])
        state = claim.get_state_display().lower()
        yield clusters.OpenMatter(f"Claim {claim.number}: {state}", url)
    for one in MicroGrant.objects.filter(
        round__cluster=cluster, organisation=organisation_id, state__in=OPEN_GRANTS
    ):
        url = reverse("money:micro-grant", args=[cluster.pk, one.pk])
        yield clusters.OpenMatter(f"A micro-grant: {one.get_state_display().lower()}", url)
    due = AttendancePayment.objects.filter(
        ring_fence__cluster=cluster, organisation=organisation_id,
        state__in=(AccrualState.DUE, AccrualState.APPROVED),
    )  # fmt: skip
    pence = sum(due.values_list("pence", flat=True))
    if pence:
        url = reverse("money:attendance-payments", args=[cluster.pk])
        yield clusters.OpenMatter(f"{money(pence)} for coming to meetings is not paid", url)


def _shares(cluster: clusters.Cluster, organisation_id: int) -> Iterator[clusters.OpenMatter]:
    for row in own_shares(READER, organisation_id):
        cost = row.share.cost
        if cost.cluster_id != cluster.pk or not row.open.net:
            continue
        net = row.open.net
        says = f"{money(net)} to be paid" if net > 0 else f"{money(-net)} to be paid back to it"
        url = reverse("money:shared-cost", args=[cluster.pk, cost.pk])
        yield clusters.OpenMatter(f"“{cost.title}”: {says}", url)
