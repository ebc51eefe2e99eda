"""What was told is taken out, and is in no list."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.workplans.actions.successes import remove_success
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db


def test_it_is_in_no_list_any_more(wood: Wood) -> None:
    found = a_success(wood.cluster)
    url = reverse("workplans:successes", args=[wood.cluster.pk])
    assert found.title in client_of(wood, "birch").get(url).content.decode()
    remove_success(success=found, by=wood.ash, now=NOON)
    assert found.title not in client_of(wood, "birch").get(url).content.decode()
