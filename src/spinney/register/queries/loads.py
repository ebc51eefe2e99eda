"""Loads as they may be seen: the list, one load, its rejects."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.ids import new_uid
from spinney.base.record.record import subject_of
from spinney.base.work.models import Job
from spinney.register.bridge.loads import keeping
from spinney.register.engine.readers.recognising import MappingNeeded
from spinney.register.engine.rows import OrganisationRow, Reject
from spinney.register.models import Load, LoadReject

REJECT_COLUMNS = ("File", "Line", "What is wrong", "What was expected", "Left out", "Row")


def visible_to(actor: Actor) -> QuerySet[Load]:
    """Loads are for hosts, and for the command, which acts as the system."""
    if actor.is_system or actor.has(Role.HOST, SITE):
        return Load.objects.order_by("-pk")
    return Load.objects.none()


def load_for(actor: Actor, number: int) -> Load:
    """One load. Raises NotFound when there is none of that number for this actor."""
    load = visible_to(actor).filter(pk=number).first()
    if load is None:
        raise NotFound(f"There is no load {number}.")
    return load


def job_of(load: Load) -> Job | None:
    """The latest background job of a load."""
    return Job.objects.filter(subject=subject_of(load)).order_by("-asked_at", "-pk").first()


def rejects_of(load: Load) -> QuerySet[LoadReject]:
    """What could not be taken, in the order of the file."""
    return load.rejects.order_by("pk")


def reject_rows(load: Load) -> Iterator[tuple[Any, ...]]:
    """Rejects as rows for a file, under `REJECT_COLUMNS`: of the load, or of its dry run."""
    trial = load.trial.get("rejects", ()) if load.state == "ready" else ()
    for one in trial:
        left_out = "a value" if one["kept"] else "the row"
        yield one["file"], one["line"], one["reason"], one["expected"], left_out, one["row"]
    for row in rejects_of(load).iterator(chunk_size=2_000):
        left_out = "a value" if row.kept else "the row"
        yield row.file, row.line, row.reason, row.expected, left_out, row.row


def mapping_wanted(load: Load) -> MappingNeeded | None:
    """What must be asked about the columns of a load; None when its table is known or mapped."""
    return None if load.mapping else keeping.wanted_mapping(load)


def samples_of(load: Load) -> dict[str, list[str]]:
    """The first values of each column of the load's table."""
    return keeping.samples(load)


def preview_of(load: Load) -> tuple[list[OrganisationRow], list[Reject]]:
    """The first organisations as they would be loaded, and what is wrong in the rows before."""
    return keeping.preview(load)


@contextmanager
def file_in_hand(file: UploadedFile[Any]) -> Iterator[tuple[Path, str]]:
    """An upload kept on disk for a load to read, and its name; removed again when no load comes of
    it, or when one that was begun before has the same file already.
    """
    name = PurePath(file.name or "file").name[:200]
    folder = keeping.upload_folder(new_uid().hex)
    folder.mkdir(parents=True)
    path = folder / f"upload{PurePath(name).suffix.lower()[:8]}"
    try:
        with path.open("wb") as kept:
            for chunk in file.chunks(1 << 20):
                kept.write(chunk)
        yield path, name
    finally:
        if not Load.objects.filter(files__0__path=str(path)).exists():
            shutil.rmtree(folder, ignore_errors=True)
