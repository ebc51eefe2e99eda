"""A seal is asked for: the work is done in the background."""

from __future__ import annotations

from datetime import datetime

from spinney.agreements.models import Version
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.base.work import jobs

SEAL = "agreements.seal_version"
"""The kind of job that seals a version."""


def ask_for_seal(version: Version, now: datetime) -> None:
    """Seal a version once the caller's transaction is kept. Asking twice does no harm."""
    jobs.start(
        SEAL,
        title=f"Sealing “{version.agreement.title}”",
        by=Actor.system("sealing"),
        now=now,
        given={"version": version.pk},
        subject=subject_of(version),
    )
