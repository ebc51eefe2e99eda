"""A job survives the death of its worker: a real process, really killed."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.work import jobs
from spinney.base.work.models import Duty, Job
from tests.harness.processes import wait_until
from tests.harness.worker_process import declare_slow_count

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TO = 200
declare_slow_count()
Worker = subprocess.Popen[bytes]


@pytest.fixture
def hire() -> Iterator[Callable[..., Worker]]:
    """Starts worker processes on the test's database; ends those that still run."""
    hired: list[Worker] = []

    def start(name: str, predecessor: str = "") -> Worker:
        database = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "tests.harness.worker_process"]
        worker = subprocess.Popen([*command, database, name, predecessor], stdin=subprocess.PIPE)
        hired.append(worker)
        return worker

    yield start
    for worker in hired:
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
        worker.wait()
        assert worker.stdin
        worker.stdin.close()


def began() -> Job:
    return jobs.start(
        "tests.slow_count",
        title="Counting",
        by=Actor.system("tests"),
        now=timezone.now(),
        given={"to": TO},
    )


def done(job: Job) -> int:
    job.refresh_from_db()
    return job.done


def is_over(job: Job) -> bool:
    job.refresh_from_db()
    return job.is_finished


def assert_each_row_once(job: Job) -> None:
    assert job.state == Job.State.DONE, job.error
    assert 0 < job.result["began"] < TO
    made = Duty.objects.filter(name__startswith="row ").count()
    assert (made, job.done) == (TO, TO)


def test_its_successor_continues_at_once(hire: Callable[..., Worker]) -> None:
    job = began()
    first = hire("first")
    wait_until(lambda: done(job) > TO // 4, what="a quarter of the work")
    first.kill()
    first.wait()
    assert done(job) < TO
    hire("second", predecessor="first")
    wait_until(lambda: is_over(job), what="the rest of the work")
    assert_each_row_once(job)


def test_a_stranger_continues_when_it_has_been_silent(hire: Callable[..., Worker]) -> None:
    job = began()
    first = hire("first")
    wait_until(lambda: done(job) > TO // 4, what="a quarter of the work")
    first.kill()
    first.wait()
    hire("stranger")
    wait_until(lambda: is_over(job), 60, what="the rest of the work")
    assert_each_row_once(job)


def test_a_worker_asked_to_stop_leaves_off_in_seconds(hire: Callable[..., Worker]) -> None:
    job = began()
    first = hire("first")
    wait_until(lambda: done(job) > TO // 4, what="a quarter of the work")
    first.terminate()
    assert first.wait(10) == 0
    job.refresh_from_db()
    assert (job.state, job.done < TO) == (Job.State.WAITING, True)
    hire("second")
    wait_until(lambda: is_over(job), what="the rest of the work")
    assert_each_row_once(job)
