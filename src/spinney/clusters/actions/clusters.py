"""Making, changing, ending and reopening clusters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor, Role, Scope, cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.brand import contrast
from spinney.base.web.components.words import listed
from spinney.clusters import policies
from spinney.clusters.actions.facilitators import appoint_facilitator
from spinney.clusters.bridge.default_tiers import plant_default_tiers
from spinney.clusters.bridge.logo import drawn_again
from spinney.clusters.bridge.names import branded_name
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.events import clusters as news
from spinney.clusters.models import Cluster, Facilitator, Programme
from spinney.clusters.policies import clusters as rules
from spinney.clusters.states import ClusterState

LEAST_CONTRAST = 3.0
"""A colour that carries a cluster's brand must be told from white paper (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True)
class ClusterText:
    """What a cluster says of itself: as whoever runs it types it. An empty name is made from the
    programme's pattern.
    """

    name: str = ""
    place: str = ""
    theme: str = ""
    summary: str = ""
    colour: str = ""
    latitude: float | None = None
    longitude: float | None = None
    join_rule: str = Cluster.JoinRule.INVITED
    notice_to_leave_days: int = 0


WORDS = {
    "name": "name",
    "place": "place",
    "theme": "theme",
    "summary": "description",
    "colour": "colour",
    "latitude": "place on the map",
    "longitude": "place on the map",
    "join_rule": "how organisations join",
    "notice_to_leave_days": "notice to leave",
}


@transaction.atomic
def make_cluster(
    *, text: ClusterText, logo: File[Any] | None = None, by: Actor, now: datetime
) -> Cluster:
    """A cluster of its own, in no programme. Whoever makes it becomes its facilitator."""
    require(policies.MAY, "make_cluster", by=by, scope=SITE)
    cluster = _make(text, logo, programme=None, now=now)
    if by.person_id is not None:
        Facilitator.objects.create(
            cluster=cluster, person_id=by.person_id, starts_on=localdate(now)
        )
    scope = cluster_scope(cluster.pk)
    record("clusters.make_cluster", by=by, on=cluster, at=now, scope=scope, name=cluster.name)
    news.cluster_made.send(sender=Cluster, cluster=cluster, now=now, by=by)
    return cluster


@transaction.atomic
def add_cluster(
    *,
    programme: Programme,
    text: ClusterText,
    facilitator: str = "",
    logo: File[Any] | None = None,
    by: Actor,
    now: datetime,
) -> Cluster:
    """A cluster in a programme, named by its brand pattern. `facilitator` is the e-mail address of
    whoever is to help it along, if that is known.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "add_cluster", by=by, scope=scope)
    cluster = _make(text, logo, programme=programme, now=now)
    for book in (scope, cluster_scope(cluster.pk)):
        record("clusters.add_cluster", by=by, on=cluster, at=now, scope=book, name=cluster.name)
    if facilitator:
        # The maker runs the programme, and so this cluster from its first moment.
        runs_it = {cluster_scope(cluster.pk): frozenset({Role.PROGRAMME_MANAGER})}
        manager = Actor(by.label, by.person_id, roles={**by.roles, **runs_it})
        appoint_facilitator(cluster=cluster, email=facilitator, by=manager, now=now)
    news.cluster_made.send(sender=Cluster, cluster=cluster, now=now, by=by)
    return cluster


def _make(
    text: ClusterText, logo: File[Any] | None, *, programme: Programme | None, now: datetime
) -> Cluster:
    cluster = Cluster(programme=programme, made_at=now)
    _write(cluster, text)
    if logo is not None:
        cluster.logo = drawn_again(logo)
    cluster.save()
    if not tiers_of(cluster):
        plant_default_tiers(cluster)
    return cluster


def _write(cluster: Cluster, text: ClusterText) -> None:
    """Put what was typed on the row. Raises BadInput for a taken name or an unreadable colour."""
    programme = cluster.programme
    name = text.name or branded_name(programme, place=text.place, theme=text.theme)
    if programme is not None:
        same = programme.clusters.filter(name__iexact=name).exclude(pk=cluster.pk)
        rules.check_name_is_free(name, same.exists())
    _check_colour(text.colour)
    for field, value in vars(text).items():
        setattr(cluster, field, value)
    cluster.name = name


def _check_colour(colour: str) -> None:
    if not colour:
        return
    try:
        enough = contrast(colour, "#ffffff") >= LEAST_CONTRAST
    except ValueError as error:
        told = "Write the colour as six digits or letters from A to F, like #1f4d3a."
        raise BadInput(told, {"colour": [told]}) from error
    if not enough:
        told = "This colour is too light to be seen on white paper. Choose a darker one."
        raise BadInput(told, {"colour": [told]})


@transaction.atomic
def edit_cluster(
    *,
    cluster: Cluster,
    text: ClusterText,
    version: int | None = None,
    logo: File[Any] | None = None,
    drop_logo: bool = False,
    by: Actor,
    now: datetime,
) -> Cluster:
    """Change what a cluster says of itself.

    `version` is that of the row as the actor read it: raises ChangedMeanwhile, with what differs,
    when somebody else saved first.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "edit_cluster", by=by, scope=scope)
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    before = _as_text(cluster)
    check_unchanged(cluster, version, cluster.name)
    rules.check_notice_not_agreed(cluster, text.notice_to_leave_days)
    _write(cluster, text)
    after = _as_text(cluster)
    changed = [field for field in after if before[field] != after[field]]
    if drop_logo and not logo:
        cluster.logo = ""
    if logo is not None:
        cluster.logo = drawn_again(logo)
    cluster.version += 1
    cluster.save()
    what = list(dict.fromkeys(WORDS[field] for field in changed))
    what += ["logo"] if logo or drop_logo else []
    record(
        "clusters.edit_cluster", by=by, on=cluster, at=now, scope=scope,
        what=listed(what) or "nothing", version=cluster.version,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
    )  # fmt: skip
    return cluster


def _as_text(cluster: Cluster) -> dict[str, Any]:
    return {field: getattr(cluster, field) for field in WORDS}


@transaction.atomic
def end_cluster(*, cluster: Cluster, reason: str, by: Actor, now: datetime) -> Cluster:
    """The cluster has done its work, or will not go on. Everything stays to be read; nothing more
    is done in it until it is reopened.
    """
    return _become(cluster, ClusterState.ENDED, "clusters.end_cluster", reason, by=by, now=now)


@transaction.atomic
def reopen_cluster(*, cluster: Cluster, reason: str, by: Actor, now: datetime) -> Cluster:
    """The cluster goes on where it was."""
    return _become(cluster, ClusterState.ACTIVE, "clusters.reopen_cluster", reason, by=by, now=now)


def _become(
    cluster: Cluster, state: ClusterState, verb: str, reason: str, *, by: Actor, now: datetime
) -> Cluster:
    scope: Scope = cluster_scope(cluster.pk)
    require(policies.MAY, verb.rsplit(".", 1)[1], by=by, scope=scope)
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    rules.check_cluster_can_become(cluster, state)
    cluster.state = state
    cluster.version += 1
    cluster.save(update_fields=["state", "version"])
    record(
        verb, by=by, on=cluster, at=now, scope=scope, name=cluster.name, reason=reason,
        version=cluster.version,
    )  # fmt: skip
    ended = state == ClusterState.ENDED
    signal = news.cluster_ended if ended else news.cluster_reopened
    signal.send(sender=Cluster, cluster=cluster, now=now, by=by)
    return cluster
