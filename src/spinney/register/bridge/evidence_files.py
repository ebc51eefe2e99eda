"""Files of evidence: looked into by base.web.uploads, kept under names that nobody can guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.files.base import File

from spinney.base.kernel.errors import BadInput, TooLarge
from spinney.base.kernel.ids import new_uid
from spinney.base.web import uploads
from spinney.base.web.uploads import Checked
from spinney.register.models import Evidence, EvidenceFile

ENDINGS = tuple(e for e in uploads.DOCUMENTS if e not in ("txt", "md", "csv", "rtf", "gif"))
"""PDF, office documents and pictures. No plain text: a web page is plain text too."""

type Given = tuple[File[Any], Checked]


def look_into(files: Sequence[File[Any]], most_bytes: int) -> list[Given]:
    """Check every file by its content before any is kept. Raises BadInput (field "files") that
    names each file that cannot be taken, and why.
    """
    given, problems = [], []
    for file in files:
        try:
            given.append((file, uploads.check(file, endings=ENDINGS, most_bytes=most_bytes)))
        except (BadInput, TooLarge) as problem:
            problems.append(str(problem))
    if problems:
        raise BadInput(" ".join(problems), {"files": problems})
    return given


@contextmanager
def keeping(
    evidence: Evidence, given: Sequence[Given], *, by_label: str, now: datetime
) -> Iterator[list[EvidenceFile]]:
    """Keep files with a piece of evidence; should the action fail, none stays behind on disk."""
    kept: list[EvidenceFile] = []
    known = set(evidence.files.filter(removed_at=None).values_list("sha256", flat=True))
    try:
        for file, checked in given:
            if checked.sha256 not in known:
                known.add(checked.sha256)
                kept.append(_keep(evidence, file, checked, by_label=by_label, now=now))
        yield kept
    except BaseException:
        for row in kept:
            row.file.storage.delete(str(row.file.name))
        raise


def _keep(
    evidence: Evidence, file: File[Any], checked: Checked, *, by_label: str, now: datetime
) -> EvidenceFile:
    row = EvidenceFile(
        evidence=evidence,
        name=checked.name,
        size=checked.size,
        content_type=checked.content_type,
        sha256=checked.sha256,
        added_at=now,
        added_by=by_label,
    )
    row.file.save(f"{new_uid().hex}.kept", file, save=True)
    return row
