"""Sealed agreements in the tables, with a key that is quick to make."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile

from spinney.agreements.bridge.printing import print_sealed
from spinney.agreements.models import Agreement, Sealed, SignedElsewhere
from tests.agreements.making import an_agreement
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def a_sealed_agreement(wood: Wood, **changes: Any) -> Agreement:
    """An agreement in force whose words are sealed."""
    agreement = an_agreement(wood, **changes)
    version = agreement.versions.get()
    made = print_sealed(version, NOON)
    sealed = Sealed(
        seals=version, size=len(made.content), sha256="0" * 64, sealed_at=NOON,
        certificate_sha256=made.certificate, timestamped_by=made.stamped_by,
    )  # fmt: skip
    sealed.file.save("sealed.pdf", ContentFile(made.content), save=True)
    return agreement


def an_original(agreement: Agreement) -> SignedElsewhere:
    """The file of an agreement that was signed before it came here."""
    original = SignedElsewhere(
        of=agreement.versions.get(), name="Signed rules.pdf", size=3,
        content_type="application/pdf", sha256="0" * 64, added_at=NOON, added_by="person:1",
        signed_on=NOON.date(),
    )  # fmt: skip
    original.file.save("original.pdf", ContentFile(b"pdf"), save=True)
    return original
