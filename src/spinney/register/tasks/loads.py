"""Loads in the background: each job calls the action of its name, telling how far it is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.base.work.jobs import job
from spinney.base.work.progress import Cancelled, Progress
from spinney.register.actions import loads
from spinney.register.bridge.loads.batches import Counts
from spinney.register.bridge.loads.running import Tell
from spinney.register.models import Load
from spinney.register.states import LoadState


def _teller(progress: Progress) -> Tell:
    """Tells a job how many rows are done, of about how many. The place itself is the load's."""
    expected = 0

    def tell(share: float, counts: Counts) -> None:
        nonlocal expected
        done = counts.rows + counts.rejected
        whole = int(done / share) if share > 0 else done
        if abs(whole - expected) > expected // 20:
            expected = max(whole, done)
            progress.expect(expected)
        progress.keep_place(done=done)

    return tell


@job("register.try_load", unit="row")
def try_load(progress: Progress, *, load_id: int) -> dict[str, Any]:
    """Try a load without writing."""
    progress.say("Reading the file and comparing it with the register. Nothing is changed.")
    load = Load.objects.get(pk=load_id)
    counts = loads.try_load(load=load, by=progress.by, now=timezone.now(), tell=_teller(progress))
    return asdict(counts)


@job("register.run_load", unit="row", writes_much=True)
def run_load(progress: Progress, *, load_id: int) -> dict[str, Any]:
    """Run a load, from its beginning or from where it was cut off."""
    progress.say("Loading. You may leave this page; the load goes on.")
    load = Load.objects.get(pk=load_id)
    try:
        counts = loads.run_load(
            load=load, by=progress.by, now=timezone.now(), tell=_teller(progress)
        )
    except Cancelled:
        with transaction.atomic():
            Load.objects.filter(pk=load_id, state=LoadState.RUNNING).update(state=LoadState.STOPPED)
        raise
    return asdict(counts)


@duty("register.discard_forgotten_loads", daily_at=time(3, 40))
def discard_forgotten_loads(now: datetime) -> None:
    """Files that were sent and not loaded for a week go."""
    forgotten = Load.objects.filter(state=LoadState.READY, made_at__lt=now - timedelta(days=7))
    for load in forgotten:
        loads.discard_load(load=load, by=Actor.system("loads"), now=now)


@job("register.undo_load", unit="row", writes_much=True)
def undo_load(progress: Progress, *, load_id: int) -> dict[str, Any]:
    """Take a load out again."""
    progress.say("Taking the load out again.")
    load = Load.objects.get(pk=load_id)
    undone = loads.undo_load(load=load, by=progress.by, now=timezone.now())
    return asdict(undone)
