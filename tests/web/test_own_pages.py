"""No cache keeps for one person what another one saw."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("asked", [{}, {"as": "csv"}])
def test_what_depends_on_who_asks_is_kept_for_nobody_else(wood, asked):
    url = reverse("purchasing:suppliers", args=[wood.cluster.pk])
    assert client_of(wood, "birch").get(url, asked)["Cache-Control"] == "private, no-cache"


def test_a_view_that_says_more_is_left(wood):
    url = reverse("purchasing:contracts-calendar", args=[wood.cluster.pk])
    assert client_of(wood, "birch").get(url)["Cache-Control"] == "private, no-store"
