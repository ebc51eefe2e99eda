"""What was signed is sealed as one file."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.bridge.printing import SealedFile
from spinney.agreements.events.documents import version_sealed
from spinney.agreements.models import Sealed, Version
from spinney.agreements.policies.documents import check_can_be_sealed
from spinney.agreements.queries.documents import is_sealed_as_signed
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record


@transaction.atomic
def seal_version(*, version: Version, made: SealedFile, by: Actor, now: datetime) -> Sealed:
    """Keep the sealed file of a version. Doing it twice is doing it once; a signature that came
    after the seal (by a party whose signature was not needed) brings a new file in its place.
    """
    version = Version.objects.select_for_update().select_related("agreement").get(pk=version.pk)
    scope = version.agreement.scope
    require(policies.MAY, "seal_version", by=by, scope=scope)
    check_can_be_sealed(version)
    before = Sealed.objects.filter(seals=version).first()
    if before is not None and is_sealed_as_signed(version, before):
        return before
    sealed = before or Sealed(seals=version)
    sealed.size, sealed.sealed_at = len(made.content), now
    sealed.sha256 = hashlib.sha256(made.content).hexdigest()
    sealed.certificate_sha256, sealed.timestamped_by = made.certificate, made.stamped_by
    kept_as = f"{sealed.uid}-{sealed.sha256[:12]}.pdf"
    sealed.file.save(kept_as, ContentFile(made.content), save=False)
    sealed.save()
    record(
        "agreements.seal_version", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        digest=version.digest, sha256=sealed.sha256, certificate=sealed.certificate_sha256,
        timestamped_by=sealed.timestamped_by,
    )  # fmt: skip
    version_sealed.send(sender=Sealed, sealed=sealed, by=by, now=now)
    return sealed
