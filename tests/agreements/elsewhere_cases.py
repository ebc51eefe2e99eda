"""Agreements that were signed elsewhere, brought in by those who run the cluster."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from spinney.agreements.actions.drafting import PartyLine, answer_term
from spinney.agreements.actions.elsewhere import (
    Original,
    bring_in_agreement,
    confirm_original,
)
from spinney.agreements.bridge.originals import content_digest
from spinney.agreements.models import Agreement, Version
from spinney.base.kernel.actors import Actor
from tests.agreements.making import another_member
from tests.agreements.signing_cases import actor
from tests.personas import Wood

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
SIGNED = date(2024, 6, 3)


def a_scan(name: str = "Signed rules.pdf") -> SimpleUploadedFile:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    made = io.BytesIO()
    writer.write(made)
    return SimpleUploadedFile(name, made.getvalue(), "application/pdf")


def bring_in(
    wood: Wood, *, by: Actor | None = None, terms: dict[str, Any] | None = None, **changes: Any
) -> Agreement:
    """Ground rules of Birch House and Elder House, signed on 3 June 2024."""
    if "elder" not in wood.organisations:
        another_member(wood, "elder")
    original = Original(
        changes.pop("file", None) or a_scan(),
        changes.pop("signed_on", SIGNED),
        changes.pop("holds_from", SIGNED),
    )
    parties = [PartyLine(wood.organisations[name]) for name in ("birch", "elder")]
    given = {"kind": "ground_rules", "title": "Old rules", "parties": parties} | changes
    agreement = bring_in_agreement(
        cluster=wood.cluster, original=original, by=by or wood.ash, now=NOW, **given
    )
    for key, value in (terms or {}).items():
        answer_term(version=version_of(agreement), key=key, value=value, by=wood.ash, now=NOW)
    return agreement


def version_of(agreement: Agreement) -> Version:
    version = agreement.versions.get()
    version.agreement = agreement
    return version


def confirm(wood: Wood, agreement: Agreement, name: str, digest: str = "") -> Version:
    version = version_of(agreement)
    by = actor(wood, name)
    return confirm_original(
        version=version, digest=digest or content_digest(version), by=by, now=NOW
    )
