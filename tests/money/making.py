"""Funds, budgets, grants and shared costs for tests, straight in the tables; whoever tests how they
come about uses the actions.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from spinney.clusters.models import Cluster
from spinney.money.models import (
    Budget,
    BudgetLine,
    Claim,
    Contribution,
    CostShare,
    Fund,
    Grant,
    Instalment,
    MicroGrantRound,
    RingFence,
    SharedCost,
)
from spinney.register.models import Organisation

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BY = "person:1"

_numbers = count(1)


def a_fund(cluster: Cluster, **changes: Any) -> Fund:
    """A restricted fund of the programme's funder."""
    fields: dict[str, Any] = {
        "name": "Programme grant", "funder": "The Meadow Trust", "made_at": NOON, "made_by": BY
    }  # fmt: skip
    return Fund.objects.create(cluster=cluster, **fields | changes)


def a_ring_fence(fund: Fund, **changes: Any) -> RingFence:
    """£1,000 for attendance."""
    fields: dict[str, Any] = {
        "name": "Attendance of small members", "amount_pence": 100_000,
        "remaining_pence": 100_000, "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return RingFence.objects.create(cluster=fund.cluster, fund=fund, **fields | changes)


def a_round(ring_fence: RingFence, **changes: Any) -> MicroGrantRound:
    """Micro-grants of up to £250."""
    fields: dict[str, Any] = {
        "title": "Small grants for small groups", "most_pence": 25_000,
        "closes_on": date(2026, 5, 29), "state": "open", "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return MicroGrantRound.objects.create(
        cluster=ring_fence.cluster, ring_fence=ring_fence, **fields | changes
    )


def a_budget(cluster: Cluster, lines: dict[str, int] | None = None, **changes: Any) -> Budget:
    """A budget of the year, with lines as {title: pence}."""
    fields: dict[str, Any] = {
        "number": next(_numbers), "title": "Budget of 2026", "first_day": YEAR[0],
        "last_day": YEAR[1], "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    found = Budget.objects.create(cluster=cluster, **fields | changes)
    for position, (title, pence) in enumerate((lines or {"Training": 500_000}).items()):
        BudgetLine.objects.create(budget=found, position=position, title=title, pence=pence)
    return found


def a_grant(cluster: Cluster, **changes: Any) -> Grant:
    """An application for £15,000."""
    fields: dict[str, Any] = {
        "title": "Working together in 2026", "asked_pence": 1_500_000, "made_at": NOON,
        "made_by": BY,
    }  # fmt: skip
    return Grant.objects.create(cluster=cluster, **fields | changes)


def an_instalment(grant: Grant, **changes: Any) -> Instalment:
    """The first part of a grant."""
    fields: dict[str, Any] = {"number": 1, "pence": 900_000}
    return Instalment.objects.create(grant=grant, **fields | changes)


def a_claim(cluster: Cluster, organisation: Organisation, **changes: Any) -> Claim:
    """What a member wants back for the first quarter."""
    fields: dict[str, Any] = {
        "number": next(_numbers), "first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31),
        "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return Claim.objects.create(cluster=cluster, organisation=organisation, **fields | changes)


def a_shared_cost(
    cluster: Cluster, members: list[Organisation] | None = None, **changes: Any
) -> SharedCost:
    """IT support for a year, £2,400."""
    fields: dict[str, Any] = {
        "title": "IT support", "kind": "IT support", "first_day": YEAR[0], "last_day": YEAR[1],
        "budget_pence": 240_000, "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    found = SharedCost.objects.create(cluster=cluster, **fields | changes)
    for one in members or []:
        CostShare.objects.create(
            cost=found, organisation=one, from_day=found.first_day, to_day=found.last_day
        )
    return found


def a_contribution(cluster: Cluster, organisation: Organisation, **changes: Any) -> Contribution:
    """A morning of unpaid time."""
    fields: dict[str, Any] = {
        "kind": "time", "what": "Wrote the joint bid", "day": DAY, "hours": 4, "made_at": NOON,
        "made_by": BY,
    }  # fmt: skip
    return Contribution.objects.create(
        cluster=cluster, organisation=organisation, **fields | changes
    )
