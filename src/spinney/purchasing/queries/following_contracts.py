"""Who follows days of notice in her own calendar, by a secret address, and what it finds there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor, Scope, cluster_scope, organisation_scope
from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.kernel.policy import may
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.following_contracts import VERBS, feed_errand
from spinney.purchasing.models import Contract
from spinney.purchasing.queries.contracts import contracts_in, own_contracts
from spinney.purchasing.states import ContractState
from spinney.register.api import Organisation


@dataclass(frozen=True)
class Followed:
    """What a calendar finds at an address: the contracts that its holder may see on this day, of a
    cluster, or (`is_own`) of the member for which she acts.
    """

    name: str
    is_own: bool
    contracts: list[Contract]


def follows(by: Actor, scope: Scope, now: datetime) -> bool:
    """Whether an actor has an address that works."""
    errand = feed_errand(scope, by)
    live = TaskLink.objects.filter(verb=errand.verb, subject=errand.subject)
    return live.filter(revoked_at=None, expires_at__gt=now).exists()


def running_of(by: Actor, organisation_id: int) -> list[Contract]:
    """A member's own contracts that are not over, for its own people."""
    rows = own_contracts(by, organisation_id).filter(removed_at=None)
    return list(rows.exclude(state=ContractState.ENDED))


def followed_at(secret: str, now: datetime, today: date) -> Followed:
    """What is found at an address, with the rights that its holder has today. Raises NotFound for a
    made-up address, LinkEnded for one that was ended or whose holder no longer belongs there.
    """
    link = links.find(secret, now=now)
    if link.verb not in VERBS.values() or link.person is None:
        raise NotFound("There is no such calendar. Copy the whole address.")
    actor = actor_for(link.person, today, link.organisation_id)
    kind, _, number = link.scope.partition(":")
    found = _of_cluster if kind == "cluster" else _of_member
    return found(actor, int(number), today)


def _of_cluster(by: Actor, pk: int, today: date) -> Followed:
    cluster = clusters.Cluster.objects.filter(pk=pk).first()
    may_see = may(policies.MAY, "follow_contracts", by=by, scope=cluster_scope(pk))
    if cluster is None or not may_see:
        raise LinkEnded("This calendar has ended, because you no longer belong to the cluster.")
    return Followed(cluster.name, False, [one.contract for one in contracts_in(by, cluster, today)])


def _of_member(by: Actor, pk: int, today: date) -> Followed:
    organisation = Organisation.objects.filter(pk=pk).first()
    may_see = may(policies.MAY, "follow_own_contracts", by=by, scope=organisation_scope(pk))
    if organisation is None or not may_see:
        raise LinkEnded("This calendar has ended, because you no longer act for the organisation.")
    return Followed(organisation.name, True, running_of(by, pk))
