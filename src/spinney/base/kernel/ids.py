"""Names for things: identities that travel between installations, and secrets for links."""

from __future__ import annotations

import hashlib
import secrets
import uuid


def new_uid() -> uuid.UUID:
    """A new identity that stays with a thing wherever it is moved (RFC 9562, version 4)."""
    return uuid.uuid4()


def new_secret() -> str:
    """A secret of 256 bits, safe in a web address; only its `digest` is ever stored."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """The SHA-256 of a secret, as 64 hexadecimal digits.

    >>> digest("abc")[:12]
    'ba7816bf8f01'
    """
    return hashlib.sha256(secret.encode()).hexdigest()
