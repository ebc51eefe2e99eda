"""A cluster takes its programme's tiers for its own, and nothing about its members changes."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from spinney.clusters.actions.tiers import use_own_tiers
from spinney.clusters.bridge.standing import tiers_of
from tests.access import client_of
from tests.clusters.cases import asks_for, joined
from tests.clusters.inviting import an_invitation


def test_copies_with_criteria_and_members_move_over(wood):
    asks_for(wood.tiers["core"], "accounts")
    membership, invitation = joined(wood), an_invitation(wood)
    lines = membership.changes.count()
    page = client_of(wood, "ash").post(reverse("clusters:use-own-tiers", args=[wood.cluster.pk]))
    assert page.status_code == 302
    membership.refresh_from_db()
    invitation.refresh_from_db()
    assert membership.tier.cluster_id == membership.admitted_to.cluster_id == wood.cluster.pk
    assert invitation.tier.cluster_id == wood.cluster.pk
    assert membership.changes.count() == lines
    assert [t.name for t in tiers_of(wood.cluster)] == ["Core", "Associate", "Supporter"]
    assert tiers_of(wood.cluster)[0].criteria.get().evidence_kind == "accounts"
    # A second time changes nothing.
    use_own_tiers(cluster=wood.cluster, by=wood.ash, now=timezone.now())
    assert wood.cluster.tiers.count() == 3
