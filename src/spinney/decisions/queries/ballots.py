"""Ballots as somebody may see them. Every read begins here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.decisions.models import Ballot
from spinney.decisions.states import BallotState

BEING_WRITTEN = (BallotState.DRAFT, BallotState.DISCARDED)


def visible_to(by: Actor) -> QuerySet[Ballot]:
    """Those who run a cluster see its ballots; its members, voters and observers see what has been
    announced, and the drafts that they write themselves.
    """
    runs = by.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    belongs = by.ids_of("cluster", Role.MEMBER, Role.VOTER, Role.OBSERVER)
    own = Q(made_by=by.label)
    seen = Q(cluster__in=runs) | Q(cluster__in=belongs) & (own | ~Q(state__in=BEING_WRITTEN))
    return Ballot.objects.filter(seen)


def get_ballot(by: Actor, cluster_id: int, pk: int) -> Ballot:
    """One ballot of a cluster. Raises NotFound when there is none that the actor may see."""
    found = (
        visible_to(by)
        .filter(cluster=cluster_id, pk=pk)
        .select_related("cluster__programme", "replaces", "follows", "about_version__agreement")
        .first()
    )
    if found is None:
        raise NotFound("There is no such ballot here.")
    return found


def runs(by: Actor, ballot: Ballot) -> bool:
    """Whether the actor runs the cluster that a ballot is of."""
    held = by.roles_in(ballot.scope) & {Role.FACILITATOR, Role.PROGRAMME_MANAGER}
    return by.is_system or bool(held)


def writes(by: Actor, ballot: Ballot) -> bool:
    """Whether the actor may write a draft: those who run the cluster, and whoever began it."""
    return runs(by, ballot) or ballot.made_by == by.label
