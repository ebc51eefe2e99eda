"""Somebody else helps the cluster along too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.facilitators import appoint_facilitator
from spinney.clusters.models import Facilitator
from tests.access import client_of
from tests.clusters.cases import today


def appoint(wood, email="elm@example.org", by="ash", **more):
    return appoint_facilitator(
        cluster=wood.cluster, email=email, by=wood.actor(by), now=timezone.now(), **more
    )


def test_she_runs_the_cluster_from_now_and_is_told(wood):
    appoint(wood, "ELM@example.org ")
    assert wood.elm.has("facilitator", next(s for s in wood.elm.roles if s.kind == "cluster"))
    assert Message.objects.get(kind="clusters.facilitator_appointed").email == "elm@example.org"


def test_somebody_new_gets_an_account_without_a_password(wood):
    helper = appoint(wood, "new@example.org", name="Nettle Green")
    assert helper.person.name == "Nettle Green"
    assert not helper.person.has_usable_password()


def test_twice_is_told(wood):
    with pytest.raises(WrongState, match="helps The Spinney already"):
        appoint(wood, "ash@example.org")


def test_one_who_stopped_begins_again(wood):
    Facilitator.objects.filter(cluster=wood.cluster).update(ends_on=today() - timedelta(days=9))
    assert appoint(wood, "ash@example.org", by="rowan").ends_on is None
    assert wood.cluster.facilitators.count() == 1


def test_members_may_not(wood):
    with pytest.raises(NotAllowed):
        appoint(wood, by="birch")


def test_through_the_page(wood):
    url = reverse("clusters:appoint-facilitator", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    assert client.post(url, {"email": "elm@example.org"}).status_code == 302
    again = client.post(url, {"email": "elm@example.org"})
    assert "helps The Spinney already" in again.content.decode()
