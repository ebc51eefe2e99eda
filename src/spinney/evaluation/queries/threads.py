"""The unbroken chain, line by line: theme, decision, objective, activities, budget, spending."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import money as pounds
from spinney.clusters import api as clusters
from spinney.money import api as money
from spinney.workplans import api as workplans

NOTHING = Link("")


@dataclass(frozen=True)
class Thread:
    """One objective with everything before and after it, each with the page that shows it."""

    theme: Link
    decision: Link
    objective: Link
    activities: str
    budget: Link
    spent: Link


def threads_of(by: Actor, cluster: clusters.Cluster) -> list[Thread]:
    """The threads of a cluster's plan. Whoever asks must have been let in before. Five queries."""
    spent = money.spent_by_activity(cluster)
    return [_thread(cluster, one, spent) for one in workplans.objectives_told(cluster)]


def _thread(
    cluster: clusters.Cluster, one: workplans.ObjectiveTold, spent: dict[int, money.Spent]
) -> Thread:
    found = [spent[activity] for activity in one.activity_ids if activity in spent]
    budget, paid = sum(s.budget_pence for s in found), sum(s.spent_pence for s in found)
    here = [cluster.pk]
    decision = NOTHING
    if one.decision_number is not None:
        url = reverse("decisions:decision", args=[cluster.pk, one.decision_number])
        decision = Link(f"Decision {one.decision_number}", url)
    return Thread(
        Link(one.theme, reverse("diagnostics:themes", args=here)) if one.theme else NOTHING,
        decision,
        Link(one.title, reverse("workplans:workplan", args=here)),
        f"{one.done} of {one.of} done" if one.of else "None yet",
        Link(pounds(budget), reverse("money:budgets", args=here)) if budget else NOTHING,
        Link(pounds(paid), _entries(cluster, one.activity_ids)) if paid else NOTHING,
    )


def _entries(cluster: clusters.Cluster, activity_ids: tuple[int, ...]) -> str:
    """The entries of what was spent on these activities."""
    return money.trail(cluster.pk, activity_id=activity_ids, kind="cost")
