"""A member is moved to another tier by decision, for a reason that stays in the record."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.clusters.actions.members import move_member
from tests.access import client_of
from tests.clusters.cases import asks_for, last_entry


def move(wood, name="cedar", tier="core", by="ash", reason="It showed its commitment."):
    return move_member(
        membership=wood.memberships[name],
        tier=wood.tiers[tier],
        reason=reason,
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_from_the_edge_to_the_core(wood):
    membership = move(wood)
    assert (membership.tier.name, membership.admitted_to.name) == ("Core", "Core")
    entry = last_entry(membership)
    assert (entry.detail["before"], entry.detail["after"]) == ("Supporter", "Core")
    assert entry.detail["reason"] == "It showed its commitment."
    letter = Message.objects.get(email="cedar@example.org")
    assert "moves to Core" in letter.subject
    assert wood.cedar.has("voter", next(s for s in wood.cedar.roles if s.kind == "cluster"))


def test_it_holds_the_new_tier_as_far_as_its_evidence_goes(wood):
    asks_for(wood.tiers["core"], "accounts")
    membership = move(wood)
    assert (membership.tier.name, membership.admitted_to.name) == ("Associate", "Core")


def test_a_reason_and_a_change_are_needed(wood):
    with pytest.raises(BadInput, match="Say why"):
        move(wood, reason=" ")
    with pytest.raises(BadInput, match="admitted to Supporter already"):
        move(wood, tier="supporter")
    with pytest.raises(NotAllowed):
        move(wood, by="birch")


def test_through_the_page(wood):
    url = reverse("clusters:move-member", args=[wood.cluster.pk, wood.memberships["cedar"].pk])
    client = client_of(wood, "ash")
    page = client.get(url).content.decode()
    assert "It is not a member, does not vote" in page
    sent = {"tier": wood.tiers["associate"].pk, "reason": "Comes to every meeting."}
    assert client.post(url, sent).status_code == 302
    wood.memberships["cedar"].refresh_from_db()
    assert wood.memberships["cedar"].tier.name == "Associate"
