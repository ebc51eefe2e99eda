"""Taking back "not the same"."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.duplicates import (
    keep_apart,
    pair_organisations,
    reconsider_duplicate,
)
from tests.personas import NOON
from tests.register.forest import plant_forest

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(wood):
    forest = plant_forest()
    return pair_organisations(
        left=forest["hall"], right=forest["hall_two"], by=wood.hazel, now=NOON
    )


def test_the_pair_waits_again(wood, pair):
    keep_apart(pair=pair, by=wood.hazel, now=NOON)
    reconsider_duplicate(pair=pair, by=wood.hazel, now=NOON)
    pair.refresh_from_db()
    assert pair.state == "suggested"


def test_one_that_waits_cannot_be_reconsidered(wood, pair):
    with pytest.raises(WrongState):
        reconsider_duplicate(pair=pair, by=wood.hazel, now=NOON)


def test_who_may_not(wood, pair):
    keep_apart(pair=pair, by=wood.hazel, now=NOON)
    with pytest.raises(NotAllowed):
        reconsider_duplicate(pair=pair, by=wood.birch, now=NOON)


def test_from_the_page(client, wood, pair):
    keep_apart(pair=pair, by=wood.hazel, now=NOON)
    client.force_login(wood.people["hazel"])
    url = reverse("register:reconsider-duplicate", args=[pair.left_id, pair.pk])
    assert "They are two: keep them apart" in client.post(url, follow=True).content.decode()
