"""Files of a piece of evidence: added, taken away, put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed
from spinney.register import policies
from spinney.register.bridge.evidence_files import keeping, look_into
from spinney.register.models import Evidence, EvidenceFile
from spinney.register.policies import evidence as rules


@transaction.atomic
def attach_file(
    *, evidence: Evidence, files: Sequence[File[Any]], by: Actor, now: datetime
) -> list[EvidenceFile]:
    """Add files to a piece of evidence. Raises BadInput that names each that cannot be taken."""
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "attach_file", by=by, scope=scope)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.check_is_held(evidence)
    if not files:
        raise BadInput("Choose a file.", {"files": ["Choose a file."]})
    rules.check_number_of_files(evidence.files.filter(removed_at=None).count(), len(files))
    given = look_into(files, rules.MOST_BYTES)
    with keeping(evidence, given, by_label=by.label, now=now) as kept:
        if not kept:
            told = "This file is here already."
            raise BadInput(told, {"files": [told]})
        record(
            "register.attach_file",
            by=by,
            on=evidence,
            at=now,
            scope=scope,
            title=str(evidence),
            file=listed(row.name for row in kept),
            sha256=[row.sha256 for row in kept],
        )
        return kept


@transaction.atomic
def remove_file(*, file: EvidenceFile, by: Actor, now: datetime) -> EvidenceFile:
    """Take a file away: nobody can fetch it from now on. It can be put back for 30 days, and is
    then deleted.
    """
    scope = organisation_scope(file.evidence.organisation_id)
    require(policies.MAY, "remove_file", by=by, scope=scope)
    file = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    rules.check_file_is_there(file)
    rules.check_is_held(file.evidence)
    file.removed_at = now
    file.save(update_fields=["removed_at"])
    _record(file, "register.remove_file", by=by, now=now)
    return file


@transaction.atomic
def restore_file(*, file: EvidenceFile, by: Actor, now: datetime) -> EvidenceFile:
    """Put back a file that was taken away in the last 30 days."""
    scope = organisation_scope(file.evidence.organisation_id)
    require(policies.MAY, "restore_file", by=by, scope=scope)
    file = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if file.removed_at is None:
        raise WrongState(f"“{file.name}” is there, so there is nothing to put back.")
    if now - file.removed_at > timedelta(days=rules.UNDO_DAYS):
        raise WrongState(f"It was taken away more than {rules.UNDO_DAYS} days ago. Add it anew.")
    held = file.evidence.files.filter(removed_at=None).count()
    rules.check_number_of_files(held, 1)
    file.removed_at = None
    file.save(update_fields=["removed_at"])
    _record(file, "register.restore_file", by=by, now=now)
    return file


def _record(file: EvidenceFile, verb: str, *, by: Actor, now: datetime) -> None:
    evidence = file.evidence
    scope = organisation_scope(evidence.organisation_id)
    record(
        verb,
        by=by,
        on=evidence,
        at=now,
        scope=scope,
        title=str(evidence),
        file=file.name,
        sha256=file.sha256,
    )
