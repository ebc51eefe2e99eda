"""What the clusters room tells base when it starts: which roles a person has in which cluster and
programme, how its record is told, and when a cluster was last active.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor, add_role_source
from spinney.base.kernel.actors import Role, Scope, cluster_scope, programme_scope
from spinney.base.record.models import Entry
from spinney.base.record.timeline import tell
from spinney.clusters import events
from spinney.clusters.models import Cluster, Facilitator, Manager, Membership
from spinney.clusters.states import MembershipState


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


@add_role_source
def personal_roles(
    person: Person, acting_for: ActingFor | None, on: date
) -> Iterator[tuple[Scope, Role]]:
    """Facilitators and programme managers: roles that go with the person, whoever she acts for.

    A facilitator is one in the programme of her cluster too, where the table lets her read.
    """
    mine = _in_force(on) & Q(person=person)
    helped = Facilitator.objects.filter(mine).values_list("cluster_id", "cluster__programme_id")
    for cluster_id, programme_id in helped:
        yield cluster_scope(cluster_id), Role.FACILITATOR
        if programme_id:
            yield programme_scope(programme_id), Role.FACILITATOR
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
    """Roles that follow from the membership of the organisation acted for, by its tier; in the
    cluster's programme too, where the table lets members read.
    """
    if acting_for is None or Role.REPRESENTATIVE not in acting_for.roles:
        return
    memberships = Membership.objects.filter(
        organisation_id=acting_for.organisation_id, state=MembershipState.ACTIVE
    ).select_related("tier", "cluster")
    for membership in memberships:
        scope = cluster_scope(membership.cluster_id)
        belongs = Role.MEMBER if membership.tier.may_see else Role.OBSERVER
        yield scope, belongs
        if membership.cluster.programme_id:
            yield programme_scope(membership.cluster.programme_id), belongs
        if membership.tier.may_vote and Role.VOTER in acting_for.roles:
            yield scope, Role.VOTER


@receiver(post_save, sender=Entry)
def keep_last_activity(sender: type[Entry], instance: Entry, **kwargs: object) -> None:
    """A deed of a person in a cluster's book, of whichever room, is its last activity. What the
    house does by itself (expiry, reminders) is not: a cluster where only reminders happen is idle.
    """
    kind, _, number = instance.book.partition(":")
    if kind != "cluster" or instance.actor.startswith("system:"):
        return
    earlier = Q(last_activity_at=None) | Q(last_activity_at__lt=instance.at)
    Cluster.objects.filter(earlier, pk=int(number)).update(last_activity_at=instance.at)


tell(events.TOLD)
