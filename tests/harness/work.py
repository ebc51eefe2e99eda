"""A worker inside a test: does what waits, in the test's own thread and transaction."""

from __future__ import annotations

from dbtasks.models import ScheduledTask
from django.tasks import TaskResultStatus
from django.utils import timezone


def do_waiting_work(most: int = 1000) -> int:
    """Run every task that is due, and those that they start, until none waits. Returns how many.

    A task that fails is an error here (in service it is logged and kept): raises AssertionError
    with its traceback.
    """
    done = 0
    while done < most:
        due = ScheduledTask.objects.filter(status=TaskResultStatus.READY)
        due = due.exclude(run_after__gt=timezone.now()).order_by("-priority", "enqueued_at")
        waiting = due.first()
        if waiting is None:
            return done
        waiting.status = TaskResultStatus.RUNNING
        waiting.started_at = timezone.now()
        waiting.save(update_fields=["status", "started_at"])
        waiting.run_and_update()
        assert waiting.status == TaskResultStatus.SUCCESSFUL, waiting.traceback
        done += 1
    raise AssertionError(f"More than {most} tasks: one seems to start itself again and again.")
