"""A suspension ends; the tier is the one that the evidence gives that day."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.clusters import api
from spinney.clusters.actions.suspending import reinstate_member
from tests.clusters.cases import asks_for, joined, set_aside


def test_it_is_judged_again(wood):
    membership = joined(wood)
    now = timezone.now()
    with pytest.raises(WrongState):
        reinstate_member(membership=membership, by=wood.ash, now=now)
    set_aside(wood, membership, reason="Late.", now=now)
    asks_for(wood.tiers["core"], "accounts")
    back = reinstate_member(membership=membership, by=wood.ash, now=now)
    assert (back.state, back.tier.name, back.admitted_to.name) == ("active", "Associate", "Core")
    assert [b.organisation_name for b in api.members(wood.cluster)] == ["Birch House"]
    assert api.voters(wood.cluster) == []
