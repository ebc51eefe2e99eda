"""What the clusters room tells base when it starts: which roles a person has in which cluster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor, add_role_source
from spinney.base.kernel.actors import Role, Scope, cluster_scope, programme_scope
from spinney.clusters.models import Cluster, Facilitator, Manager, Membership
from spinney.clusters.states import MembershipState


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


@add_role_source
def personal_roles(
    person: Person, acting_for: ActingFor | None, on: date
) -> Iterator[tuple[Scope, Role]]:
    """Facilitators and programme managers: roles that go with the person, whoever she acts for."""
    mine = _in_force(on) & Q(person=person)
    for cluster_id in Facilitator.objects.filter(mine).values_list("cluster_id", flat=True):
        yield cluster_scope(cluster_id), Role.FACILITATOR
    programmes = set(Manager.objects.filter(mine).values_list("programme_id", flat=True))
    for programme_id in programmes:
        yield programme_scope(programme_id), Role.PROGRAMME_MANAGER
    if programmes:
        in_them = Cluster.objects.filter(programme_id__in=programmes)
        for cluster_id in in_them.values_list("pk", flat=True):
            yield cluster_scope(cluster_id), Role.PROGRAMME_MANAGER


@add_role_source
def member_roles(
    person: Person, acting_for: ActingFor | None, on: date
) -> Iterator[tuple[Scope, Role]]:
    """Roles that follow from the membership of the organisation acted for, by its tier."""
    if acting_for is None or Role.REPRESENTATIVE not in acting_for.roles:
        return
    memberships = Membership.objects.filter(
        organisation_id=acting_for.organisation_id, state=MembershipState.ACTIVE
    ).select_related("tier")
    for membership in memberships:
        scope = cluster_scope(membership.cluster_id)
        yield scope, Role.MEMBER if membership.tier.may_see else Role.OBSERVER
        if membership.tier.may_vote and Role.VOTER in acting_for.roles:
            yield scope, Role.VOTER
