"""Successes of a cluster, as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, Cheer, Success
from spinney.workplans.policies.plans import INSIDE, UNDO_DAYS
from spinney.workplans.policies.successes import may_change


def visible_to(by: Actor) -> QuerySet[Success]:
    """The successes of clusters in which somebody is inside."""
    found = Success.objects.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    cheers = Cheer.objects.select_related("organisation").order_by("at", "pk")
    return found.select_related("cluster", "organisation", "activity").prefetch_related(
        Prefetch("cheers", queryset=cheers)
    )


def successes_in(by: Actor, cluster_id: int) -> QuerySet[Success]:
    """Those of a cluster that were not taken out, the newest first. Two queries."""
    found = visible_to(by).filter(cluster=cluster_id, removed_at=None)
    return found.order_by("-happened_on", "-pk")


def get_success(by: Actor, cluster_id: int, pk: int) -> Success:
    """One, taken out or not. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such success, or it is not shared with you.")
    return found


def taken_out(by: Actor, cluster_id: int, now: datetime) -> list[Success]:
    """Those that somebody can still bring back."""
    since = now - timedelta(days=UNDO_DAYS)
    rows = visible_to(by).filter(cluster=cluster_id, removed_at__gte=since)
    return [one for one in rows if may_change(by, one)]


def _belong(cluster: clusters.Cluster, today: date) -> list[Organisation]:
    """The organisations that belong to a cluster, by name. Two queries."""
    ids = [one.organisation_id for one in clusters.belongs(cluster, today)]
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def own_member(by: Actor, cluster: clusters.Cluster, today: date) -> Organisation | None:
    """The organisation for which somebody speaks in a cluster; the one she acts for, of several."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    mine = [one for one in _belong(cluster, today) if one.pk in own] if own else []
    return next((one for one in mine if one.pk == by.organisation_id), mine[0] if mine else None)


def to_choose(
    by: Actor, cluster: clusters.Cluster, today: date
) -> tuple[list[Organisation], list[Activity]]:
    """The organisations of which somebody may tell, and the activities it can be about."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    runs = cluster.pk in by.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    activities = Activity.objects.filter(workplan__cluster=cluster, removed_at=None)
    return (
        [one for one in _belong(cluster, today) if runs or one.pk in own],
        list(activities.select_related("workplan").order_by("title", "pk")),
    )


@dataclass(frozen=True)
class Told:
    """A success as its list shows it: who said "well done", and whether one's own did."""

    success: Success
    cheers: tuple[str, ...]
    own_said: bool
    can_change: bool


def told(by: Actor, rows: list[Success], own: Organisation | None) -> list[Told]:
    """Rows as they are shown. No query: cheers were fetched with them."""
    return [
        Told(
            one, tuple(cheer.organisation.name for cheer in one.cheers.all()),
            own is not None and any(c.organisation_id == own.pk for c in one.cheers.all()),
            may_change(by, one),
        )
        for one in rows
    ]  # fmt: skip
