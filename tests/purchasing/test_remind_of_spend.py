"""Those who were asked and have not answered are reminded, once a day at the most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.asking import remind_of_spend
from spinney.purchasing.models import SpendAsked
from tests.access import client_of
from tests.purchasing.giving import asked
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def remind(wood, by=None, days=1):
    return remind_of_spend(cluster=wood.cluster, by=by or wood.ash, now=NOON + timedelta(days=days))


def test_once_a_day_until_they_answer(wood):
    row = asked(wood)
    with pytest.raises(WrongState, match="nobody to remind"):
        remind(wood, days=0)
    assert remind(wood) == [row]
    with pytest.raises(WrongState):
        remind(wood)
    SpendAsked.objects.update(answered_at=NOON)
    with pytest.raises(WrongState):
        remind(wood, days=5)
    assert Message.objects.count() == 1


def test_by_a_button_where_somebody_waits(wood):
    asked(wood)
    client = client_of(wood, "ash")
    page = client.get(reverse("purchasing:spend-shares", args=[wood.cluster.pk]))
    assert "Remind those who have not answered" in page.content.decode()
    done = client.post(reverse("purchasing:remind-of-spend", args=[wood.cluster.pk]), follow=True)
    assert "1 member reminded" in done.content.decode()


def test_only_by_those_who_run_the_cluster(wood):
    asked(wood)
    with pytest.raises(NotAllowed):
        remind(wood, by=wood.birch)
