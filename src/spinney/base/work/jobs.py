"""Long work: said once by a room, started by an action, looked at and stopped by its person."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.canonical import plain
from spinney.base.kernel.errors import SpinneyError, WrongState
from spinney.base.kernel.ids import new_uid
from spinney.base.work.models import Job
from spinney.base.work.progress import Cancelled, Paused, Progress

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
Function = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True)
class Kind:
    """A kind of job: its function, what it counts, and whether it writes so much that only one
    of its like may run at a time.
    """

    name: str
    function: Function
    unit: str
    writes_much: bool


_kinds: dict[str, Kind] = {}
# SQLite has one writer at a time; two bulk writers would only make each other wait.
_one_bulk_writer = threading.Lock()


def job(name: str, *, unit: str = "", writes_much: bool = False) -> Callable[[Function], Function]:
    """Declare that a function is the work of jobs of this kind ("register.load").

    The function takes a Progress and then, by keyword, what `start` was given (as JSON), and
    returns the job's result (as JSON) or None. It may be run again after a kill: it continues
    from `progress.place`. Declared in a room's tasks.py, which its AppConfig.ready imports.
    """

    def declare(function: Function) -> Function:
        known = _kinds.get(name)
        if known and known.function.__qualname__ != function.__qualname__:
            raise LookupError(f"There are two functions for jobs of the kind {name!r}.")
        _kinds[name] = Kind(name, function, unit, writes_much)
        return function

    return declare


def start(
    kind: str,
    *,
    title: str,
    by: Actor,
    now: datetime,
    given: dict[str, Any] | None = None,
    subject: str = "",
    return_to: str = "",
) -> Job:
    """Start a job once the caller's transaction is kept. Returns the job, to show its progress.

    `title` tells the person what is being done ("Loading charities.csv"); `return_to` is the page
    to which its progress page leads back; `subject` is what it concerns, as in the record.
    Raises LookupError for a kind that no room declared.
    """
    declared = _kinds[kind]
    made = Job.objects.create(
        kind=kind,
        title=title[:200],
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        subject=subject,
        given=plain(given or {}),
        unit=declared.unit,
        asked_at=now,
        return_to=return_to,
    )
    _enqueue(made)
    return made


def cancel(found: Job, *, now: datetime) -> Job:
    """Ask a job to stop at its next step. One that has not begun is stopped at once.

    The caller has found it through `Job.objects.visible_to`. Raises WrongState when it is over.
    """
    waiting = Job.objects.filter(pk=found.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked_at=now, finished_at=now):
        running = Job.objects.filter(pk=found.pk, state=Job.State.RUNNING)
        if not running.update(cancel_asked_at=now):
            raise WrongState("This work is over already, so there is nothing to stop.")
    found.refresh_from_db()
    return found


def take_up_again(found: Job, *, now: datetime) -> Job:
    """Continue a job that a problem or its person stopped, from the place that it kept."""
    over = Job.objects.filter(pk=found.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED])
    again = {"cancel_asked_at": None, "finished_at": None, "error": "", "attempts": 0}
    if not over.update(state=Job.State.WAITING, asked_at=now, **again):
        raise WrongState("Only work that was stopped can be taken up again.")
    found.refresh_from_db()
    _enqueue(found)
    return found


def _enqueue(made: Job) -> None:
    """Hand the job to the workers, in the caller's transaction: both are kept, or neither."""
    uid = str(made.uid)
    if run_job.get_backend().immediate:  # type: ignore[attr-defined]
        transaction.on_commit(lambda: run_job.enqueue(uid=uid))
    else:
        run_job.enqueue(uid=uid)


@task
def run_job(uid: str) -> str:
    """Run one job, from its beginning or from where it was when its worker was killed.

    Returns its state. A job that keeps killing its worker is given up after MOST_ATTEMPTS.
    """
    found = Job.objects.filter(uid=UUID(uid)).first()
    if found is None or found.is_finished:
        return found.state if found else "gone"
    found.attempts += 1
    found.started_at = found.started_at or timezone.now()
    found.state = Job.State.RUNNING
    found.save(update_fields=["attempts", "started_at", "state"])
    if found.attempts > MOST_ATTEMPTS:
        _finish(
            found, Job.State.FAILED, error="This work was cut off five times, so it was given up."
        )
        return found.state
    kind = _kinds.get(found.kind)
    if kind is None:
        _finish(
            found, Job.State.FAILED, error=f"This site no longer knows how to do “{found.kind}”."
        )
        return found.state
    turn: AbstractContextManager[Any] = _one_bulk_writer if kind.writes_much else nullcontext()
    with turn:
        _run(kind, found)
    return found.state


def _run(kind: Kind, found: Job) -> None:
    try:
        result = kind.function(Progress(found), **found.given)
    except Cancelled:
        _finish(found, Job.State.CANCELLED)
    except Paused:
        Job.objects.filter(pk=found.pk).update(state=Job.State.WAITING, attempts=0)
        _enqueue(found)
    except SpinneyError as problem:
        _fail(found, str(problem))
    except Exception:
        reference = new_uid().hex[:8]
        logger.exception("Job %s (%s), reference %s", found.uid, kind.name, reference)
        sentence = (
            "Something went wrong on our side. What was done so far is kept. Try again, or tell "
            f"whoever runs this site, with the reference {reference}."
        )
        _fail(found, sentence, reference=reference)
    else:
        _finish(found, Job.State.DONE, result=plain(result or {}), done=found.done)


def _fail(found: Job, error: str, reference: str = "") -> None:
    _finish(found, Job.State.FAILED, error=error, reference=reference)


def _finish(found: Job, state: Job.State, **changes: Any) -> None:
    found.state = state
    found.finished_at = timezone.now()
    for name, value in changes.items():
        setattr(found, name, value)
    found.save(update_fields=["state", "finished_at", *changes])
