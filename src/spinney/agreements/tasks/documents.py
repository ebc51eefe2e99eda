"""What was signed is sealed in the background: setting it, stamping the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import now as clock

from spinney.agreements.actions.documents import seal_version as keep_seal
from spinney.agreements.bridge.printing import print_sealed
from spinney.agreements.bridge.sealing import SEAL, ask_for_seal
from spinney.agreements.models import Sealed, Version
from spinney.agreements.queries.documents import is_sealed_as_signed, to_be_sealed
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.models import Job
from spinney.base.work.progress import Progress

STEPS = 2


@job(SEAL, unit="step")
def seal_version(progress: Progress, *, version: int) -> dict[str, Any]:
    """Make the sealed PDF of a version, and keep it. Begun again after a kill, or twice at once,
    one file is kept.
    """
    found = Version.objects.select_related("agreement__cluster").get(pk=version)
    before = Sealed.objects.filter(seals=found).first()
    if before is not None and is_sealed_as_signed(found, before):
        return {"sealed": before.pk}
    progress.expect(STEPS)
    progress.say("The pages are set and sealed.")
    # The moment before the rows are read: a signature that comes meanwhile is not missed.
    at = clock()
    made = print_sealed(found, at)
    progress.step()
    sealed = keep_seal(version=found, made=made, by=Actor.system("sealing"), now=at)
    progress.step()
    return {"sealed": sealed.pk}


@duty("agreements: what was signed is sealed", every=timedelta(minutes=10))
def seal_what_waits(now: datetime) -> None:
    """Try again where a seal failed or was never begun: the time-stamping authority was away, the
    worker was stopped, one more has signed since.
    """
    over = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)
    for version in to_be_sealed():
        jobs = Job.objects.filter(kind=SEAL, subject=subject_of(version))
        if not jobs.exclude(state__in=over).exists():
            ask_for_seal(version, now)
