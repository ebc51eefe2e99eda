"""Removing a tier is refused, with what to do, while it is in use."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions.tiers import remove_tier
from spinney.clusters.models import Membership, Tier
from spinney.clusters.states import MembershipState
from tests.access import client_of
from tests.clusters.cases import a_tier
from tests.clusters.inviting import an_invitation


def remove(wood, tier):
    remove_tier(tier=tier, by=wood.rowan, now=timezone.now())


def test_in_use_says_what_to_do(wood):
    with pytest.raises(WrongState, match="1 organisation is in “Core”. Move them to another"):
        remove(wood, wood.tiers["core"])
    an_invitation(wood, tier="associate")
    with pytest.raises(WrongState, match="offered in 1 invitation"):
        remove(wood, wood.tiers["associate"])


def test_unused_goes(wood):
    tier = a_tier(wood, "Friends")
    remove(wood, tier)
    assert not Tier.objects.filter(pk=tier.pk).exists()


def test_those_that_left_keep_their_history(wood):
    Membership.objects.filter(pk=wood.memberships["birch"].pk).update(state=MembershipState.LEFT)
    remove(wood, wood.tiers["core"])
    wood.memberships["birch"].refresh_from_db()
    assert wood.memberships["birch"].tier.name == "Supporter"


def test_the_only_one_stays(wood):
    only = wood.next_door.tiers.get()
    Membership.objects.filter(tier=only).delete()
    with pytest.raises(WrongState, match="the only tier"):
        remove_tier(tier=only, by=wood.willow, now=timezone.now())


def test_through_the_page_the_refusal_is_shown(wood):
    url = reverse("clusters:remove-programme-tier", args=[wood.programme.pk, wood.tiers["core"].pk])
    page = client_of(wood, "rowan").post(url, follow=True).content.decode()
    assert "1 organisation is in “Core”" in page
