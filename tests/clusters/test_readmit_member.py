"""An organisation that left comes back; nothing of its record is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters import api
from spinney.clusters.actions.agreed_rules import agree_joining
from spinney.clusters.actions.leaving import leave_cluster
from spinney.clusters.actions.members import readmit_member
from spinney.clusters.bridge.rules import JoiningRule
from tests.clusters.cases import at_meeting, in_days, joined, today


def test_the_same_row_goes_on(wood):
    membership = joined(wood)
    with pytest.raises(WrongState, match="has not left"):
        readmit_member(
            membership=membership, tier=wood.tiers["core"], by=wood.ash, now=timezone.now()
        )
    leave_cluster(membership=membership, reason="Merger", by=wood.birch, now=timezone.now())
    assert wood.birch.ids_of("cluster") == frozenset()
    back = readmit_member(
        membership=membership, tier=wood.tiers["associate"], by=wood.ash, now=in_days(60)
    )
    assert back.pk == membership.pk
    told = [(c.from_state, c.to_state, c.to_tier) for c in back.changes.order_by("effective_on")]
    assert told == [
        ("", "active", "Core"),
        ("active", "left", "Core"),
        ("left", "active", "Associate"),
    ]

    def there(days):
        on = today() + timedelta(days=days)
        return {b.organisation_name: b.tier for b in api.belongs(wood.cluster, on)}

    assert there(-1)["Birch House"] == "Core"
    assert "Birch House" not in there(0)
    assert "Birch House" not in there(59)
    assert there(60)["Birch House"] == "Associate"


def test_it_is_decided_as_for_one_that_is_new(wood):
    rule = JoiningRule("members", 3, agreed_in="“Ground rules”")
    agree_joining(cluster=wood.cluster, rule=rule, by=Actor.system("t"), now=timezone.now())
    membership = joined(wood)
    leave_cluster(membership=membership, by=wood.birch, now=timezone.now())
    said = {"membership": membership, "tier": wood.tiers["core"], "by": wood.ash}
    with pytest.raises(BadInput, match="The members decide this"):
        readmit_member(now=timezone.now(), **said)
    back = readmit_member(decided=at_meeting(), now=timezone.now(), **said)
    assert (back.state, back.changes.last().decided) == ("active", "Members’ meeting, item 4")
    assert back.trial_until is not None
