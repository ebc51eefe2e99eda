"""What was proposed is dropped: the member is told, and it can be proposed again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.suspending import drop_suspension, propose_suspension
from tests.access import client_of
from tests.clusters.cases import joined, set_aside


def drop(wood, membership, by="ash"):
    return drop_suspension(membership=membership, by=wood.actor(by), now=timezone.now())


def propose(wood, membership):
    return propose_suspension(
        membership=membership, reason="Late.", by=wood.ash, now=timezone.now()
    )


def test_nothing_changes_and_it_is_told(wood):
    membership = joined(wood)
    propose(wood, membership)
    with pytest.raises(NotAllowed):
        drop(wood, membership, by="birch")
    assert drop(wood, membership).state == "dropped"
    membership.refresh_from_db()
    assert membership.state == "active"
    assert Message.objects.filter(subject__contains="is not suspended").exists()
    assert propose(wood, membership).state == "proposed"


def test_only_what_is_proposed(wood):
    membership = joined(wood)
    with pytest.raises(WrongState):
        drop(wood, membership)
    set_aside(wood, membership)
    with pytest.raises(WrongState):
        drop(wood, membership)


def test_from_the_page(wood):
    membership = joined(wood)
    propose(wood, membership)
    url = reverse("clusters:drop-suspension", args=[wood.cluster.pk, membership.pk])
    assert client_of(wood, "ash").post(url).status_code == 302
    assert membership.suspensions.get().state == "dropped"
