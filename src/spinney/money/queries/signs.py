"""What the money room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.money.models import Budget, Grant, GrantReport, Instalment, SharedCost
from spinney.money.states import (
    BudgetState,
    CostState,
    GrantState,
    InstalmentState,
    ReportState,
)

OUT = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
WAS_APPROVED = (GrantState.APPROVED, GrantState.CLOSED)


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Budgets in force, grants applied for, approved and released, reports accepted, costs that
    members share. Five queries.
    """
    found: Signs = {one: [] for one in cluster_ids}
    in_force = Budget.objects.filter(
        cluster__in=found, state=BudgetState.IN_FORCE, in_force_on__lte=at
    )
    for one in in_force:
        assert one.in_force_on is not None  # noqa: S101 - asked for above
        url = reverse("money:budget", args=[one.cluster_id, one.pk])
        found[one.cluster_id].append(
            Sign("money.budget", one.in_force_on, f"“{one.title}” is in force", url)
        )
    _grants(found, at)
    reports = GrantReport.objects.filter(
        grant__cluster__in=found, state=ReportState.ACCEPTED, answered_at__date__lte=at
    ).select_related("grant")
    for report in reports:
        assert report.answered_at is not None  # noqa: S101 - asked for above
        cluster = report.grant.cluster_id
        url = reverse("money:grant", args=[cluster, report.grant_id])
        words = f"The report “{report.title}” was accepted"
        found[cluster].append(Sign("money.report", report.answered_at.date(), words, url))
    shared = SharedCost.objects.filter(cluster__in=found, agreed_on__lte=at).exclude(
        state__in=(CostState.DRAFT, CostState.ENDED)
    )
    for cost in shared:
        assert cost.agreed_on is not None  # noqa: S101 - asked for above
        url = reverse("money:shared-cost", args=[cost.cluster_id, cost.pk])
        words = f"You share the cost of “{cost.title}”"
        found[cost.cluster_id].append(Sign("money.shared", cost.agreed_on, words, url))
    return found


def _grants(found: Signs, at: date) -> None:
    grants = Grant.objects.filter(cluster__in=found, applied_at__date__lte=at)
    for one in grants:
        assert one.applied_at is not None  # noqa: S101 - asked for above
        url = reverse("money:grant", args=[one.cluster_id, one.pk])
        here = found[one.cluster_id]
        name = f"“{one.title}”"
        here.append(Sign("money.applied", one.applied_at.date(), f"{name} was applied for", url))
        if one.state in WAS_APPROVED and one.decided_at and one.decided_at.date() <= at:
            here.append(Sign("money.approved", one.decided_at.date(), f"{name} was approved", url))
    released = Instalment.objects.filter(
        grant__cluster__in=found, state__in=OUT, released_on__lte=at
    ).select_related("grant")
    for part in released:
        assert part.released_on is not None  # noqa: S101 - asked for above
        cluster = part.grant.cluster_id
        url = reverse("money:grant", args=[cluster, part.grant_id])
        words = f"Instalment {part.number} of “{part.grant.title}” was released"
        found[cluster].append(Sign("money.released", part.released_on, words, url, part.pence))
