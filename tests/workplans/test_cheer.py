""" "Well done" is said once for each organisation, by its own people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.workplans.actions.successes import cheer
from spinney.workplans.models import Cheer
from tests.access import client_of
from tests.agreements.making import another_member
from tests.personas import NOON, Wood
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db


def test_it_is_said_once_and_shows(wood: Wood) -> None:
    found, birch = a_success(wood.cluster), wood.organisations["birch"]
    for _ in range(2):
        cheer(success=found, organisation=birch, by=wood.birch, now=NOON)
    assert Cheer.objects.count() == 1
    page = client_of(wood, "ash").get(
        reverse("workplans:success", args=[wood.cluster.pk, found.pk])
    )
    assert "Birch House said “well done”" in page.content.decode()


def test_nobody_says_it_for_another(wood: Wood) -> None:
    other = another_member(wood, "maple")
    with pytest.raises(NotAllowed):
        cheer(success=a_success(wood.cluster), organisation=other, by=wood.birch, now=NOON)


def test_many_successes_take_no_more_queries(wood: Wood, django_assert_max_num_queries) -> None:
    for number in range(12):
        a_success(wood.cluster, title=f"Success {number}")
    url = reverse("workplans:successes", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    with django_assert_max_num_queries(20):
        assert client.get(url).status_code == 200
