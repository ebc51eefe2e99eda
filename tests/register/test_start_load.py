"""Loads in the background: tried, run, stopped and undone by the worker."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.register.actions import loads
from spinney.register.models import Load, Organisation
from spinney.register.states import LoadState
from spinney.register.tasks.loads import discard_forgotten_loads
from tests.register.loading import DAY, FILES, NEWCOMER, NOW, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    person = Person.objects.create_user("hazel@example.org", is_host=True)
    return actor_for(person, timezone.localdate())


def start(load, what, by):
    return loads.start_load(load=load, what=what, by=by, now=timezone.now())


def test_a_load_is_tried_run_and_undone_by_the_worker(host, do_waiting_work):
    load = begin(FILES / "ccni.csv")
    for what, expected in (("try", 0), ("run", 2), ("undo", 0)):
        job = start(Load.objects.get(pk=load.pk), what, host)
        assert job.return_to == f"/register/loads/{load.pk}/"
        do_waiting_work()
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
        assert Organisation.objects.count() == expected


def test_progress_is_told_in_rows(host, do_waiting_work):
    job = start(begin(FILES / "companies_house.csv"), "run", host)
    do_waiting_work()
    job.refresh_from_db()
    assert (job.done, job.unit) == (4, "row")
    assert job.result["added"] == 3


def test_a_file_that_cannot_be_read_fails_with_its_reason(host, do_waiting_work, tmp_path):
    path = tmp_path / "list.json"
    path.write_text('[{"date_of_extract": "x", "charity_name": "y"}')
    load = Load.objects.create(
        files=[{"name": "list.json", "path": str(path), "size": 1, "sha256": "other"}],
        checked_on=DAY, made_at=NOW,
    )  # fmt: skip
    job = start(load, "run", host)
    do_waiting_work()
    job.refresh_from_db()
    load.refresh_from_db()
    assert (job.state, load.state) == (Job.State.FAILED, LoadState.FAILED)
    assert "changed since" in job.error


def test_a_load_that_its_person_stops_can_be_taken_up_again(host, do_waiting_work):
    load = begin(FILES / "ccni.csv")
    job = start(load, "run", host)
    Job.objects.filter(pk=job.pk).update(cancel_asked_at=timezone.now())
    do_waiting_work()
    load.refresh_from_db()
    assert load.state == LoadState.STOPPED
    assert not Organisation.objects.exists()
    jobs.take_up_again(Job.objects.get(pk=job.pk), now=timezone.now())
    do_waiting_work()
    load.refresh_from_db()
    assert load.state == LoadState.DONE
    assert Organisation.objects.count() == 2


def test_one_thing_at_a_time(host):
    load = begin(FILES / "ccni.csv")
    start(load, "try", host)
    with pytest.raises(WrongState, match="being worked on"):
        start(load, "run", host)


def test_uploaded_files_go_once_they_are_loaded(host, do_waiting_work):
    folder = Path(settings.MEDIA_ROOT) / "loads" / "abc"
    folder.mkdir(parents=True)
    path = folder / "ccni.csv"
    path.write_bytes((FILES / "ccni.csv").read_bytes())
    load = begin(path)
    start(load, "try", host)
    do_waiting_work()
    assert path.exists()
    start(load, "run", host)
    do_waiting_work()
    assert not folder.exists()
    assert Organisation.objects.count() == 2


def test_files_that_were_sent_and_not_loaded_for_a_week_go():
    folder = Path(settings.MEDIA_ROOT) / "loads" / "abc"
    folder.mkdir(parents=True)
    (folder / "ccni.csv").write_bytes((FILES / "ccni.csv").read_bytes())
    begin(folder / "ccni.csv")
    discard_forgotten_loads(NOW + timedelta(days=6))
    assert Load.objects.exists()
    discard_forgotten_loads(NOW + timedelta(days=8))
    assert not Load.objects.exists()
    assert not folder.exists()


def test_only_hosts_start_loads():
    with pytest.raises(NotAllowed):
        start(begin(FILES / "ccni.csv"), "run", NEWCOMER)
