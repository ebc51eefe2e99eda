"""How mail leaves the site: one address in the environment becomes Django's MAILERS."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

BACKENDS = "django.core.mail.backends"
SECONDS = 20  # how long a mail server may take to answer


def mailers(address: str, *, folder: Path, demo: bool = False) -> dict[str, dict[str, Any]]:
    """Settings for an address of a mail server.

    smtp://user:word@host:587 (STARTTLS; ?tls=no for a server on this machine), smtps://…:465,
    console: (prints), file: (a file for each message, in `folder`), nowhere: (only the outbox),
    or python:dotted.path.EmailBackend for any other. Empty: file:, or nowhere: in the
    demonstration, whose mailbox page shows the outbox.

    >>> mailers("smtp://localhost:25?tls=no", folder=Path("mail"))["default"]["OPTIONS"]["port"]
    25

    Raises SystemExit, with what to write instead, for anything else.
    """
    address = address.strip() or ("nowhere:" if demo else "file:")
    scheme, _, rest = address.partition(":")
    if scheme in ("smtp", "smtps"):
        return {"default": _smtp(address)}
    if scheme == "python" and re.fullmatch(r"[A-Za-z_][\w.]*", rest):
        return {"default": {"BACKEND": rest}}
    simple: dict[str, dict[str, Any]] = {
        "console": {"BACKEND": f"{BACKENDS}.console.EmailBackend"},
        "nowhere": {"BACKEND": f"{BACKENDS}.dummy.EmailBackend"},
        "file": {
            "BACKEND": f"{BACKENDS}.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(rest.removeprefix("//") or folder)},
        },
    }
    if scheme not in simple:
        raise SystemExit(
            "EMAIL_URL is like smtp://user:password@mail.example.org:587, smtps://…, file:, "
            f"console:, nowhere: or python:dotted.path.EmailBackend, not {scheme}:…."
        )
    return {"default": simple[scheme]}


def _smtp(address: str) -> dict[str, Any]:
    parts = urlparse(address)
    if not parts.hostname:
        raise SystemExit("EMAIL_URL names no host: smtp://user:password@mail.example.org:587")
    secure = parts.scheme == "smtps"
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "use_tls": not secure and "tls=no" not in parts.query,
        "timeout": SECONDS,
    }
    return {"BACKEND": f"{BACKENDS}.smtp.EmailBackend", "OPTIONS": options}
