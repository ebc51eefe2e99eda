"""A facilitator stops; somebody must be left to run the cluster."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions.facilitators import appoint_facilitator, stand_down_facilitator
from spinney.clusters.models import Facilitator
from tests.access import client_of


def test_her_access_stops_at_once_and_the_row_stays(wood):
    helper = Facilitator.objects.get(cluster=wood.cluster)
    stand_down_facilitator(facilitator=helper, by=wood.rowan, now=timezone.now())
    url = reverse("clusters:cluster", args=[wood.cluster.pk])
    assert client_of(wood, "ash").get(url).status_code == 404
    assert Facilitator.objects.filter(pk=helper.pk).exists()


def test_the_last_of_a_cluster_in_no_programme_cannot_go(wood):
    helper = Facilitator.objects.get(cluster=wood.next_door)
    with pytest.raises(WrongState, match="Nobody would be left"):
        stand_down_facilitator(facilitator=helper, by=wood.willow, now=timezone.now())
    appoint_facilitator(
        cluster=wood.next_door, email="elm@example.org", by=wood.willow, now=timezone.now()
    )
    stand_down_facilitator(facilitator=helper, by=wood.willow, now=timezone.now())
    assert wood.willow.ids_of("cluster") == frozenset()


def test_one_appointed_today_by_mistake_goes_today(wood):
    helper = appoint_facilitator(
        cluster=wood.cluster, email="elm@example.org", by=wood.ash, now=timezone.now()
    )
    page = client_of(wood, "ash").post(
        reverse("clusters:stand-down-facilitator", args=[wood.cluster.pk, helper.pk]),
        {"reason": "Wrong address"},
    )
    assert page.status_code == 302
    assert wood.elm.ids_of("cluster") == frozenset()
