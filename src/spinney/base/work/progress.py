"""What a job is given: to say how far it is, to keep its place, and to hear that it must stop.

    @job("register.load", unit="organisations")
    def load(progress: Progress, *, file: str) -> dict[str, object]:
        place = progress.place.get("row", 0)
        for batch in batches(file, start=place):
            with transaction.atomic():
                keep(batch)
                progress.keep_place(row=batch.end, done=batch.end)
        return {"organisations": place}

What is kept in the same transaction as the place is kept exactly once, whatever is killed when.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.work.models import Job

TELL_EVERY = 0.5  # seconds between two writes of progress: more often nobody sees


class Cancelled(Exception):  # noqa: N818  (it is news, not a failure)
    """Somebody asked the job to stop. Let it pass: the runner catches it."""


class Paused(Exception):  # noqa: N818
    """The worker is being stopped; the job continues from its place when one is back."""


#: Set when this process is asked to stop: jobs then leave off at their next place.
pausing = threading.Event()


class Progress:
    """A running job, as its own function sees it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told_at = 0.0

    @property
    def job(self) -> Job:
        return self._job

    @property
    def place(self) -> dict[str, Any]:
        """What `keep_place` kept last; empty at the first start."""
        return dict(self._job.checkpoint)

    @property
    def by(self) -> Actor:
        """Whoever started the job, with the roles that she has today, for the same organisation.

        A job without a person is the system's.
        """
        if self._job.person_id is None:
            return Actor.system(self._job.kind)
        person = Person.objects.get(pk=self._job.person_id)
        return actor_for(person, timezone.localdate(), self._job.organisation_id)

    def expect(self, total: int | None, unit: str = "") -> None:
        """Say how much there is to do, once it is known."""
        changes: dict[str, Any] = {"total": total}
        if unit:
            changes["unit"] = unit
        self._write(changes)

    def say(self, message: str) -> None:
        """One plain sentence about what is being done now."""
        self._write({"message": message[:300]})

    def step(self, number: int = 1) -> None:
        """So many more are done. Cheap: written twice a second. Raises Cancelled or Paused."""
        self._job.done += number
        if time.monotonic() - self._told_at >= TELL_EVERY:
            self._write({"done": self._job.done})
            self._stop_if_asked()

    def keep_place(self, *, done: int | None = None, **place: Any) -> None:
        """Keep where to continue after a kill, at once, in the caller's transaction.

        Raises Cancelled when somebody asked the job to stop, Paused when the worker is stopping;
        the caller's transaction is then rolled back, and the place before it stands.
        """
        self._stop_if_asked()
        checkpoint = {**self._job.checkpoint, **place}
        # Whoever gets further is not going round in circles.
        changes: dict[str, Any] = {"checkpoint": checkpoint, "attempts": 0}
        if done is not None:
            changes["done"] = done
        self._write(changes)

    def _stop_if_asked(self) -> None:
        if pausing.is_set():
            raise Paused
        asked = Job.objects.filter(pk=self._job.pk, cancel_asked_at__isnull=False)
        if asked.exists():
            raise Cancelled

    def _write(self, changes: dict[str, Any]) -> None:
        self._told_at = time.monotonic()
        for name, value in changes.items():
            setattr(self._job, name, value)
        self._job.moved_at = timezone.now()
        Job.objects.filter(pk=self._job.pk).update(moved_at=self._job.moved_at, **changes)
