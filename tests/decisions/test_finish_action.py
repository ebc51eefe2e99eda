"""Whoever undertook it says that it is done; those who run it may too; nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.action_list import finish_action
from tests.access import client_of
from tests.agreements.making import another_member
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


def test_by_whoever_undertook_it_and_once(wood):
    another_member(wood, "maple")
    item = an_action(wood, organisation=wood.organisations["birch"])
    with pytest.raises(NotAllowed, match="Birch House"):
        finish_action(action=item, by=wood.actor("maple"), now=LATER)
    done = finish_action(action=item, note="Two answered.", by=wood.birch, now=LATER)
    assert (done.state, done.note, done.done_at) == ("done", "Two answered.", LATER)
    with pytest.raises(WrongState):
        finish_action(action=item, by=wood.birch, now=LATER)


def test_from_its_page_with_a_way_back(wood):
    item = an_action(wood, organisation=wood.organisations["birch"])
    page = reverse("decisions:action-item", args=[wood.cluster.pk, item.pk])
    client = client_of(wood, "birch")
    assert b"It is done" in client.get(page).content
    url = reverse("decisions:finish-action", args=[wood.cluster.pk, item.pk])
    told = client.post(url, {"note": ""}, follow=True).content.decode()
    assert reverse("decisions:reopen-action", args=[wood.cluster.pk, item.pk]) in told
