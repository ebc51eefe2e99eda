"""Loading a register: begin, say what columns hold, try, run, undo.

`run_load`, `try_load` and `undo_load` do long work and take as long as it does; the web starts
them in the background with `start_load`. Their changes are kept batch by batch, so that a load
that is cut off continues where it was (docs/adr/loads.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.base.record.record import record, subject_of
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.register.bridge.duplicate_search import search_soon
from spinney.register.bridge.loads import keeping, running, undoing
from spinney.register.bridge.loads.batches import Counts
from spinney.register.bridge.loads.postcodes import PostcodeCounts, keep_postcodes
from spinney.register.bridge.loads.running import Run, Tell, quiet
from spinney.register.bridge.loads.turn import turn_to_load
from spinney.register.bridge.loads.undoing import Undone
from spinney.register.engine.readers.mapping import Mapping
from spinney.register.engine.rows import Reject
from spinney.register.models import Load
from spinney.register.policies import MAY
from spinney.register.policies.loads import check_may_change, check_may_run, check_may_undo
from spinney.register.states import LoadState


def begin_load(
    *,
    files: Sequence[tuple[Path, str]],
    mapping: dict[str, Any] | None = None,
    checked_on: date,
    by: Actor,
    now: datetime,
) -> Load:
    """A load of some files (each with the name to show), ready to be run.

    When the very same files were begun before and not finished, that load is given back, so that
    it is taken up again. Raises FileRefused for files that nothing can be read from; a table that
    needs a mapping is no error here (see `map_load`).
    """
    require(MAY, "begin_load", by=by, scope=SITE)
    described = [keeping.describe(path, name) for path, name in files]
    mapping = Mapping.from_json(mapping).as_json() if mapping else {}
    print_ = keeping.fingerprint(described, mapping)
    begun = Load.objects.filter(
        fingerprint=print_, state__in=[LoadState.RUNNING, LoadState.STOPPED]
    )
    unfinished = begun.order_by("-pk").first()
    if unfinished is not None:
        return unfinished
    load = Load(files=described, mapping=mapping, fingerprint=print_, checked_on=checked_on)
    load.source, load.remarks = keeping.source_and_remarks(load)
    load.person_id, load.made_at = by.person_id, now
    with transaction.atomic():
        load.save()
        names = [file["name"] for file in described]
        record("register.begin_load", by=by, on=load, at=now, scope=SITE, files=names)
    return load


def map_load(*, load: Load, mapping: dict[str, Any], by: Actor, now: datetime) -> Load:
    """Say what the columns of the load's table hold. Raises FileRefused for a mapping that cannot
    work with it, WrongState once the load has begun.
    """
    require(MAY, "map_load", by=by, scope=SITE)
    check_may_change(load)
    load.mapping = Mapping.from_json(mapping).as_json()
    keeping.check_mapping(load)
    load.source, load.remarks = keeping.source_and_remarks(load)
    load.fingerprint = keeping.fingerprint(load.files, load.mapping)
    load.trial = {}
    with transaction.atomic():
        load.save()
        columns = dict(load.mapping["columns"])
        record("register.map_load", by=by, on=load, at=now, scope=SITE, columns=columns)
    return load


def start_load(*, load: Load, what: str, by: Actor, now: datetime) -> Job:
    """Start to "try", "run" or "undo" a load (that is `what`) in the background."""
    require(MAY, "start_load", by=by, scope=SITE)
    check = {"try": check_may_change, "run": check_may_run, "undo": check_may_undo}[what]
    check(load)
    under_way = Job.objects.unfinished().filter(subject=subject_of(load))
    if under_way.exists():
        raise WrongState("This load is being worked on already. Wait until it has finished.")
    title = {"try": "Trying", "run": "Loading", "undo": "Undoing the load of"}[what]
    with transaction.atomic():
        job = jobs.start(
            f"register.{what}_load",
            title=f"{title} {keeping.names_of(load)}",
            by=by,
            now=now,
            given={"load_id": load.pk},
            subject=subject_of(load),
            return_to=f"/register/loads/{load.pk}/",
        )
        record("register.start_load", by=by, on=load, at=now, scope=SITE, what=what)
    return job


def try_load(*, load: Load, by: Actor, now: datetime, tell: Tell = quiet) -> Counts:
    """What running the load would do; nothing of it is written. The counts and the first rejects
    are kept with the load.
    """
    require(MAY, "try_load", by=by, scope=SITE)
    counts, rejects = Run(load, keeping.open_load(load), now).look(tell)
    load.trial = keeping.trial_of(counts, rejects)
    with transaction.atomic():
        load.save(update_fields=["trial"])
        record("register.try_load", by=by, on=load, at=now, scope=SITE, **vars(counts))
    return counts


def run_load(*, load: Load, by: Actor, now: datetime, tell: Tell = quiet) -> Counts:
    """Run a load, or take it up again where it was cut off.

    What it makes is there for everybody once it is done, all at once, and is then compared with
    the rest in the background, for what is entered twice. Raises FileRefused when a
    file breaks off part of the way; everything is then taken out again before.
    """
    require(MAY, "run_load", by=by, scope=SITE)
    with turn_to_load():
        load.refresh_from_db()
        check_may_run(load)
        try:
            reading = keeping.open_load(load)
            _move(load, LoadState.RUNNING)
            counts = Run(load, reading, now).keep(tell)
        except FileRefused as refused:
            _give_up(load, str(refused), now)
            raise
        with transaction.atomic():
            load.state, load.ended_at, load.message = LoadState.DONE, now, ""
            load.save(update_fields=["state", "ended_at", "message"])
            record("register.run_load", by=by, on=load, at=now, scope=SITE, **vars(counts))
        if counts.added:
            running.finish_index()
            search_soon(by=by, now=now)
        keeping.forget_files(load)
    return counts


def undo_load(*, load: Load, by: Actor, now: datetime) -> Undone:
    """Take a load out again: what it added goes, what it changed is as before. Facts and
    organisations that people have changed or used since are kept, and told.
    """
    require(MAY, "undo_load", by=by, scope=SITE)
    with turn_to_load():
        load.refresh_from_db()
        check_may_undo(load)
        _move(load, LoadState.UNDOING)
        undone = undoing.undo(load, now)
        with transaction.atomic():
            load.state, load.ended_at = LoadState.UNDONE, now
            load.message = undone.in_words()
            load.save(update_fields=["state", "ended_at", "message"])
            record("register.undo_load", by=by, on=load, at=now, scope=SITE, **vars(undone))
        keeping.forget_files(load)
    return undone


def discard_load(*, load: Load, by: Actor, now: datetime) -> None:
    """Throw away a load that has not begun, with its files."""
    require(MAY, "discard_load", by=by, scope=SITE)
    check_may_change(load)
    with transaction.atomic():
        record("register.discard_load", by=by, on=load, at=now, scope=SITE)
        keeping.forget_files(load)
        load.delete()


def load_postcodes(
    *,
    path: Path,
    by: Actor,
    now: datetime,
    tell: Callable[[float], None],
    reject: Callable[[Reject], None],
) -> PostcodeCounts:
    """Learn where postcodes are from a file of the ONS Postcode Directory's shape.

    Raises FileRefused for any other file. Loading it again changes nothing.
    """
    require(MAY, "load_postcodes", by=by, scope=SITE)
    with turn_to_load():
        counts = keep_postcodes(path, tell, reject)
    with transaction.atomic():
        book = Load(pk=0)  # the register as a whole: no row of its own is changed
        record("register.load_postcodes", by=by, on=book, at=now, scope=SITE, **vars(counts))
    return counts


def _move(load: Load, state: LoadState) -> None:
    load.state = state
    load.save(update_fields=["state"])


def _give_up(load: Load, message: str, now: datetime) -> None:
    """A file could not be read to its end: take out what was written, and say why."""
    if load.state == LoadState.RUNNING:
        undoing.undo(load, now)
    load.rejects.all().delete()
    blank = {name: 0 for name in vars(Counts())}
    for name, value in blank.items():
        setattr(load, name, value)
    load.state, load.checkpoint, load.message, load.ended_at = LoadState.FAILED, {}, message, now
    load.save()
