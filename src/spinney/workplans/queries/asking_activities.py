"""What workplans ask of people on Home: to say how it goes, soon before and after the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters
from spinney.workplans.models import Activity, Milestone, Workplan
from spinney.workplans.policies.plans import INSIDE
from spinney.workplans.queries.activities import OPEN
from spinney.workplans.queries.plan_page import Shown, look_at
from spinney.workplans.states import PlanState

SOON = timedelta(days=14)
"""What is to be done within so many days is asked for."""
MINUTES = 1


@prepared
def _due(own: list[int], inside: list[int], states: list[str], until: date) -> QuerySet[Activity]:
    """`inside` are the clusters that she is a member of: who left one is asked for nothing more."""
    rows = Activity.objects.filter(
        organisation__in=own, workplan__cluster__in=inside, workplan__state=str(PlanState.AGREED),
        removed_at=None, state__in=states, ends_on__lte=until,
    )  # fmt: skip
    return rows.select_related("workplan__cluster", "organisation").order_by("ends_on", "pk")


@prepared
def _marks(own: list[int], inside: list[int], until: date) -> QuerySet[Milestone]:
    rows = Milestone.objects.filter(
        organisation__in=own, workplan__cluster__in=inside, workplan__state=str(PlanState.AGREED),
        removed_at=None, reached_on=None, due_on__lte=until,
    )  # fmt: skip
    return rows.select_related("workplan__cluster", "organisation").order_by("due_on", "pk")


@add_ask_source
def asked_of_plans(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say how what her organisation does goes. Two queries."""
    inside = sorted(actor.ids_of("cluster", *INSIDE))
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    if not inside or not own:
        return
    until, states = localdate(now) + SOON, sorted(map(str, OPEN))
    for one in _due(own=own, inside=inside, states=states, until=until):
        yield _ask(one, "note-progress", f"Say how it goes: {one.title}", one.ends_on)
    for mark in _marks(own=own, inside=inside, until=until):
        yield _ask(mark, "note-milestone", f"Say whether it is reached: {mark.title}", mark.due_on)


def _ask(one: Activity | Milestone, view: str, words: str, by_when: date | None) -> Ask:
    cluster, whose = one.workplan.cluster, one.organisation.name if one.organisation else ""
    address = reverse(f"workplans:{view}", args=[cluster.pk, one.pk])
    return Ask(
        words, address, minutes=MINUTES, organisation=whose, cluster=cluster.name,
        cluster_id=cluster.pk, by_when=by_when, waits=whose,
    )  # fmt: skip


@clusters.add_wait_source
def waits_of_plans(
    cluster: clusters.Cluster, today: date, runs_it: bool
) -> Iterator[clusters.Waiting]:
    """What those who run a cluster may want to look at in its plan: who needs help, what is behind
    its day and waits for nothing, and what somebody does who no longer belongs. Eight queries at
    most; one where there is no plan in force.
    """
    if not runs_it:
        return
    plans = Workplan.objects.filter(cluster=cluster, state=PlanState.AGREED)
    plan = plans.select_related("cluster").first()
    if plan is None:
        return
    look = look_at(Actor.system("waits"), plan, today)
    belong = {one.organisation_id for one in clusters.belongs(cluster, today)}
    for one in look.rows:
        if told := _told(one, belong):
            url = reverse("workplans:activity", args=[cluster.pk, one.pk])
            yield clusters.Waiting(one.who, f"“{one.title}” {told}", url)


def _told(one: Shown, belong: set[int]) -> str:
    """What is to be looked at of an activity; "" for nothing."""
    if one.needs_help:
        return "needs help"
    if one.standing.cannot_have:
        return "needs another way"
    if one.is_open and one.activity.organisation_id not in (None, *belong):
        return "is theirs to do, and they no longer belong to the cluster"
    if one.standing.late_days and not one.is_held_up:
        days = counted(one.standing.late_days, "day")
        return f"was planned to {day(one.activity.ends_on)}, {days} ago"
    return ""
