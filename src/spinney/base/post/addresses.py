"""Addresses as they stand in mail: whole, and signed where they are somebody's own."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def absolute(path: str) -> str:
    """A path of this site as the whole address that a mail needs; whole addresses stay as they are.

    Raises ValueError for anything else, so that no mail leads off this site.
    """
    site = settings.SITE_ADDRESS.rstrip("/")
    if path.startswith(f"{site}/"):
        return path
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"A letter links to this site only, not to {path!r}.")
    return site + path


def fewer_token(uid: UUID) -> str:
    """What stands in a message's address for getting fewer: which message, and our signature
    (128 bits; short, so that mail programs do not break the line).
    """
    return f"{_text(uid.bytes)}.{_signature(uid)}"


def uid_of(token: str) -> UUID | None:
    """The message that a token stands for; None when it is not one of ours."""
    name, _, signature = token.partition(".")
    try:
        uid = UUID(bytes=base64.urlsafe_b64decode(f"{name}=="))
    except (ValueError, binascii.Error):
        return None
    return uid if constant_time_compare(_signature(uid), signature) else None


def _signature(uid: UUID) -> str:
    made = salted_hmac("post.fewer", uid.hex, algorithm="sha256").digest()
    return _text(made[:16])


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
