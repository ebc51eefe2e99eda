"""Addresses as they stand in mail: whole, and signed where they are somebody's own."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

SIGNER = Signer(salt="post.fewer")


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
    """What stands in a message's address for getting fewer: which message, and our signature."""
    return SIGNER.sign(uid.hex).replace(":", ".")


def uid_of(token: str) -> UUID | None:
    """The message that a token stands for; None when it is not one of ours."""
    try:
        return UUID(hex=SIGNER.unsign(token.replace(".", ":", 1)))
    except (BadSignature, ValueError):
        return None
