"""A cluster ends; everything in it can still be read, and nothing more is done in it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.clusters import end_cluster
from spinney.clusters.actions.members import admit_member
from spinney.clusters.states import ClusterState
from tests.access import client_of
from tests.clusters.cases import asked, last_entry
from tests.clusters.inviting import an_invitation


def end(wood, by="ash"):
    return end_cluster(
        cluster=wood.cluster, reason="Its work is done.", by=wood.actor(by), now=timezone.now()
    )


def test_it_ends_with_a_reason(wood):
    assert end(wood).state == ClusterState.ENDED
    assert last_entry(wood.cluster).detail["reason"] == "Its work is done."
    with pytest.raises(WrongState):
        end(wood)


def test_members_still_read_and_nobody_comes_in(wood):
    membership = asked(wood)
    end(wood)
    url = reverse("clusters:cluster", args=[wood.cluster.pk])
    assert "has ended" in client_of(wood, "birch").get(url).content.decode()
    with pytest.raises(WrongState, match="has ended"):
        an_invitation(wood)
    with pytest.raises(WrongState, match="has ended"):
        admit_member(
            membership=membership, tier=wood.tiers["core"], by=wood.ash, now=timezone.now()
        )


def test_members_may_not_end_it(wood):
    with pytest.raises(NotAllowed):
        end(wood, by="birch")


def test_through_the_page_a_reason_is_asked_for(wood):
    url = reverse("clusters:end-cluster", args=[wood.cluster.pk])
    client = client_of(wood, "rowan")
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "Done."}).status_code == 302
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.ENDED
