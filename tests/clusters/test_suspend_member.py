"""A suspended member neither votes nor is counted, and its people still see the page and why."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from spinney.base.post.models import Message
from spinney.clusters import api
from spinney.clusters.actions.members import suspend_member
from tests.access import client_of
from tests.clusters.cases import joined


def test_no_vote_no_quorum_but_the_page(wood):
    membership = joined(wood)
    suspend_member(
        membership=membership, reason="Fees are two years late.", by=wood.ash, now=timezone.now()
    )
    assert api.voters(wood.cluster) == []
    assert api.quorum_members(wood.cluster) == []
    birch = client_of(wood, "birch")
    assert birch.get(reverse("clusters:cluster", args=[wood.cluster.pk])).status_code == 200
    assert birch.get(reverse("clusters:members", args=[wood.cluster.pk])).status_code == 403
    own = birch.get(reverse("clusters:member", args=[wood.cluster.pk, membership.pk]))
    assert "Fees are two years late." in own.content.decode()
    assert "It is suspended: it neither votes nor is counted" in own.content.decode()
    assert "is counted for the quorum." not in own.content.decode()
    assert "suspended" in Message.objects.get(email="birch@example.org").subject


def test_through_the_page_a_reason_is_needed(wood):
    url = reverse("clusters:suspend-member", args=[wood.cluster.pk, wood.memberships["birch"].pk])
    client = client_of(wood, "rowan")
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "Late."}).status_code == 302
    wood.memberships["birch"].refresh_from_db()
    assert wood.memberships["birch"].state == "suspended"
