"""A PDF that somebody hands in, held against the certificates that this site has used."""

from __future__ import annotations

from spinney.agreements.bridge.site_seal import known_certificates
from spinney.agreements.engine.sealing import Told, told, verify


def verdict_on(pdf: bytes) -> tuple[bool, Told]:
    """Whether a PDF is whole and sealed by this site; and what is to be said of it."""
    known = known_certificates()
    verdict = verify(pdf, known)
    return verdict.is_whole and verdict.certificate in known, told(verdict)
