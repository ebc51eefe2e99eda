"""Rows of a workplan as they are now, held until the transaction ends. Whoever changes anything in
a plan holds the plan first, so that two who change it at once wait for each other.
"""

from __future__ import annotations

from datetime import date

from spinney.clusters import api as clusters
from spinney.workplans.models import Activity, Milestone, Objective, Workplan


def held_plan(plan_id: int) -> Workplan:
    """A plan, held."""
    rows = Workplan.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=plan_id)


def held_activity(activity: Activity) -> Activity:
    """An activity of a plan that is held."""
    plan = held_plan(activity.workplan_id)
    found = Activity.objects.select_related("organisation", "objective").get(pk=activity.pk)
    found.workplan = plan
    return found


def held_milestone(milestone: Milestone) -> Milestone:
    """A milestone of a plan that is held."""
    plan = held_plan(milestone.workplan_id)
    found = Milestone.objects.select_related("organisation", "activity__organisation").get(
        pk=milestone.pk
    )
    found.workplan = plan
    return found


def held_objective(objective: Objective) -> Objective:
    """An objective of a plan that is held."""
    plan = held_plan(objective.workplan_id)
    found = Objective.objects.get(pk=objective.pk)
    found.workplan = plan
    return found


def member_ids(cluster: clusters.Cluster, today: date) -> set[int]:
    """The organisations that can do something in a plan: all that belong."""
    return {one.organisation_id for one in clusters.belongs(cluster, today)}
