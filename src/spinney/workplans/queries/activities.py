"""Activities and milestones as somebody may see them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.register import api as register
from spinney.workplans.models import Activity, Dependency, Milestone, ProgressNote, Workplan
from spinney.workplans.queries.plans import visible_to
from spinney.workplans.states import ActivityState, PlanState

OPEN = (ActivityState.PLANNED, ActivityState.UNDER_WAY, ActivityState.HELP)
FOR_ALL = "All together"
LATE_AGAIN_DAYS = 7


def activities_of(by: Actor, cluster_id: int) -> QuerySet[Activity]:
    """The activities of a cluster's plans, those that were taken out too."""
    rows = Activity.objects.filter(workplan__in=visible_to(by).filter(cluster=cluster_id))
    return rows.select_related("workplan__cluster", "organisation", "objective")


def get_activity(by: Actor, cluster_id: int, pk: int) -> Activity:
    """One activity, also one that was taken out. Raises NotFound."""
    found = activities_of(by, cluster_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such activity here.")
    return found


def get_dependency(activity: Activity, pk: int) -> Dependency:
    """One thing that an activity waits for. Raises NotFound."""
    rows = activity.waits_on.select_related("activity__workplan__cluster", "on_activity", "on_bid")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("It does not wait for this any more.")
    return found


def notes_on(activity: Activity) -> QuerySet[ProgressNote]:
    """What was said of how an activity goes, the newest first."""
    return activity.notes.select_related("organisation").order_by("-at", "-pk")


def milestones_of(by: Actor, cluster_id: int) -> QuerySet[Milestone]:
    """The milestones of a cluster's plans, those that were taken out too."""
    rows = Milestone.objects.filter(workplan__in=visible_to(by).filter(cluster=cluster_id))
    return rows.select_related("workplan__cluster", "organisation", "activity__organisation")


def get_milestone(by: Actor, cluster_id: int, pk: int) -> Milestone:
    """One milestone, also one that was taken out. Raises NotFound."""
    found = milestones_of(by, cluster_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such milestone here.")
    return found


def live_milestones(plan: Workplan) -> QuerySet[Milestone]:
    """The milestones of a plan that were not taken out, nor their activities; soonest first."""
    rows = plan.milestones.filter(removed_at=None, activity__removed_at=None)
    return rows.select_related("organisation", "activity__organisation").order_by("due_on", "pk")


def mine(by: Actor) -> Q:
    """What somebody's organisation does."""
    return Q(organisation__in=by.ids_of("organisation", Role.REPRESENTATIVE))


def who_can_do(cluster: clusters.Cluster) -> list[register.Organisation]:
    """The organisations that can do something: all that belong, by name. Three queries."""
    ids = [one.organisation_id for one in clusters.belongs(cluster)]
    return list(register.Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def names_in(organisations: list[register.Organisation], on: date) -> list[str]:
    """Who represents these organisations on a day, by name, to be chosen from. One query."""
    found = register.representatives_of([one.pk for one in organisations], on)
    return sorted({one.person.name for one in found if one.person.name})


# By a link ----------------------------------------------------------------------------------------


def _number(by: Actor, kind: str) -> int:
    """The id in the subject of the pass of whoever comes by a link."""
    label, _, number = (by.pass_.subject if by.pass_ else "").partition(":")
    return int(number) if label == kind and number.isdigit() else 0


def activity_by_link(by: Actor) -> Activity:
    """The activity of a link. Raises NotFound where it is no longer in a plan."""
    rows = Activity.objects.select_related("workplan__cluster", "organisation", "objective")
    found = rows.filter(pk=_number(by, Activity._meta.label), removed_at=None).first()
    if found is None:
        raise NotFound("This is not in the workplan any more, so there is nothing to say.")
    return found


def milestone_by_link(by: Actor) -> Milestone:
    """The milestone of a link. Raises NotFound where it is no longer in a plan."""
    rows = Milestone.objects.select_related(
        "workplan__cluster", "organisation", "activity__organisation"
    )
    found = rows.filter(pk=_number(by, Milestone._meta.label), removed_at=None).first()
    if found is None:
        raise NotFound("This is not in the workplan any more, so there is nothing to say.")
    return found


def activity_link_stands(link: TaskLink) -> bool:
    """Whether it still matters how an activity goes, so that a new link may be sent."""
    try:
        found = activity_by_link(actor_of(link))
    except NotFound:
        return False
    return found.state in OPEN and found.workplan.state == PlanState.AGREED


def milestone_link_stands(link: TaskLink) -> bool:
    """Whether a milestone is still to be reached."""
    try:
        found = milestone_by_link(actor_of(link))
    except NotFound:
        return False
    return found.reached_on is None and found.workplan.state == PlanState.AGREED


# What the site does by itself ---------------------------------------------------------------------


def activities_to_remind(today: date, days_before: int) -> list[Activity]:
    """What is to be done within some days, and nobody was reminded of; and, once more, what was
    to be done a week ago and was not asked about since its day.
    """
    rows = Activity.objects.filter(
        workplan__state=PlanState.AGREED, removed_at=None, state__in=OPEN
    )
    found = rows.filter(_due("ends_on", today, days_before))
    return list(found.select_related("workplan__cluster", "organisation").order_by("pk"))


def milestones_to_remind(today: date, days_before: int) -> list[Milestone]:
    """The same of milestones."""
    rows = Milestone.objects.filter(
        workplan__state=PlanState.AGREED, removed_at=None, activity__removed_at=None,
        reached_on=None,
    )  # fmt: skip
    found = rows.filter(_due("due_on", today, days_before))
    return list(found.select_related("workplan__cluster", "organisation").order_by("pk"))


def _due(field: str, today: date, days_before: int) -> Q:
    soon, past = today + timedelta(days=days_before), today - timedelta(days=LATE_AGAIN_DAYS)
    first = Q(reminded_on=None, **{f"{field}__lte": soon})
    again = Q(reminded_on__lte=F(field), **{f"{field}__lte": past})
    return first | again
