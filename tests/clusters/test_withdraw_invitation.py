"""Taking an invitation back: its link says so."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.access import client_of
from tests.clusters.inviting import an_invitation, last_link


def test_the_link_says_so_and_it_can_be_invited_again(wood):
    invitation = an_invitation(wood)
    path = last_link("arts@example.org")
    url = reverse("clusters:withdraw-invitation", args=[wood.cluster.pk, invitation.pk])
    assert client_of(wood, "ash").post(url, {"reason": "Wrong one"}).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("withdrawn", "Wrong one")
    page = Client().get(path)
    assert page.status_code == 410
    assert "withdrawn" in page.content.decode()
    assert an_invitation(wood).pk != invitation.pk
