"""The secret address of a calendar of a member's own contracts ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.purchasing.queries.following_contracts import follows
from tests.access import client_of
from tests.purchasing.test_follow_own_contracts import follow

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_is_found_there_any_more(wood):
    from django.utils import timezone

    from spinney.base.kernel.actors import organisation_scope

    url, birch = follow(wood), wood.organisations["birch"]
    scope = organisation_scope(birch.pk)
    assert follows(wood.birch, scope, timezone.now())
    stop = reverse("purchasing:stop-following-own-contracts", args=[birch.pk])
    assert client_of(wood, "birch").post(stop).status_code == 302
    assert not follows(wood.birch, scope, timezone.now())
    assert Client().get(url).status_code == 410
