"""An organisation that asked to join is let in, in the tier that its evidence gives it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.members import admit_member
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import ClusterState, MembershipState
from tests.clusters.cases import asked, asks_for, last_entry, shown, today


def admit(wood, membership, tier="core", by="ash"):
    return admit_member(
        membership=membership, tier=wood.tiers[tier], by=wood.actor(by), now=timezone.now()
    )


def test_it_belongs_from_today(wood):
    membership = admit(wood, asked(wood))
    assert (membership.state, membership.tier.name) == (MembershipState.ACTIVE, "Core")
    assert membership.joined_on == today()
    (change,) = membership.changes.all()
    assert (change.from_state, change.to_state, change.to_tier) == ("applied", "active", "Core")
    assert change.may_vote
    assert last_entry(membership).verb == "clusters.admit_member"


def test_without_the_evidence_it_begins_in_the_next_tier_below(wood):
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    first, second = asked(wood), asked(wood, "Alder Advice")
    shown(wood, second.organisation)
    assert admit(wood, first).tier.name == "Associate"
    assert first.admitted_to_id is not None
    first.refresh_from_db()
    assert first.admitted_to.name == "Core"
    assert admit(wood, second).tier.name == "Core"


def test_a_cluster_begins_with_its_second_member(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(state=ClusterState.FORMING)
    Membership.objects.filter(cluster=wood.cluster).delete()
    admit(wood, asked(wood))
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.FORMING
    admit(wood, asked(wood, "Alder Advice"))
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.ACTIVE
    assert last_entry(wood.cluster).verb == "clusters.start_cluster"


def test_only_from_a_request_and_only_by_those_who_run_it(wood):
    with pytest.raises(WrongState):
        admit(wood, wood.memberships["birch"])
    with pytest.raises(NotAllowed):
        admit(wood, asked(wood), by="birch")


def test_a_tier_of_another_cluster_is_refused(wood):
    other = wood.next_door.tiers.get()
    with pytest.raises(WrongState, match="not one of this cluster’s tiers"):
        admit_member(membership=asked(wood), tier=other, by=wood.ash, now=timezone.now())
