"""The process that does waiting work: django-dbtasks' runner, with quicker recovery.

The runner of django-dbtasks 0.5 polls with a write transaction each time and takes back work only
from a dead worker of its own name. This one looks before it writes (SQLite has one writer), and
takes back the work of any worker whose heart has stopped.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta

from dbtasks.models import ScheduledTask, Worker
from dbtasks.runner import Runner
from django.db import transaction
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone

from spinney.base.work.duties import enqueue_due
from spinney.base.work.progress import pausing

LOOP_DELAY = 0.2  # seconds: how long a new job waits at most for an idle worker
CARE_EVERY = 5.0  # seconds between looks at duties and at dead workers
SWEEP_EVERY = 600.0  # seconds between removals of finished tasks
THREADS = 3


class JobRunner(Runner):  # type: ignore[misc]  # django-dbtasks has no types
    """Runs jobs and duties until it is told to stop."""

    def __init__(self, worker_id: str, *, threads: int | None = None) -> None:
        super().__init__(
            workers=threads or int(os.environ.get("SPINNEY_WORKER_THREADS", THREADS)),
            worker_id=worker_id,
            loop_delay=LOOP_DELAY,
            init_periodic=False,
        )
        self._cared_at = self._swept_at = -SWEEP_EVERY

    def schedule_tasks(self) -> float:
        """Look (a read), and only when there is something take it (a write)."""
        if pausing.is_set():
            # Asked to stop before `run` had begun, which forgets what it was asked before.
            self.stopsign.set()
            return 0
        if time.monotonic() - self._cared_at >= CARE_EVERY:
            self._cared_at = time.monotonic()
            self._take_back_from_the_dead()
            enqueue_due(timezone.now())
        now = timezone.now()
        ready = ScheduledTask.objects.filter(
            Q(run_after__isnull=True) | Q(run_after__lte=now),
            status=TaskResultStatus.READY,
            backend=self.backend.alias,
            queue__in=self.backend.queues,
        )
        if not ready.exists():
            if not self.tasks:
                self.empty.set()
            return LOOP_DELAY
        return float(super().schedule_tasks())

    def stop(self) -> None:
        """Leave off: running jobs keep their place and are taken up by the next worker."""
        pausing.set()
        super().stop()

    def delete_tasks(self) -> None:
        """Remove old finished tasks, now and then rather than at each turn."""
        if time.monotonic() - self._swept_at >= SWEEP_EVERY:
            self._swept_at = time.monotonic()
            super().delete_tasks()

    def take_over(self, predecessor: str) -> int:
        """Take back what a worker that is known to be dead was doing; returns how much."""
        with transaction.atomic():
            mine = ScheduledTask.objects.filter(
                worker_id=predecessor, status=TaskResultStatus.RUNNING
            )
            back = {"status": TaskResultStatus.READY, "started_at": None, "worker": None}
            number = int(mine.update(**back))
            Worker.objects.filter(pk=predecessor).delete()
        return number

    def _take_back_from_the_dead(self) -> None:
        silent_since = timezone.now() - timedelta(seconds=self.backend.worker_timeout)
        dead = Worker.objects.filter(last_seen__lt=silent_since).exclude(pk=self.worker_id)
        for name in dead.values_list("pk", flat=True):
            self.take_over(name)
