"""A notice to leave is taken back before its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions.leaving import leave_cluster, stay_in_cluster
from tests.access import client_of
from tests.clusters.cases import in_days, joined, today


def test_before_the_day_only(wood):
    membership = joined(wood)
    with pytest.raises(WrongState, match="not about to leave"):
        stay_in_cluster(membership=membership, by=wood.birch, now=timezone.now())
    leave_cluster(
        membership=membership,
        leaves_on=today() + timedelta(days=5),
        by=wood.birch,
        now=timezone.now(),
    )
    with pytest.raises(WrongState, match="not about to leave"):
        stay_in_cluster(membership=membership, by=wood.birch, now=in_days(5))
    url = reverse("clusters:stay-in-cluster", args=[wood.cluster.pk, membership.pk])
    assert client_of(wood, "birch").post(url).status_code == 302
    membership.refresh_from_db()
    assert membership.leaves_on is None
