"""A worker in a process of its own, on a test's database, so that a test can kill it.

Arguments: the database's name, the worker's name, its predecessor's ("" for none).
"""

from __future__ import annotations

import sys
import time

from django.conf import settings

from spinney.cli.site import wake_django

SILENCE = 2  # seconds after which a silent worker counts as dead


def main(database: str, name: str, predecessor: str) -> None:
    """Run until stopped."""
    settings.DATABASES["default"]["NAME"] = database
    settings.TASKS["default"]["OPTIONS"].update(worker_timeout=SILENCE, immediate=False)
    wake_django()
    declare_slow_count()
    from spinney.cli.serving.worker import run

    run(name, predecessor)


def declare_slow_count() -> None:
    """A job that makes one row (a Duty, for want of another) for each number, with its place."""
    from django.db import transaction
    from django.utils import timezone

    from spinney.base.work.jobs import job
    from spinney.base.work.models import Duty
    from spinney.base.work.progress import Progress

    @job("tests.slow_count", unit="rows")
    def slow_count(progress: Progress, *, to: int) -> dict[str, object]:
        progress.expect(to)
        first = progress.place.get("number", 0)
        for number in range(first + 1, to + 1):
            with transaction.atomic():
                Duty.objects.create(name=f"row {number}", due_at=timezone.now())
                progress.keep_place(number=number, done=number)
            time.sleep(0.01)
        return {"began": first, "ended": to}


if __name__ == "__main__":
    main(*sys.argv[1:4])
