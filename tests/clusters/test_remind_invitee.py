"""Reminding, once a day at most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.answers import forward_invitation
from spinney.clusters.actions.invitations import remind_invitee, withdraw_invitation
from tests.access import client_of
from tests.clusters.inviting import an_invitation, last_link


def test_the_reminder_has_a_link_that_works_and_the_first_still_does(wood):
    invitation = an_invitation(wood)
    first = last_link("arts@example.org")
    remind_invitee(invitation=invitation, by=wood.ash, now=timezone.now())
    second = last_link("arts@example.org")
    assert first != second
    assert Client().get(first).status_code == Client().get(second).status_code == 200
    assert "This reminds you" in Message.objects.latest("pk").body


def test_nobody_is_pestered(wood):
    invitation = an_invitation(wood)
    url = reverse("clusters:remind-invitee", args=[wood.cluster.pk, invitation.pk])
    client = client_of(wood, "ash")
    assert "is reminded" in client.post(url, follow=True).content.decode()
    assert "was reminded today already" in client.post(url, follow=True).content.decode()
    tomorrow = timezone.now() + timedelta(days=1)
    remind_invitee(invitation=invitation, by=wood.ash, now=tomorrow)
    assert Message.objects.filter(email="arts@example.org").count() == 3


def test_an_answered_one_is_not_reminded(wood):
    invitation = an_invitation(wood)
    withdraw_invitation(invitation=invitation, by=wood.ash, now=timezone.now())
    with pytest.raises(WrongState, match="nothing to do"):
        remind_invitee(invitation=invitation, by=wood.ash, now=timezone.now())


def test_handed_on_the_reminder_goes_to_whoever_has_it_now(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    forward_invitation(
        invitation=invitation, email="deputy@example.org", by=wood.elm, now=timezone.now()
    )
    before = Message.objects.filter(email="elm@example.org").count()
    remind_invitee(invitation=invitation, by=wood.ash, now=timezone.now())
    reminder = Message.objects.latest("pk")
    assert (reminder.email, "This reminds you" in reminder.body) == ("deputy@example.org", True)
    assert Message.objects.filter(email="elm@example.org").count() == before
    assert Client().get(last_link("deputy@example.org")).status_code == 200


def test_handed_on_by_its_link_too(wood):
    invitation = an_invitation(wood)
    sent = {"email": "deputy@example.org", "name": "Holly Hart"}
    Client().post(f"{last_link('arts@example.org')}forward/", sent)
    remind_invitee(invitation=invitation, by=wood.ash, now=timezone.now())
    assert Message.objects.latest("pk").email == "deputy@example.org"
