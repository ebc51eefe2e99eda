"""What the certificate page says: who signed, for whom, when, and what proves it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from spinney.agreements.engine.document import Document
from spinney.base.kernel.canonical import canonical

FORMAT = "spinney-agreement/1"
"""What the embedded file calls itself; another format would be another number."""
ENCLOSED = "agreement.json"


@dataclass(frozen=True)
class Enclosed:
    """A paper that goes with a signature (a minute, a scan): its name and SHA-256."""

    name: str
    sha256: str
    what: str = ""


@dataclass(frozen=True)
class SignedBy:
    """One signature. `at` is a moment as ISO 8601 in UTC, `when` the same in words; `digest` the
    SHA-256 of the words as they were shown to her.
    """

    organisation: str
    name: str
    post: str
    mandate: str
    how: str
    identified_by: str
    at: str
    when: str
    digest: str
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True)
class NotSigned:
    """A party without a signature: what became of it, in words, and its reason."""

    organisation: str
    outcome: str
    reason: str = ""
    when: str = ""


@dataclass(frozen=True)
class Certificate:
    """How a version came to be signed. `facts` are pairs of a label and words, in order (put out,
    order of signing, how many were needed, in force from). `earlier` says what was put out before
    and taken back or not signed in time. `sealing` is how the file is sealed and stamped.
    """

    agreement: str
    facts: tuple[tuple[str, str], ...] = ()
    signed: tuple[SignedBy, ...] = ()
    not_signed: tuple[NotSigned, ...] = ()
    earlier: tuple[str, ...] = ()
    originals: tuple[Enclosed, ...] = ()
    sealing: tuple[str, ...] = field(default=())


def enclosed_json(document: Document, certificate: Certificate) -> bytes:
    """The fixed words and the signatures, as they are put into the sealed file so that it proves
    itself: canonical JSON.
    """
    said: Mapping[str, Any] = {
        "format": FORMAT,
        "agreement": certificate.agreement,
        "digest": document.digest,
        "document": document.to_json(),
        "certificate": asdict(certificate),
    }
    return canonical(said)
