"""Giving in a file of payments, saying how it is read, throwing it away, and undoing it.

What a member gives in is its own: entries of these deeds stand in its own book, and nobody else
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, TooMany
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.purchasing import policies
from spinney.purchasing.bridge import files
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.files import lock_upload
from spinney.purchasing.bridge.lines import clear_lines, hand_over, names_of
from spinney.purchasing.bridge.reading import lacking, understand
from spinney.purchasing.engine.reading.layout import Layout
from spinney.purchasing.engine.reading.look import Look
from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.saying import said
from spinney.purchasing.events.uploads import spend_changed
from spinney.purchasing.models import RowLeftOut, SpendUpload
from spinney.purchasing.policies import uploads as rules
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation

READ, CLEAR = "purchasing.read_file", "purchasing.clear_lines"
MOST_WAITING = 20
"""So many files of one member may wait to be checked: more would only fill the disk."""
MOST_CLEARED_AT_ONCE = 5_000


@dataclass(frozen=True)
class Given:
    """A file as it was taken; `again`: it was here already, and is given back as it stands."""

    upload: SpendUpload
    again: bool = False


@transaction.atomic
def give_file(*, organisation: Organisation, file: File[Any], by: Actor, now: datetime) -> Given:
    """Take a file of payments and begin to read it. The same file again is known by its SHA-256.

    Raises BadInput, TooLarge or TooMany; nothing is kept then.
    """
    rules.check_gives("give_file", organisation, by)
    checked = files.looked_into(file)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    here = SpendUpload.objects.filter(organisation=organisation, state__in=rules.LIVE)
    known = here.filter(sha256=checked.sha256).order_by("pk").first()
    if known is not None:
        return Given(known, again=True)
    if here.exclude(state=UploadState.ADDED).count() >= MOST_WAITING:
        raise TooMany(
            f"{MOST_WAITING} files wait to be checked. Add or throw away some of them first."
        )
    upload = SpendUpload(
        organisation=organisation, name=checked.name, size=checked.size, sha256=checked.sha256,
        given_at=now, given_by=by.label,
    )  # fmt: skip
    upload.file.save(f"{upload.uid}.{checked.name.rpartition('.')[2].lower()}", file, save=True)
    _remember_for_link(upload, by)
    _begin_reading(upload, by, now)
    record(
        "purchasing.give_file", by=by, on=upload, at=now, scope=upload.scope, file=upload.name,
        size=upload.size,
    )  # fmt: skip
    return Given(upload)


def _remember_for_link(upload: SpendUpload, by: Actor) -> None:
    """The holder of a link may go on with the files that were given in by it."""
    if by.pass_ is not None:
        link = TaskLink.objects.select_for_update(of=("self",)).get(pk=by.pass_.link_id)
        links.remember(link, uploads=[*link.memory.get("uploads", []), str(upload.uid)])


def _begin_reading(upload: SpendUpload, by: Actor, now: datetime) -> None:
    upload.job = _start(READ, "Reading a file of payments", upload, by, now).uid
    upload.save(update_fields=["job"])


def _start(kind: str, title: str, upload: SpendUpload, by: Actor, now: datetime) -> Job:
    """Begin long work on a file. Its title and subject tell nothing of what is in the file."""
    page = reverse("purchasing:upload", args=[upload.organisation_id, upload.pk])
    return jobs.start(
        kind, title=title, by=by, now=now, given={"upload": upload.pk},
        subject=subject_of(upload), return_to="" if by.pass_ else page,
    )  # fmt: skip


@transaction.atomic
def change_layout(
    *, upload: SpendUpload, layout: Layout, version: int, by: Actor, now: datetime
) -> SpendUpload:
    """Say how a file is read, and read it anew: before it is added, or after it was undone."""
    upload = lock_upload(upload)
    rules.check_handles("change_layout", upload, by)
    rules.check_can_become(upload, UploadState.READING)
    rules.check_file_is_kept(upload)
    check_unchanged(upload, version, "how this file is read")
    if lacks := lacking(layout, Look.from_json(upload.look)):
        raise BadInput(" ".join(said(one) for one in lacks))
    upload.layout, upload.state = layout.to_json(), UploadState.READING
    upload.version += 1
    upload.save(update_fields=["layout", "state", "version"])
    _begin_reading(upload, by, now)
    record(
        "purchasing.change_layout", by=by, on=upload, at=now, scope=upload.scope,
        file=upload.name, version=upload.version, before={}, after={},
    )  # fmt: skip
    return upload


def read_file(*, upload: SpendUpload, by: Actor, now: datetime, tell: Any = None) -> SpendUpload:
    """Read a file that was given in, so that somebody can check how it was understood. One that
    cannot be read safely is refused with the reason, and thrown away.
    """
    require(policies.MAY, "read_file", by=by, scope=upload.scope)
    if upload.state != UploadState.READING:
        return upload  # it was thrown away meanwhile
    try:
        found = understand(upload, *([tell] if tell else []))
    except FileRefused as refused:
        return _refuse(upload, str(refused), by, now)
    with transaction.atomic():
        upload = lock_upload(upload)
        if upload.state != UploadState.READING:
            return upload
        upload.look, upload.layout = found.look.to_json(), found.look.layout.to_json()
        upload.summary, upload.state = found.summary, UploadState.TO_CHECK
        upload.first_day, upload.last_day = found.first_day, found.last_day
        upload.save()
        upload.left_out.all().delete()
        RowLeftOut.objects.bulk_create(found.left_out, batch_size=2000)
        record(
            "purchasing.read_file", by=by, on=upload, at=now, scope=upload.scope, file=upload.name
        )
    return upload


@transaction.atomic
def _refuse(upload: SpendUpload, why: str, by: Actor, now: datetime) -> SpendUpload:
    upload = lock_upload(upload)
    if upload.state == UploadState.READING:
        upload.state, upload.refused_why = UploadState.REFUSED, why
        _forget(upload)
        record(
            "purchasing.read_file", by=by, on=upload, at=now, scope=upload.scope,
            file=upload.name, refused=why,
        )  # fmt: skip
    return upload


def _forget(upload: SpendUpload) -> None:
    """Keep nothing of a file but that it was here."""
    files.drop_file(upload)
    upload.look, upload.layout, upload.summary = {}, {}, {}
    upload.save()
    upload.left_out.all().delete()


@transaction.atomic
def discard_upload(*, upload: SpendUpload, by: Actor, now: datetime) -> SpendUpload:
    """Throw away a file whose payments were not added, with everything that was read from it."""
    upload = lock_upload(upload)
    rules.check_handles("discard_upload", upload, by)
    rules.check_can_become(upload, UploadState.DISCARDED)
    upload.state = UploadState.DISCARDED
    _forget(upload)
    record(
        "purchasing.discard_upload", by=by, on=upload, at=now, scope=upload.scope,
        file=upload.name,
    )  # fmt: skip
    return upload


@transaction.atomic
def undo_upload(*, upload: SpendUpload, by: Actor, now: datetime) -> SpendUpload:
    """Take the payments of a file out again, at any time. From this moment none of them counts;
    those that a later file has as well stay as that file's. Many lines are removed in the
    background.
    """
    upload = lock_upload(upload)
    require(policies.MAY, "undo_upload", by=by, scope=upload.scope)
    rules.check_can_become(upload, UploadState.UNDONE)
    names = names_of(upload)
    hand_over(upload)
    upload.state, upload.undone_at = UploadState.UNDONE, now
    upload.save(update_fields=["state", "undone_at"])
    if clear_lines(upload, MOST_CLEARED_AT_ONCE) == MOST_CLEARED_AT_ONCE:
        _start(CLEAR, "Removing payments that were taken out", upload, by, now)
    rebuild(upload.organisation_id, names)
    record("purchasing.undo_upload", by=by, on=upload, at=now, scope=upload.scope, file=upload.name)
    spend_changed.send(
        SpendUpload, organisation_id=upload.organisation_id, change="undone", upload=upload,
        by=by, now=now,
    )  # fmt: skip
    return upload
