"""A version on paper: as PDF, as a Word document, and as the file that is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from spinney.agreements.bridge.certificates import certificate_of
from spinney.agreements.bridge.fixing import document_of
from spinney.agreements.bridge.site_seal import CannotSeal, ask_stamp, site_key
from spinney.agreements.engine.documents import Print, docx, pdf
from spinney.agreements.engine.sealing import seal, verify
from spinney.agreements.models import Version
from spinney.agreements.states import VersionState
from spinney.base.web.components.words import day
from spinney.base.web.uploads import safe_name

REASON = "Everybody who was needed has signed these words"


@dataclass(frozen=True)
class Printed:
    """A file that was made: its content and name."""

    content: bytes
    name: str


@dataclass(frozen=True)
class SealedFile:
    """A sealed PDF, the SHA-256 of the certificate, who stamped the time (an address or none)."""

    content: bytes
    certificate: str
    stamped_by: str


def print_pdf(version: Version, now: datetime) -> Printed:
    """A version as PDF; its draft as it is now. Once it is put out, the same bytes every time."""
    document = document_of(version)
    return Printed(pdf(document, how_of(version, now)), file_name(version, "pdf"))


def print_docx(version: Version, now: datetime) -> Printed:
    """A version as a Word document."""
    document = document_of(version)
    return Printed(docx(document, how_of(version, now)), file_name(version, "docx"))


def print_sealed(version: Version, now: datetime) -> SealedFile:
    """The signed words, the certificate page and the data of both, sealed with the site's key.

    Raises CannotSeal; Damaged when the words are not those that were signed.
    """
    key = site_key(now)
    document = document_of(version)
    how = Print(now, _standing(version, now), digest=version.digest)
    made = pdf(document, how, certificate_of(version, key))
    ask = ask_stamp if settings.SEAL_TIMESTAMPS else None
    content = seal(made, key, at=now, reason=REASON, ask=ask)
    if not verify(content).is_whole:
        raise CannotSeal("The seal that was made does not hold. Ask whoever keeps this site.")
    return SealedFile(content, key.fingerprint, settings.SEAL_TIMESTAMPS[:300])


def how_of(version: Version, now: datetime) -> Print:
    """How a version is printed, by its state."""
    is_draft = version.state in (VersionState.DRAFT, VersionState.DISCARDED)
    made_at = version.put_out_at if not is_draft and version.put_out_at else now
    return Print(
        made_at=made_at,
        standing=_standing(version, now),
        is_draft=is_draft,
        to_sign=version.state == VersionState.SIGNING,
        digest="" if is_draft else version.digest,
    )


def _standing(version: Version, now: datetime) -> str:
    if version.state == VersionState.SIGNING:
        return f"Put out for signature on {day(version.put_out_at)}"
    if version.state != VersionState.AGREED or version.in_force_from is None:
        return f"Draft of {day(now)}"
    until = f" until {day(version.in_force_until)}" if version.in_force_until else ""
    return f"In force from {day(version.in_force_from)}{until}"


def file_name(version: Version, ending: str, more: str = "") -> str:
    """What a file of a version is called: "Ground rules, version 2.pdf"."""
    which = f", version {version.number}" if version.number > 1 else ""
    draft = ", draft" if version.state == VersionState.DRAFT else ""
    # A name with a full stop in it keeps its ending.
    title = safe_name(version.agreement.title.replace("/", " ").replace(".", " "))[:100]
    return f"{title}{which}{draft}{more}.{ending}"
