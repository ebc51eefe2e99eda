"""Ballots as somebody may see them. Every read begins here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.decisions.models import Ballot
from spinney.decisions.policies.ballots import runs, writes
from spinney.decisions.states import BallotState

__all__ = ["get_ballot", "runs", "visible_to", "writes"]

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
