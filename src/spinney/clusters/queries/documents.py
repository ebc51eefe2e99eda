"""Documents of clusters and programmes, as far as the actor may read them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.prepared import prepared
from spinney.clusters.models import Cluster, Document, Programme
from spinney.clusters.policies.days import UNDO_DAYS

_INSIDE = (Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER)


def visible_to(actor: Actor) -> QuerySet[Document]:
    """Documents of the clusters and programmes that the actor is inside of, removed ones too."""
    if actor.is_system:
        return Document.objects.all()
    return Document.objects.filter(
        Q(cluster__in=actor.ids_of("cluster", *_INSIDE))
        | Q(programme__in=actor.ids_of("programme", *_INSIDE))
    )


def get_document(
    actor: Actor,
    document_id: int,
    *,
    cluster_id: int | None = None,
    programme_id: int | None = None,
) -> Document:
    """One document of a cluster or of a programme, removed ones included. Raises NotFound to
    outsiders.
    """
    of = Q(cluster_id=cluster_id or 0) | Q(programme_id=programme_id or 0)
    found = visible_to(actor).filter(of, pk=document_id)
    document = found.select_related("cluster", "programme").first()
    if document is None:
        raise NotFound("There is no such document, or it is not shared with you.")
    return document


def of_cluster(actor: Actor, cluster: Cluster) -> QuerySet[Document]:
    """What the cluster keeps, by title."""
    found = visible_to(actor).filter(cluster=cluster, removed_at=None)
    return found.order_by("title", "pk")


def first_of_cluster(actor: Actor, cluster_id: int) -> list[Document]:
    """The first eight that a cluster keeps, by title, for those inside of it."""
    if not (actor.is_system or cluster_id in actor.ids_of("cluster", *_INSIDE)):
        return []
    return _first(cluster=cluster_id)


@prepared
def _first(cluster: int) -> QuerySet[Document]:
    kept = Document.objects.filter(cluster=cluster, removed_at=None)
    return kept.order_by("title", "pk")[:8]


def of_programme(actor: Actor, programme: Programme) -> QuerySet[Document]:
    """What the programme gives to its clusters, by title."""
    found = visible_to(actor).filter(programme=programme, removed_at=None)
    return found.order_by("title", "pk")


def removed_from(actor: Actor, place: Cluster | Programme, now: datetime) -> QuerySet[Document]:
    """What was removed or replaced and can still be brought back, the latest first."""
    since = now - timedelta(days=UNDO_DAYS)
    where = {"cluster": place} if isinstance(place, Cluster) else {"programme": place}
    return visible_to(actor).filter(removed_at__gte=since, **where).order_by("-removed_at")
