"""Adding the payments of a file that was checked: begun by a person, done in the background."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.work import jobs
from spinney.base.work.progress import Paused
from spinney.purchasing import policies
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.files import lock_upload
from spinney.purchasing.bridge.lines import (
    NameBook,
    add,
    clear_lines,
    hand_over,
    names_of,
    placed,
)
from spinney.purchasing.bridge.reading import read_lines
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.events.uploads import spend_changed
from spinney.purchasing.models import SpendAsked, SpendLayout, SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.queries.newly_seen import newly_seen
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation

KEEP = "purchasing.keep_lines"
Reached = Callable[[int, int], None]
"""Told in the transaction of each batch: how many lines are in, of how many."""


@transaction.atomic
def add_lines(
    *, upload: SpendUpload, last_day: date | None = None, share_too: bool = False, by: Actor,
    now: datetime,
) -> SpendUpload:  # fmt: skip
    """Begin to add the payments of a file that somebody has checked. `last_day` is up to when it
    goes, needed only where lines have no date. `share_too`: she saw which names a cluster would
    then see for the first time, and agrees; needed only where there are some. Raises BadInput.
    """
    upload = lock_upload(upload)
    rules.check_handles("add_lines", upload, by)
    rules.check_can_be_added(upload, last_day, localdate(now))
    counted = max(filter(None, (last_day, upload.last_day)), default=None)
    if not share_too:
        rules.check_shows_nobody_new(
            {
                one.cluster.name: len(one.names)
                for one in newly_seen(upload, localdate(now), counted)
            }
        )
    upload.state = UploadState.ADDING
    if rules.needs_a_day(upload):
        upload.last_day = counted
        upload.first_day = upload.first_day or upload.last_day
    page = reverse("purchasing:upload", args=[upload.organisation_id, upload.pk])
    upload.job = jobs.start(
        KEEP, title="Adding payments", by=by, now=now, given={"upload": upload.pk},
        subject=subject_of(upload), return_to="" if by.pass_ else page,
    ).uid  # fmt: skip
    upload.save(update_fields=["state", "first_day", "last_day", "job"])
    asked = SpendAsked.objects.filter(organisation=upload.organisation, answered_at=None)
    asked.update(answered_at=now)
    record("purchasing.add_lines", by=by, on=upload, at=now, scope=upload.scope, file=upload.name)
    return upload


def keep_lines(
    *, upload: SpendUpload, start: int = 0, reached: Reached, by: Actor, now: datetime
) -> SpendUpload:
    """Add the payments of a file from its line `start` on. What is written counts once all is in.

    Whatever stops it for good takes out again what it wrote, and the file waits to be checked as
    before; a worker that is only put off goes on where it was (`reached` raises Paused then).
    """
    require(policies.MAY, "keep_lines", by=by, scope=upload.scope)
    if upload.state != UploadState.ADDING:
        raise WrongState("This file is not being added any more.")
    try:
        total = _write(upload, start, reached)
    except Paused:
        raise
    except Exception:
        _take_back(upload)
        raise
    return _all_in(upload, total, by, now)


def _write(upload: SpendUpload, start: int, reached: Reached) -> int:
    """Write the lines, some at a time; returns how many the file has."""
    _clear_what_was_undone(upload)
    reading = read_lines(upload, Layout.from_json(upload.layout))
    names, total, done = NameBook(upload, reading.lines), reading.summary.rows, 0
    for some in placed(reading.lines):
        done += len(some)
        if done <= start:
            continue
        with transaction.atomic():
            Organisation.objects.select_for_update(no_key=True).get(pk=upload.organisation_id)
            _check_still_theirs(upload)
            add(upload, some, names)
            reached(done, total)
    return total


def _check_still_theirs(upload: SpendUpload) -> None:
    """Raise WrongState where two organisations turned out to be one, or two, in the midst of it."""
    same = SpendUpload.objects.filter(pk=upload.pk, organisation=upload.organisation_id)
    if not same.exists():
        raise WrongState("This file now belongs to another organisation. Add its payments again.")


@transaction.atomic
def _take_back(upload: SpendUpload) -> None:
    """Nothing of a file that was added in part stays."""
    upload = lock_upload(upload)
    hand_over(upload)
    clear_lines(upload)
    upload.state = UploadState.TO_CHECK
    upload.save(update_fields=["state"])


def _clear_what_was_undone(upload: SpendUpload) -> None:
    """Lines that somebody took out and that still lie there would stand in the way."""
    mine = SpendUpload.objects.filter(organisation=upload.organisation_id)
    for one in mine.filter(state=UploadState.UNDONE, lines__isnull=False).distinct():
        with transaction.atomic():
            clear_lines(one)


@transaction.atomic
def _all_in(upload: SpendUpload, total: int, by: Actor, now: datetime) -> SpendUpload:
    upload = lock_upload(upload)
    known = upload.again.count()
    kept = {key: one for key, one in upload.summary.items() if key != "by_month"}
    upload.summary = kept | {"known": known, "added": total - known}
    upload.state, upload.added_at = UploadState.ADDED, now
    upload.save(update_fields=["summary", "state", "added_at"])
    SpendLayout.objects.update_or_create(
        organisation=upload.organisation,
        fingerprint=Layout.from_json(upload.layout).fingerprint,
        defaults={"layout": upload.layout, "used_at": now},
    )
    rebuild(upload.organisation_id, names_of(upload))
    record(
        "purchasing.keep_lines", by=by, on=upload, at=now, scope=upload.scope, file=upload.name,
        added=total - known, known=known,
    )  # fmt: skip
    spend_changed.send(
        SpendUpload, organisation_id=upload.organisation_id, change="added", upload=upload,
        by=by, now=now,
    )  # fmt: skip
    return upload
