"""Saying no, with a reason or without."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import LinkEnded
from spinney.base.post.models import Message
from spinney.clusters.actions.answers import decline_invitation
from tests.clusters.inviting import an_invitation, last_link


def test_the_facilitator_is_told_why_and_nobody_writes_again(wood):
    invitation = an_invitation(wood)
    path = last_link("arts@example.org")
    page = Client().post(f"{path}decline/", {"reason": "No time this year."})
    assert "You have said no" in page.content.decode()
    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("declined", "No time this year.")
    told = Message.objects.get(kind="clusters.invitation_answered")
    assert told.subject == "Hazel Hedge Arts does not join The Spinney"
    assert "> No time this year." in told.body
    assert "Hand it on to a colleague" not in page.content.decode()
    again = Client().get(path)
    assert again.status_code == 410
    assert "This was already done with this link on" in again.content.decode()


def test_twice_is_told(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    decline_invitation(invitation=invitation, by=wood.elm, now=timezone.now())
    with pytest.raises(LinkEnded):
        decline_invitation(invitation=invitation, by=wood.elm, now=timezone.now())
