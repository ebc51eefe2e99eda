"""The key that this site seals with, the certificates it has ever used, and the authority that
stamps the time: from its data folder and settings.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import Request, urlopen

from django.conf import settings

from spinney.agreements.engine.sealing import Key, from_pem, make_key, read_pkcs12, to_pem
from spinney.agreements.engine.sealing.keys import RENEW_DAYS
from spinney.base.kernel.errors import SpinneyError

KEY_FILE = "key.pem"
KNOWN = "seals"
PATIENCE_SECONDS = 20
LONGEST_STAMP = 100_000
"""Bytes: a stamp with its certificates has some thousands."""


class CannotSeal(SpinneyError):
    """The site's key cannot be used, or the time-stamping authority does not answer."""

    status = 500


def site_key(now: datetime) -> Key:
    """The key that is used now. Made on first use, and anew before its certificate runs out;
    certificates once used stay known. Raises CannotSeal when the key that was set cannot be read.
    """
    key = _given() if settings.SEAL_KEY else _own(now)
    _remember(key)
    return key


def known_certificates() -> frozenset[str]:
    """The SHA-256 of every certificate that this site has sealed with. What rows say does not
    count: they may have come with a cluster from another site.
    """
    return frozenset(path.stem for path in _known().glob("*.pem"))


def ask_stamp(request: bytes) -> bytes:
    """Asks the authority that is set for a stamp (RFC 3161 over HTTP). Raises CannotSeal."""
    address = settings.SEAL_TIMESTAMPS
    if urlparse(address).scheme not in ("http", "https"):
        raise CannotSeal("The address of the time-stamping authority must begin with https://.")
    asked = Request(  # noqa: S310  (its scheme was looked at)
        address,
        data=request,
        headers={
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
        },
    )
    try:
        with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(LONGEST_STAMP + 1)
    except (URLError, OSError) as problem:
        raise CannotSeal("The time-stamping authority does not answer.") from problem
    if len(content) > LONGEST_STAMP:
        raise CannotSeal("The time-stamping authority answered what is no stamp.")
    return content


def _folder() -> Path:
    return Path(settings.SEALS)


def _known() -> Path:
    """Where certificates are kept: with the uploaded files, which a backup holds. They are no
    secret, and without them old seals would be unknown after a restore.
    """
    return Path(settings.MEDIA_ROOT) / KNOWN


def _given() -> Key:
    """The key that whoever runs the site was given by an authority."""
    try:
        return read_pkcs12(Path(settings.SEAL_KEY).read_bytes(), settings.SEAL_PASSWORD)
    except (OSError, ValueError) as problem:
        raise CannotSeal(
            "The key for seals cannot be read: see SPINNEY_SEAL_KEY and SPINNEY_SEAL_PASSWORD."
        ) from problem


def _own(now: datetime) -> Key:
    path = _folder() / KEY_FILE
    key = _read(path)
    if key is None:
        _keep(path, _made(now), replace=False)
        key = _read(path)  # another worker may have been quicker: its key is the site's
        if key is None:
            raise CannotSeal(f"The key for seals cannot be kept in {_folder()}.")
    elif key.runs_out < now + timedelta(days=RENEW_DAYS):
        key = _made(now)
        _keep(path, key, replace=True)
    return key


def _made(now: datetime) -> Key:
    return make_key(f"Spinney at {urlparse(settings.SITE_ADDRESS).hostname or 'this site'}", now)


def _read(path: Path) -> Key | None:
    try:
        return from_pem(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as problem:
        raise CannotSeal(f"The key for seals in {path.name} is damaged.") from problem


def _keep(path: Path, key: Key, *, replace: bool) -> None:
    """Write the key, for this program alone to read, wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(to_pem(key))
        if replace:
            Path(scratch).replace(path)
        else:
            with contextlib.suppress(FileExistsError):
                os.link(scratch, path)
    finally:
        Path(scratch).unlink(missing_ok=True)


def _remember(key: Key) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    kept = _known() / f"{key.fingerprint}.pem"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        certificate = x509.load_der_x509_certificate(key.certificate)
        kept.write_bytes(certificate.public_bytes(Encoding.PEM))
