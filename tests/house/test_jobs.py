"""Jobs: progress, place, cancel, pause, errors that are safe to show; who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.work import jobs, progress
from spinney.base.work.models import Job
from spinney.base.work.progress import Progress
from tests.personas import Wood

Work = Callable[[], int]
SYSTEM = Actor.system("tests")
counted: list[int] = []


@jobs.job("tests.count", unit="sheep")
def count(given_progress: Progress, *, to: int, stumble_at: int = 0) -> dict[str, Any]:
    """Counts; at `stumble_at` it fails, the first time only."""
    given_progress.expect(to)
    for number in range(given_progress.place.get("number", 0) + 1, to + 1):
        if number == stumble_at and number not in counted:
            counted.append(number)
            raise ZeroDivisionError("a secret detail")
        counted.append(number)
        given_progress.keep_place(number=number, done=number)
    return {"counted": to}


@jobs.job("tests.refuse")
def refuse(given_progress: Progress) -> None:
    raise BadInput("Row 7 has no name. Give each organisation a name.")


@jobs.job("tests.who")
def who(given_progress: Progress) -> dict[str, Any]:
    return {"by": given_progress.by.label, "for": given_progress.by.organisation_id}


@jobs.job("tests.cancel_midway")
def cancel_midway(given_progress: Progress) -> None:
    for number in range(10):
        with transaction.atomic():
            given_progress.keep_place(number=number, done=number)
        if number == 4:
            jobs.cancel(given_progress.job, now=timezone.now())


@jobs.job("tests.pause_midway")
def pause_midway(given_progress: Progress) -> dict[str, Any]:
    first = given_progress.place.get("number", 0)
    for number in range(first, 10):
        given_progress.keep_place(number=number)
        if number == 4 and first == 0:
            progress.pausing.set()
    return {"from": first}


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    counted.clear()
    yield
    progress.pausing.clear()


def start(kind: str, by: Actor = SYSTEM, **given: Any) -> Job:
    return jobs.start(kind, title="Counting", by=by, now=timezone.now(), given=given)


def test_runs_and_tells_its_result(do_waiting_work: Work) -> None:
    job = start("tests.count", to=7)
    assert (job.state, job.unit, job.percent) == (Job.State.WAITING, "sheep", None)
    do_waiting_work()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.percent) == (Job.State.DONE, 7, 7, 100)
    assert job.result == {"counted": 7}
    assert job.finished_at is not None


def test_continues_from_its_place_after_a_problem(do_waiting_work: Work) -> None:
    job = start("tests.count", to=7, stumble_at=4)
    do_waiting_work()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "secret" not in job.error
    assert job.reference in job.error
    jobs.take_up_again(job, now=timezone.now())
    do_waiting_work()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert counted == [1, 2, 3, 4, 4, 5, 6, 7]


def test_an_expected_failure_is_told_in_its_own_words(do_waiting_work: Work) -> None:
    job = start("tests.refuse")
    do_waiting_work()
    job.refresh_from_db()
    assert job.error == "Row 7 has no name. Give each organisation a name."


def test_cancel_stops_at_the_next_step_and_keeps_the_place(do_waiting_work: Work) -> None:
    job = start("tests.cancel_midway")
    do_waiting_work()
    job.refresh_from_db()
    assert (job.state, job.checkpoint, job.done) == (Job.State.CANCELLED, {"number": 4}, 4)


def test_cancel_before_the_start_stops_it_at_once(do_waiting_work: Work) -> None:
    job = start("tests.count", to=3)
    jobs.cancel(job, now=timezone.now())
    do_waiting_work()
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert counted == []
    with pytest.raises(WrongState):
        jobs.cancel(job, now=timezone.now())


def test_a_stopping_worker_pauses_it_and_the_next_one_continues(db: None) -> None:
    job = start("tests.pause_midway")
    jobs.run_job.func(str(job.uid))
    job.refresh_from_db()
    assert (job.state, job.checkpoint) == (Job.State.WAITING, {"number": 4})
    progress.pausing.clear()
    jobs.run_job.func(str(job.uid))
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"from": 4})


def test_work_that_always_kills_its_worker_is_given_up(db: None) -> None:
    job = start("tests.count", to=3)
    Job.objects.filter(pk=job.pk).update(attempts=jobs.MOST_ATTEMPTS)
    jobs.run_job.func(str(job.uid))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert counted == []


def test_job_and_its_task_are_lost_together(do_waiting_work: Work) -> None:
    def start_and_fail() -> None:
        with transaction.atomic():
            start("tests.count", to=3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        start_and_fail()
    assert do_waiting_work() == 0


def test_acts_as_its_person_for_her_organisation(wood: Wood, do_waiting_work: Work) -> None:
    job = start("tests.who", by=wood.birch)
    do_waiting_work()
    job.refresh_from_db()
    assert job.result == {"by": wood.birch.label, "for": wood.birch.organisation_id}


def test_a_person_sees_her_own_a_host_all_others_none(wood: Wood) -> None:
    start("tests.count", by=wood.birch, to=1)
    start("tests.count", by=wood.ash, to=1)
    seen = {n: Job.objects.visible_to(wood.actor(n)).count() for n in ("birch", "hazel", "nobody")}
    assert seen == {"birch": 1, "hazel": 2, "nobody": 0}


def test_an_unknown_kind_cannot_be_started(db: None) -> None:
    with pytest.raises(LookupError):
        start("tests.nonsense")


def test_in_immediate_mode_it_is_done_when_the_transaction_is_kept(
    db: None, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    options = {**settings.TASKS["default"]["OPTIONS"], "immediate": True}
    settings.TASKS = {"default": {**settings.TASKS["default"], "OPTIONS": options}}
    with django_capture_on_commit_callbacks(execute=True):
        job = start("tests.count", to=3)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
