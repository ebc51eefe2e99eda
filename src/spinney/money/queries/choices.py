"""What an entry can be about: funds, activities, lines of the budget and members of a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from spinney.clusters import api as clusters
from spinney.money.models import BudgetLine, Fund
from spinney.money.states import BudgetState
from spinney.workplans import api as workplans


@dataclass(frozen=True)
class Choices:
    """What there is to choose from, as (id, name), funds as they are."""

    funds: list[Fund]
    activities: list[tuple[int, str]]
    budget_lines: list[tuple[int, str]]
    organisations: list[tuple[int, str]]
    income_lines: frozenset[int] = frozenset()
    """Those of the lines that say what comes in."""

    def of_costs(self) -> Choices:
        """The same without the lines of what comes in."""
        costs = [one for one in self.budget_lines if one[0] not in self.income_lines]
        return replace(self, budget_lines=costs)


def open_funds(cluster: clusters.Cluster) -> list[Fund]:
    """The funds of a cluster that take entries, by name."""
    return list(Fund.objects.filter(cluster=cluster, closed_on=None).order_by("name"))


def keyed_cost_lines(cluster: clusters.Cluster) -> list[tuple[str, str]]:
    """The lines of costs of the budget in force, by the key that they have in every version."""
    rows = BudgetLine.objects.filter(
        budget__cluster=cluster, budget__state=BudgetState.IN_FORCE, budget__removed_at=None,
        pence__gte=0,
    ).order_by("position", "pk")  # fmt: skip
    return [(str(key), title) for key, title in rows.values_list("key", "title")]


def choices_for(cluster: clusters.Cluster, today: date) -> Choices:
    """Everything that an entry of a cluster can be about. Lines are those of the budget in force.
    Four queries.
    """
    activities = workplans.Activity.objects.filter(
        workplan__cluster=cluster, removed_at=None
    ).order_by("title")
    lines = list(
        BudgetLine.objects.filter(budget__cluster=cluster, budget__state=BudgetState.IN_FORCE)
        .order_by("position", "pk").values_list("pk", "title", "pence")
    )  # fmt: skip
    members = clusters.belongs(cluster, today)
    return Choices(
        open_funds(cluster),
        list(activities.values_list("pk", "title")),
        [(pk, title) for pk, title, _ in lines],
        sorted(
            ((one.organisation_id, one.organisation_name) for one in members),
            key=lambda one: one[1],
        ),
        frozenset(pk for pk, _, pence in lines if pence < 0),
    )
