"""A cluster that ended goes on."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions.clusters import end_cluster, reopen_cluster
from spinney.clusters.states import ClusterState
from tests.access import client_of
from tests.clusters.inviting import an_invitation


def test_it_goes_on_where_it_was(wood):
    now = timezone.now()
    with pytest.raises(WrongState):
        reopen_cluster(cluster=wood.cluster, reason="x", by=wood.ash, now=now)
    end_cluster(cluster=wood.cluster, reason="Stalled.", by=wood.ash, now=now)
    page = client_of(wood, "rowan").post(
        reverse("clusters:reopen-cluster", args=[wood.cluster.pk]), {"reason": "Funding came."}
    )
    assert page.status_code == 302
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.ACTIVE
    assert an_invitation(wood).pk
