"""Saying that two organisations are not one."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.duplicates import keep_apart, merge_organisations, pair_organisations
from spinney.register.states import DuplicateState
from tests.personas import NOON
from tests.register.forest import plant_forest

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(wood):
    forest = plant_forest()
    return pair_organisations(
        left=forest["hall"], right=forest["hall_two"], by=wood.hazel, now=NOON
    )


def test_it_is_remembered_by_whom_and_when(wood, pair):
    keep_apart(pair=pair, by=wood.hazel, now=NOON)
    pair.refresh_from_db()
    assert pair.state == DuplicateState.DISTINCT
    assert (pair.judged_at, pair.judged_by) == (NOON, wood.hazel.label)


def test_what_was_merged_cannot_be_kept_apart(wood, pair):
    merge_organisations(kept=pair.left, aside=pair.right, by=wood.hazel, now=NOON)
    with pytest.raises(WrongState, match="merged"):
        keep_apart(pair=pair, by=wood.hazel, now=NOON)


def test_who_may_not(wood, pair):
    for name in ("ash", "birch", "elm"):
        with pytest.raises(NotAllowed):
            keep_apart(pair=pair, by=wood.actor(name), now=NOON)


def test_the_page_says_so_and_can_take_it_back(client, wood, pair):
    client.force_login(wood.people["hazel"])
    url = reverse("register:keep-apart", args=[pair.left_id, pair.pk])
    text = client.post(url, follow=True).content.decode()
    assert "We will not suggest them again." in text
    assert client.get(url).status_code == 405
