"""Reading what the site has sent."""

from __future__ import annotations

import re

from django.utils.timezone import now

from spinney.base.post.delivery import deliver_due, full_text
from spinney.base.post.models import Message


def newest(email: str) -> Message:
    """The newest message to an address."""
    return Message.objects.filter(email=email).latest("pk")


def text_to(email: str) -> str:
    """The text of the newest message to an address, as its receiver reads it."""
    return full_text(newest(email))


def code_to(email: str) -> str:
    """The code in the newest message to an address."""
    found = re.search(r"^[B-Z]{4}-[B-Z]{4}$", text_to(email), re.MULTILINE)
    assert found, text_to(email)
    return found.group()


def link_in(text: str, part: str = "/do/") -> str:
    """The path of the first link of a text that leads to a part of the site."""
    found = re.search(rf"https?://[^/\s]+({re.escape(part)}\S*)", text)
    assert found, text
    return found.group(1)


def deliver() -> int:
    """Send what waits."""
    return deliver_due(now=now())
