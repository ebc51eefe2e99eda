"""A saving is taken back: by its member or those who run the cluster, and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.savings import withdraw_saving
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_its_member_or_those_who_run_it_not_by_another(wood):
    another_member(wood, "maple")
    saving = claimed(wood, by="birch")
    with pytest.raises(NotAllowed, match="Birch House"):
        withdraw_saving(saving=saving, why="Wrong.", by=wood.actor("maple"), now=NOON)
    done = withdraw_saving(saving=saving, why="Wrong.", by=wood.ash, now=NOON)
    assert (done.state, done.ended_why) == ("withdrawn", "Wrong.")
    with pytest.raises(WrongState):
        withdraw_saving(saving=saving, why="Wrong.", by=wood.birch, now=NOON)


def test_from_its_page_with_a_way_back(wood):
    saving = claimed(wood, by="birch")
    url = reverse("purchasing:withdraw-saving", args=[wood.cluster.pk, saving.pk])
    client = client_of(wood, "birch")
    assert client.get(url).status_code == 200
    told = client.post(url, {"why": "Typed twice."}, follow=True).content.decode()
    assert reverse("purchasing:restore-saving", args=[wood.cluster.pk, saving.pk]) in told
