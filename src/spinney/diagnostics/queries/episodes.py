"""A facilitator's private log. Every read begins with the writer's own: nobody sees anybody else's,
and the system sees none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.playbook import playbook
from spinney.diagnostics.engine.playbook.contents import Moment, MomentKind
from spinney.diagnostics.engine.playbook.recurring import Overview, Seen, look_over
from spinney.diagnostics.models import Episode
from spinney.diagnostics.policies.playbook import UNDO_DAYS

NO_STAGE = "In no stage"


def _hers(actor: Actor) -> QuerySet[Episode]:
    if actor.person_id is None:
        return Episode.objects.none()
    return Episode.objects.filter(person_id=actor.person_id).select_related("cluster")


def episodes_of(actor: Actor) -> QuerySet[Episode]:
    """The actor's own log, the latest first; what she removed is left out."""
    return _hers(actor).filter(removed_at=None).order_by("-happened_on", "-pk")


def removed_episodes_of(actor: Actor, now: datetime) -> QuerySet[Episode]:
    """What she removed and can still bring back."""
    since = now - timedelta(days=UNDO_DAYS)
    return _hers(actor).filter(removed_at__gte=since).order_by("-removed_at")


def get_episode(actor: Actor, episode_id: int) -> Episode:
    """One of the actor's own, removed ones included. To anybody else there is none."""
    found = _hers(actor).filter(pk=episode_id).first()
    if found is None:
        raise NotFound("There is no such page, or it is not shared with you.")
    return found


def clusters_to_log(actor: Actor) -> QuerySet[clusters.Cluster]:
    """The clusters that the actor facilitates, by name."""
    mine = actor.ids_of("cluster", Role.FACILITATOR)
    return clusters.Cluster.objects.filter(pk__in=mine).order_by("name")


def title_of(what: str) -> str:
    """A moment's title by its key; the key itself for one that the playbook no longer has."""
    moment = playbook().moment_of.get(what)
    return moment.title if moment else what


def advice_on(what: str) -> Moment | None:
    """What the playbook says of a moment; None for one that it no longer has."""
    return playbook().moment_of.get(what)


def moments() -> list[tuple[MomentKind, Sequence[Moment]]]:
    """Every hard moment of the playbook, by kind."""
    every = playbook().moments
    return [(kind, [one for one in every if one.kind == kind]) for kind in MomentKind]


@dataclass(frozen=True)
class OverTime:
    """What a log shows over time. `names` are those of the clusters in it, by number."""

    overview: Overview
    names: Mapping[int, str]
    first: date | None
    count: int


def over_time(actor: Actor, today: date, cluster_id: int | None = None) -> OverTime:
    """What comes again in the actor's own log (of one cluster, or of all), and in which stage."""
    log = list(episodes_of(actor))
    if cluster_id is not None:
        log = [one for one in log if one.cluster_id == cluster_id]
    places = {one.cluster_id: one.cluster for one in log}
    stages = {key: _stages(cluster, today) for key, cluster in places.items()}
    seen = [
        Seen(one.what, one.happened_on, one.cluster_id, _stage(stages[one.cluster_id], one))
        for one in log
    ]
    names = {key: cluster.name for key, cluster in places.items()}
    first = min((one.happened_on for one in log), default=None)
    return OverTime(look_over(seen, today), names, first, len(log))


Spans = list[tuple[str, date, date | None]]


def _stages(cluster: clusters.Cluster, today: date) -> Spans:
    """The stages that a cluster was in: name, from when, until when (None for the present)."""
    moves = [visit.move for visit in clusters.position(cluster, today).visits]
    return [(move.stage.name, move.entered_on, move.left_on) for move in moves]


def _stage(spans: Spans, episode: Episode) -> str:
    on = episode.happened_on
    for name, since, until in spans:
        if since <= on and (until is None or on < until):
            return name
    return NO_STAGE
