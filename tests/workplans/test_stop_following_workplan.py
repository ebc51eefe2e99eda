"""The address of a calendar ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.workplans.actions.plan_feeds import follow_workplan, stop_following_workplan

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_gives_nothing_any_more(wood):
    now = timezone.now()
    secret = follow_workplan(
        cluster=wood.cluster, person=wood.people["birch"], by=wood.birch, now=now
    )
    assert Client().get(f"/workplan-calendar/{secret}/").status_code == 200  # an empty calendar
    stop_following_workplan(cluster=wood.cluster, by=wood.birch, now=now)
    assert Client().get(f"/workplan-calendar/{secret}/").status_code == 410
