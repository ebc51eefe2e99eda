"""Where clusters stand from mobilisation to realisation, as all their records say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.signs import Signs, together
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.diagnostics import api as diagnostics
from spinney.evaluation.engine.mar import Beside, Position, beside, position
from spinney.evaluation.models import PositionTaken
from spinney.evaluation.queries import signs as own
from spinney.money import api as money
from spinney.purchasing import api as purchasing
from spinney.workplans import api as workplans

LOOK_BACK = timedelta(days=28)
"""A cluster's position is set beside the one it had so long ago."""


def signs_of(cluster_ids: Collection[int], at: date) -> Signs:
    """Everything that the records of these clusters show until a day. About 25 queries, however
    many clusters.
    """
    rooms = (clusters, diagnostics, agreements, decisions, workplans, money, purchasing, own)
    return together(*(room.signs(cluster_ids, at) for room in rooms))


def positions_at(cluster_ids: Collection[int], at: date) -> dict[int, Position]:
    """Where each cluster stood on a day."""
    found = signs_of(cluster_ids, at)
    return {one: position(found.get(one, []), at) for one in cluster_ids}


@dataclass(frozen=True)
class Standing:
    """A cluster's position now and four weeks before, beside the others of its programme, and the
    positions that were kept, the newest first.
    """

    cluster: clusters.Cluster
    now: Position
    before: Position
    beside: tuple[Beside, ...]
    kept: list[PositionTaken]


def standing_of(cluster: clusters.Cluster, at: date) -> Standing:
    """Where a cluster stands. Whoever asks must have been let in before."""
    others = _others(cluster)
    found = signs_of([cluster.pk, *others], at)
    mine = position(found.get(cluster.pk, []), at)
    theirs = [position(found.get(one, []), at) for one in others]
    before = position(found.get(cluster.pk, []), at - LOOK_BACK)
    return Standing(cluster, mine, before, beside(mine, theirs), list(kept_of(cluster)[:24]))


def position_read(cluster: clusters.Cluster, at: date) -> Position:
    """Where one cluster stood on a day, without the others: for reports."""
    return positions_at([cluster.pk], at)[cluster.pk]


def kept_of(cluster: clusters.Cluster) -> QuerySet[PositionTaken]:
    """The positions that were kept, the newest first."""
    return PositionTaken.objects.filter(cluster=cluster).order_by("-on")


def clusters_in(programme: clusters.Programme) -> list[clusters.Cluster]:
    """The clusters of a programme that were begun, by name; those that ended too."""
    rows = clusters.Cluster.objects.filter(programme=programme)
    return list(rows.order_by("name", "pk"))


def side_by_side(
    by: Actor, programme: clusters.Programme, at: date
) -> list[tuple[clusters.Cluster, Position]]:
    """Every cluster of a programme where it stands, for those who run the programme: a facilitator
    sees the clusters that are hers.
    """
    ours = [one for one in clusters_in(programme) if _sees(by, one)]
    found = positions_at([one.pk for one in ours], at)
    return [(one, found[one.pk]) for one in ours]


def _sees(by: Actor, cluster: clusters.Cluster) -> bool:
    scope_ids = by.ids_of("cluster", Role.PROGRAMME_MANAGER, Role.FACILITATOR)
    return by.is_system or cluster.pk in scope_ids


def _others(cluster: clusters.Cluster) -> list[int]:
    if cluster.programme_id is None:
        return []
    rows = clusters.Cluster.objects.filter(programme=cluster.programme_id)
    return list(rows.exclude(pk=cluster.pk).values_list("pk", flat=True))
