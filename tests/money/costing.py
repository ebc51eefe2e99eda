"""Shared costs as tests have them: noted, shared and trued up through the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.money.actions.cost_sharing import share_budget, true_up_cost
from spinney.money.actions.costs import add_shared_cost
from spinney.money.bridge.costs import CostSaid
from spinney.money.models import CostShare, SharedCost
from tests.agreements.making import an_agreement, another_member
from tests.personas import NOON, Wood

DAYS = (date(2026, 4, 1), date(2027, 3, 31))
BEGUN = datetime(2026, 4, 1, 12, tzinfo=UTC)
"""A moment on the first of these days."""


def said(wood: Wood, **changes: Any) -> CostSaid:
    """IT support for a year, £1,000.01, of Birch and Maple."""
    members = [wood.organisations[name].pk for name in ("birch", "maple")]
    fields: dict[str, Any] = {
        "title": "IT support", "first_day": DAYS[0], "last_day": DAYS[1],
        "budget_pence": 100_001, "members": frozenset(members),
    }  # fmt: skip
    return CostSaid(**fields | changes)


def noted(wood: Wood, *, terms: dict[str, Any] | None = None, **changes: Any) -> SharedCost:
    """The same, as a draft; `terms` are what the members agreed on sharing costs."""
    if "maple" not in wood.organisations:
        another_member(wood, "maple")
    if terms:
        an_agreement(wood, terms=terms)
    return add_shared_cost(cluster=wood.cluster, said=said(wood, **changes), by=wood.ash, now=NOON)


def by_use(wood: Wood, units: dict[str, int] | None = None, **changes: Any) -> SharedCost:
    """A draft that is shared by use, with what each uses."""
    cost = noted(wood, terms={"cost_sharing": {"otherwise": "use"}}, unit="hours", **changes)
    for name, number in (units or {"birch": 30, "maple": 10}).items():
        share = share_of(cost, wood, name)
        share.units = number
        share.save()
    return cost


def agreed(wood: Wood, **changes: Any) -> SharedCost:
    """Shared as budgeted, in equal parts unless said."""
    return share_budget(cost=noted(wood, **changes), by=wood.ash, now=NOON)


def trued_up(wood: Wood, actual_pence: int = 90_000, **changes: Any) -> SharedCost:
    """Shared as it cost."""
    cost = agreed(wood, **changes)
    return true_up_cost(cost=cost, actual_pence=actual_pence, by=wood.ash, now=BEGUN)


def share_of(cost: SharedCost, wood: Wood, name: str) -> CostShare:
    rows = CostShare.objects.select_related("organisation", "cost__cluster")
    return rows.get(cost=cost, organisation=wood.organisations[name])


def parts(cost: SharedCost, field: str = "budget_pence") -> dict[str, int | None]:
    """Pence of each member by its name."""
    rows = CostShare.objects.filter(cost=cost).order_by("organisation__name")
    return dict(rows.values_list("organisation__name", field))
