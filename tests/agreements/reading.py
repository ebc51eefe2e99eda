"""The link in a letter, as its receiver opens it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from spinney.agreements.models import Approval, OutsideReader
from spinney.base.access.sealed import unseal
from spinney.base.post.models import Message
from spinney.base.record.record import subject_of


def link_of(thing: OutsideReader | Approval, **more: object) -> str:
    """The path of the newest link that was sent about something."""
    letter = Message.objects.filter(about=subject_of(thing), link__isnull=False, **more)
    found = letter.latest("pk")
    address = unseal(found.sealed)
    assert re.search(r"/do/[^/]+/$", address)
    return urlsplit(address).path
