"""What later rooms ask: who belonged, voted and counted on a day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from spinney.clusters import api
from spinney.clusters.actions.members import move_member
from tests.clusters.cases import joined, set_aside, today


def names(rows):
    return [row.organisation_name for row in rows]


def test_by_what_the_tier_of_the_day_allowed(wood):
    joined(wood)
    joined(wood, "cedar")
    assert names(api.belongs(wood.cluster)) == ["Birch House", "Cedar Housing Association"]
    assert names(api.members(wood.cluster)) == ["Birch House"]
    assert names(api.voters(wood.cluster)) == ["Birch House"]
    assert names(api.quorum_members(wood.cluster)) == ["Birch House"]


def test_before_the_first_day_nobody(wood):
    joined(wood)
    day = wood.memberships["birch"].joined_on - timedelta(days=1)
    assert api.belongs(wood.cluster, day) == []


def test_what_changed_today_did_not_change_yesterday(wood):
    joined(wood)
    now = timezone.now()
    move_member(
        membership=wood.memberships["birch"], tier=wood.tiers["associate"], reason="Asked to.",
        by=wood.ash, now=now,
    )  # fmt: skip
    set_aside(wood, wood.memberships["birch"], reason="Late.", now=now)
    assert names(api.voters(wood.cluster)) == []
    yesterday = api.voters(wood.cluster, today() - timedelta(days=1))
    assert [(b.organisation_name, b.tier) for b in yesterday] == [("Birch House", "Core")]


def test_a_membership_that_came_without_a_history_counts_from_the_day_it_joined(wood):
    joined_on = wood.memberships["birch"].joined_on
    assert names(api.voters(wood.cluster, joined_on)) == ["Birch House"]
    assert api.voters(wood.cluster, joined_on - timedelta(days=1)) == []


def test_membership_of(wood):
    birch = wood.organisations["birch"].pk
    assert api.membership_of(wood.cluster, birch) == wood.memberships["birch"]
    assert api.membership_of(wood.next_door, birch) is None
