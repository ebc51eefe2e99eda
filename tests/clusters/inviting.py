"""Making invitations in tests, and finding the links that were mailed."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from spinney.base.access.sealed import unseal
from spinney.base.post.models import Message
from spinney.clusters.actions.invitations import invite
from spinney.clusters.models import Invitation
from spinney.clusters.queries.invitations import Guest
from spinney.register.models import Organisation
from tests.personas import Wood


def an_invitation(
    wood: Wood,
    *,
    name: str = "Hazel Hedge Arts",
    email: str = "arts@example.org",
    organisation: Organisation | None = None,
    tier: str = "core",
    message: str = "",
    days: int = 14,
) -> Invitation:
    """An invitation that ASH sent today to an organisation, known to the register or not."""
    now = timezone.now()
    guest = Guest(
        organisation.name if organisation else name,
        email,
        "Holly Hart",
        organisation.pk if organisation else None,
    )
    (sent,) = invite(
        cluster=wood.cluster,
        guests=[guest],
        tier=wood.tiers[tier],
        message=message,
        answer_by=timezone.localdate() + timedelta(days=days),
        by=wood.ash,
        now=now,
    )
    return sent


def path_in(message: Message) -> str:
    """The path of the task link that a message carries: "/do/SECRET/"."""
    return re.sub(r"^https?://[^/]+", "", unseal(message.sealed))


def last_message(email: str, kind: str = "") -> Message:
    """The newest message to an address."""
    found = Message.objects.filter(email=email)
    return (found.filter(kind=kind) if kind else found).latest("pk")


def last_link(email: str) -> str:
    """The path of the task link in the newest message to an address."""
    return path_in(last_message(email))
