"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

from spinney.agreements.models import (
    Alert,
    Answered,
    Approval,
    AskedToSign,
    Authority,
    Comment,
    Duty,
    Leaving,
    OutsideReader,
    ProposedWords,
    Revocation,
    Scan,
    Sealed,
    Signature,
    SignedElsewhere,
    Signing,
)
from tests.agreements.making import an_agreement
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
BY = "person:1"


def fill_agreements(wood: Wood) -> None:
    """An agreement in force, with everything that came before and follows."""
    birch = wood.organisations["birch"]
    agreement = an_agreement(wood, ["birch"])
    version, party = agreement.versions.get(), agreement.parties.get()
    reader = OutsideReader.objects.create(
        reads=version, name="Mo Law", email="mo@example.org", content=version.content,
        until=DAY, asked_at=NOON, asked_by=BY,
    )  # fmt: skip
    Comment.objects.create(about=version, reader=reader, text="Who pays?", at=NOON)
    ProposedWords.objects.create(
        about=version, organisation=birch, person=wood.people["birch"], heading="Money",
        text="The lead pays.", at=NOON,
    )  # fmt: skip
    approval = Approval.objects.create(
        about=version, rule={}, opened_at=NOON, opened_by=BY, closes_on=DAY, digest="0" * 64
    )
    Answered.objects.create(approval=approval, organisation=birch, says="agrees", at=NOON)
    signing = Signing.objects.create(signs=version, opened_at=NOON, opened_by=BY, deadline=DAY)
    asked = AskedToSign.objects.create(signing=signing, party=party, asked_at=NOON)
    Signature.objects.create(
        asked=asked, person=wood.people["birch"], name="Birch", organisation_name=birch.name,
        how="electronic", identified_by="a code sent by e-mail", digest=version.digest, at=NOON,
    )  # fmt: skip
    _paper(Authority, asked=asked, name="minute.pdf")
    _paper(Scan, asked=asked, name="scan.pdf", signer_name="Birch", signed_on=DAY)
    _paper(SignedElsewhere, of=version, name="original.pdf", signed_on=DAY)
    sealed = Sealed(
        seals=version, size=3, sha256="0" * 64, sealed_at=NOON, certificate_sha256="0" * 64
    )
    sealed.file.save("sealed.pdf", ContentFile(b"pdf"), save=True)
    Duty.objects.create(agreement=agreement, kind="review", title="Review it", due_on=DAY)
    Alert.objects.create(of=version, days=90, sent_at=NOON)
    Leaving.objects.create(party=party, noticed_on=DAY, noticed_by=BY, leaves_on=DAY)
    Revocation.objects.create(agreement=agreement, organisation=birch, at=NOON, by=BY)


def _paper(model: type[Model], **fields: Any) -> None:
    row: Any = model(
        size=3,
        content_type="application/pdf",
        sha256="0" * 64,
        added_at=NOON,
        added_by=BY,
        **fields,
    )
    row.file.save(fields["name"], ContentFile(b"pdf"), save=True)
