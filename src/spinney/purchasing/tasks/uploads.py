"""Reading files of payments, adding their lines, and throwing away what is kept long enough."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import now

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.purchasing.actions.adding import KEEP, keep_lines
from spinney.purchasing.actions.uploads import CLEAR, READ, discard_upload, read_file
from spinney.purchasing.bridge.files import drop_file
from spinney.purchasing.bridge.lines import clear_lines
from spinney.purchasing.models import SpendUpload
from spinney.purchasing.policies.uploads import KEEP_FILE_DAYS
from spinney.purchasing.states import UploadState

BATCH = 5_000


def _found(upload: int) -> SpendUpload:
    return SpendUpload.objects.select_related("organisation").get(pk=upload)


@job(READ, unit="row")
def read_payments(progress: Progress, *, upload: int) -> dict[str, Any]:
    """Read a file that was given in, so that somebody can check it."""
    known = [0]

    def tell(done: int, total: int) -> None:
        if progress.job.total != total:
            progress.expect(total)
        progress.step(done - known[0])
        known[0] = done

    found = read_file(upload=_found(upload), by=Actor.system("files"), now=now(), tell=tell)
    return {"state": found.state}


@job(KEEP, unit="payment", writes_much=True)
def add_payments(progress: Progress, *, upload: int) -> dict[str, Any]:
    """Add the payments of a file that was checked, from where it was left off."""

    def reached(done: int, total: int) -> None:
        if progress.job.total != total:
            progress.expect(total)
        progress.keep_place(done=done, reached=done)

    start = int(progress.place.get("reached", 0))
    found = keep_lines(
        upload=_found(upload), start=start, reached=reached, by=Actor.system("files"), now=now()
    )
    return {"added": found.summary["added"]}


@job(CLEAR, unit="payment", writes_much=True)
def clear_payments(progress: Progress, *, upload: int) -> dict[str, Any]:
    """Remove the lines of a file that was undone: they count no more already."""
    found = _found(upload)
    while found.state == UploadState.UNDONE:
        cleared = clear_lines(found, BATCH)
        progress.step(cleared)
        if cleared < BATCH:
            break
    return {}


@duty("purchasing: files of payments are cleared away", daily_at=time(2, 10))
def clear_files_of_payments(now: datetime) -> None:
    """Throw away files whose payments were added or taken out 30 days ago, and those that nobody
    checked for so long, with what was read of them.
    """
    before = now - timedelta(days=KEEP_FILE_DAYS)
    over = Q(state=UploadState.ADDED, added_at__lt=before) | Q(
        state=UploadState.UNDONE, undone_at__lt=before
    )
    for upload in SpendUpload.objects.filter(over).exclude(file=""):
        drop_file(upload)
        upload.save(update_fields=["file"])
    waiting = SpendUpload.objects.filter(
        state__in=[UploadState.READING, UploadState.TO_CHECK], given_at__lt=before
    )
    for upload in waiting.select_related("organisation"):
        discard_upload(upload=upload, by=Actor.system("files"), now=now)
