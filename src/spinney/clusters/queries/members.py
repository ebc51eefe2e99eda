"""Reading memberships, by who asks; and who belonged, voted and counted on any day."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters.bridge.changes import change_of
from spinney.clusters.engine.history import Change, Rights, standing_on
from spinney.clusters.models import Cluster, Membership, MembershipChange
from spinney.clusters.states import MembershipState
from spinney.register.api import Organisation

RUNS_IT = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)


@dataclass(frozen=True)
class Belonging:
    """An organisation in a cluster on a day, with the tier and rights that it had that day."""

    membership_id: int
    organisation_id: int
    organisation_name: str
    tier: str
    is_member: bool
    may_vote: bool
    in_quorum: bool
    since: date | None


NEVER_IN = (MembershipState.INVITED, MembershipState.APPLIED, MembershipState.DECLINED)
"""Who asked, or did not join, is known to those who run the cluster, and to itself."""


def visible_to(actor: Actor) -> QuerySet[Membership]:
    """Every membership of the clusters that the actor runs; of those that she is a member of, all
    that ever began; of other clusters, those of the organisation that she acts for.
    """
    found = Membership.objects.select_related(
        "organisation", "tier", "admitted_to", "cluster", "sponsor"
    )
    if actor.is_system:
        return found
    runs = Q(cluster_id__in=actor.ids_of("cluster", *RUNS_IT))
    inside = Q(cluster_id__in=actor.ids_of("cluster", Role.MEMBER)) & ~Q(state__in=NEVER_IN)
    own = Q(organisation_id=actor.organisation_id) if actor.organisation_id else Q(pk=None)
    return found.filter(runs | inside | own)


def member_for(actor: Actor, cluster_id: int, membership_id: int) -> Membership:
    """One membership. Raises NotFound to whoever may not see it."""
    found = visible_to(actor).filter(pk=membership_id, cluster_id=cluster_id).first()
    if found is None:
        raise NotFound("There is no such member, or it is not shared with you.")
    return found


def roll_for(actor: Actor, cluster_id: int) -> QuerySet[Membership]:
    """The roll of a cluster, as far as the actor may read it."""
    return roll(cluster_id).filter(pk__in=visible_to(actor).values("pk"))


def roll(cluster_id: int) -> QuerySet[Membership]:
    """Everyone who belongs, belonged or asked to, by tier and name."""
    return (
        Membership.objects.filter(cluster_id=cluster_id)
        .select_related("organisation", "tier", "admitted_to", "representative", "deputy")
        .order_by("tier__position", "organisation__name", "pk")
    )


def sponsors_of(membership: Membership, on: date) -> list[Organisation]:
    """The members of the day that could propose somebody, by name. Three queries."""
    here = {one.organisation_id for one in belonging(membership.cluster_id, on) if one.is_member}
    here.discard(membership.organisation_id)
    return list(Organisation.objects.filter(pk__in=here).order_by("name", "pk"))


def present(cluster_id: int, on: date) -> QuerySet[Membership]:
    """Those who belong on the day (not suspended), by tier and name."""
    again = Q(state=MembershipState.SUSPENDED, set_aside_until__lte=on)
    return roll(cluster_id).filter(
        Q(leaves_on=None) | Q(leaves_on__gt=on), Q(state=MembershipState.ACTIVE) | again
    )


def history_of(membership: Membership) -> list[MembershipChange]:
    """Every change of a membership, the newest first."""
    return list(membership.changes.order_by("-effective_on", "-pk"))


def belonging(cluster_id: int, on: date) -> list[Belonging]:
    """Everyone who belonged to the cluster on a day, by name, from the history that is kept.

    A membership that came without a history (from elsewhere) is taken to have had its present tier
    from the day it joined to the day it left. Two queries, whatever the number of members.
    """
    memberships = list(roll(cluster_id))
    rows = MembershipChange.objects.filter(membership__cluster_id=cluster_id)
    changes: dict[int, list[Change]] = defaultdict(list)
    for row in rows:
        changes[row.membership_id].append(change_of(row))
    found = [_on_day(m, changes.get(m.pk, ()), on) for m in memberships]
    return sorted(
        (b for b in found if b), key=lambda b: (b.organisation_name.casefold(), b.membership_id)
    )


def _on_day(membership: Membership, changes: Iterable[Change], on: date) -> Belonging | None:
    changes = [*(changes or _assumed(membership)), *_counts_again(membership)]
    then = standing_on(changes, on)
    if then is None or not then.belongs or _had_left(membership, on):
        return None
    return Belonging(
        membership.pk,
        membership.organisation_id,
        membership.organisation.name,
        then.tier,
        then.rights.is_member,
        then.may_vote,
        then.in_quorum,
        membership.joined_on,
    )


def _counts_again(membership: Membership) -> list[Change]:
    """That a suspension whose last day is set is over then, before the change itself is written."""
    until = membership.set_aside_until
    if membership.state != MembershipState.SUSPENDED or until is None:
        return []
    tier = membership.tier
    rights = Rights(tier.is_member, tier.may_vote, tier.may_see, tier.in_quorum)
    return [Change(until, sys.maxsize, MembershipState.ACTIVE, tier.name, rights)]


def _had_left(membership: Membership, on: date) -> bool:
    """Whether a day of leaving that is set has come, before the change itself was written."""
    return membership.leaves_on is not None and membership.leaves_on <= on


def _assumed(membership: Membership) -> list[Change]:
    tier = membership.tier
    rights = Rights(tier.is_member, tier.may_vote, tier.may_see, tier.in_quorum)
    if membership.joined_on is None:
        return []
    found = [Change(membership.joined_on, 0, MembershipState.ACTIVE, tier.name, rights)]
    if membership.left_on is not None:
        found.append(Change(membership.left_on, 1, MembershipState.LEFT, tier.name, rights))
    elif membership.state != MembershipState.ACTIVE:
        found.append(Change(membership.joined_on, 1, membership.state, tier.name, rights))
    return found


def of_organisation(cluster: Cluster, organisation_id: int) -> Membership | None:
    """The membership row of an organisation in a cluster, in whatever state."""
    return roll(cluster.pk).filter(organisation_id=organisation_id).first()
