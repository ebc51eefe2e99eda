"""Reading clusters, by who asks."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.prepared import prepared
from spinney.clusters.models import Cluster, Facilitator
from spinney.clusters.states import ClusterState, MembershipState

RUNS_IT = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
INSIDE = (*RUNS_IT, Role.MEMBER, Role.OBSERVER)


def visible_to(actor: Actor) -> QuerySet[Cluster]:
    """The clusters in which the actor is anything at all; the system sees every one."""
    if actor.is_system:
        return Cluster.objects.all()
    return Cluster.objects.filter(pk__in=actor.ids_of("cluster", *INSIDE))


def cluster_for(actor: Actor, cluster_id: int) -> Cluster:
    """One cluster, with its programme. Raises NotFound to whoever is nothing in it."""
    found = None
    if actor.is_system or cluster_id in actor.ids_of("cluster", *INSIDE):
        found = _by_key.first(pk=cluster_id)
    if found is None:
        raise NotFound("There is no such cluster, or it is not shared with you.")
    return found


@prepared
def _by_key(pk: int) -> QuerySet[Cluster]:
    return Cluster.objects.filter(pk=pk).select_related("programme")


def open_to_asking(actor: Actor) -> QuerySet[Cluster]:
    """Clusters that let organisations ask to join and in which the actor is nothing yet."""
    return (
        Cluster.objects.filter(join_rule=Cluster.JoinRule.ASK)
        .exclude(state=ClusterState.ENDED)
        .exclude(pk__in=actor.ids_of("cluster", *INSIDE))
        .select_related("programme")
        .order_by("name", "pk")
    )


def with_members(clusters: QuerySet[Cluster], on: date) -> QuerySet[Cluster]:
    """Each cluster with `n_members`: the organisations that count as members on the day."""
    counted = Q(memberships__state=MembershipState.ACTIVE, memberships__tier__is_member=True) & (
        Q(memberships__leaves_on=None) | Q(memberships__leaves_on__gt=on)
    )
    return clusters.annotate(n_members=Count("memberships", filter=counted, distinct=True))


def facilitators_of(cluster_id: int, on: date) -> QuerySet[Facilitator]:
    """Who helps the cluster along on the day, the longest-serving first."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return (
        Facilitator.objects.filter(in_force, cluster_id=cluster_id)
        .select_related("person")
        .order_by("starts_on", "pk")
    )


def runs(actor: Actor, cluster_id: int) -> bool:
    """Whether the actor runs the cluster."""
    return actor.is_system or cluster_id in actor.ids_of("cluster", *RUNS_IT)


def is_observer(actor: Actor, cluster_id: int) -> bool:
    """Whether the actor sees the cluster's page only: neither runs it nor is a member."""
    return not actor.is_system and cluster_id not in actor.ids_of("cluster", *RUNS_IT, Role.MEMBER)
