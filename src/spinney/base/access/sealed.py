"""Secrets that must be kept for a while: readable by this installation only.

What is sealed (a task link waiting to be mailed, what somebody had typed when her session ended)
is encrypted with a key that follows from SECRET_KEY, so that a copy of the database alone opens
nothing.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = b"spinney: sealed text, version 1"


def seal(text: str) -> str:
    """The text, encrypted and authenticated; safe to store."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str, *, within: int | None = None) -> str | None:
    """The text again; None when another key sealed it, it was changed, or is `within` s too old."""
    try:
        return _fernet(settings.SECRET_KEY).decrypt(sealed.encode(), ttl=within).decode()
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _fernet(secret_key: str) -> Fernet:
    key = hashlib.blake2b(secret_key.encode(), key=PURPOSE, digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(key))
