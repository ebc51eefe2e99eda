"""The secret address of a calendar of a cluster's contracts ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.record.models import Entry
from tests.access import client_of
from tests.purchasing.test_follow_contracts import follow

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_is_found_there_any_more_and_others_keep_theirs(wood):
    mine, hers = follow(wood), follow(wood, "ash")
    url = reverse("purchasing:stop-following-contracts", args=[wood.cluster.pk])
    told = client_of(wood, "birch").post(url, follow=True).content.decode()
    assert "The address of your calendar has ended." in told
    assert Client().get(mine).status_code == 410
    assert Client().get(hers).status_code == 200
    assert Entry.objects.filter(verb="purchasing.stop_following_contracts").count() == 1
