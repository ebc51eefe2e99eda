"""Workplans as somebody may see them. Every read begins here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, QuerySet, Value, When
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.kernel.policy import may
from spinney.clusters import api as clusters
from spinney.workplans.bridge.following import VERB, plan_errand
from spinney.workplans.models import Activity, Baseline, Milestone, Objective, Workplan
from spinney.workplans.policies import plans as rules
from spinney.workplans.policies.plans import INSIDE, UNDO_DAYS
from spinney.workplans.states import PlanState

KEPT_FOR = timedelta(days=UNDO_DAYS)
NO_PLAN = "There is no workplan here yet."


def visible_to(by: Actor) -> QuerySet[Workplan]:
    """The plans of the clusters that somebody runs or is a member of; of no other."""
    rows = Workplan.objects.select_related("cluster")
    return rows if by.is_system else rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def plans_of(by: Actor, cluster_id: int) -> QuerySet[Workplan]:
    """The plans of a cluster: the one that has not ended, then the newest."""
    is_over = Case(When(state=PlanState.ENDED, then=Value(1)), default=Value(0))
    return visible_to(by).filter(cluster=cluster_id).order_by(is_over, "-starts_on", "-pk")


def plan_or_none(by: Actor, cluster_id: int) -> Workplan | None:
    """The plan that a cluster works by, or its last one; None before its first. One query."""
    return plans_of(by, cluster_id).first()


def plan_for(by: Actor, cluster_id: int) -> Workplan:
    """The same. Raises NotFound where there is none that the actor may see."""
    found = plan_or_none(by, cluster_id)
    if found is None:
        raise NotFound(NO_PLAN)
    return found


def plan_numbered(by: Actor, cluster_id: int, asked: str) -> Workplan:
    """The plan of a cluster that an address asks for by its number, an earlier one perhaps; the one
    in force where it asks for none. Raises NotFound.
    """
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return plan_for(by, cluster_id)
    found = plans_of(by, cluster_id).filter(pk=int(asked)).first()
    if found is None:
        raise NotFound("There is no such workplan here.")
    return found


def earlier_plans(by: Actor, plan: Workplan) -> list[Workplan]:
    """The other plans of the same cluster, the newest first. One query."""
    return list(plans_of(by, plan.cluster_id).exclude(pk=plan.pk))


def objectives_in(plan: Workplan) -> QuerySet[Objective]:
    """The objectives of a plan that were not taken out, in their order."""
    return plan.objectives.filter(removed_at=None).order_by("position", "pk")


def get_objective(by: Actor, cluster_id: int, pk: int) -> Objective:
    """One objective, also one that was taken out. Raises NotFound."""
    rows = Objective.objects.filter(workplan__in=visible_to(by).filter(cluster=cluster_id))
    found = rows.select_related("workplan__cluster").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such objective here.")
    return found


def baselines_of(plan: Workplan) -> list[Baseline]:
    """How a plan was kept, the first first. One query."""
    return list(plan.baselines.order_by("number"))


@dataclass(frozen=True)
class TakenOut:
    """Something that was taken out of a plan and can be brought back."""

    what: str
    verb: str
    pk: int
    title: str
    until: date


def taken_out(plan: Workplan, now: datetime) -> list[TakenOut]:
    """What can be brought back, the last first. Three queries."""
    since = now - KEPT_FOR
    kinds = (
        ("Objective", "restore-objective", Objective),
        ("Activity", "restore-activity", Activity),
        ("Milestone", "restore-milestone", Milestone),
    )
    found = [
        TakenOut(what, verb, one.pk, one.title, localdate(one.removed_at) + KEPT_FOR)
        for what, verb, table in kinds
        for one in table._default_manager.filter(workplan=plan, removed_at__gte=since)
        if one.removed_at is not None
    ]
    return sorted(found, key=lambda one: one.until, reverse=True)


# Plans in one's own calendar ----------------------------------------------------------------------


def follows(by: Actor, cluster: clusters.Cluster, now: datetime) -> bool:
    """Whether an actor has an address of the plan that works."""
    errand = plan_errand(cluster, by)
    live = TaskLink.objects.filter(verb=errand.verb, subject=errand.subject)
    return live.filter(revoked_at=None, expires_at__gt=now).exists()


def follower_of(secret: str, now: datetime, today: date) -> tuple[Actor, clusters.Cluster]:
    """Whose calendar asks, with the rights that she has today, and of which cluster. Raises
    NotFound for a made-up address, LinkEnded for one that was ended or whose holder no longer
    belongs there.
    """
    link = links.find(secret, now=now)
    if link.verb != VERB or link.person is None:
        raise NotFound("There is no such calendar. Copy the whole address.")
    actor = actor_for(link.person, today, link.organisation_id)
    kind, _, number = link.scope.partition(":")
    cluster = clusters.Cluster.objects.filter(pk=int(number)).first() if kind == "cluster" else None
    if cluster is None or not may(
        rules.MAY, "follow_workplan", by=actor, scope=cluster_scope(cluster.pk)
    ):
        raise LinkEnded("This calendar has ended, because you no longer belong to the cluster.")
    return actor, cluster
