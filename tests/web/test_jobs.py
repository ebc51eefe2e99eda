"""The page of a long task: shows how far it is to its person, stops it, takes it up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.web.jobs import _in_words, job_address, shown
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.base.work.progress import Progress
from tests.personas import Wood


@jobs.job("tests.knit", unit="stitch")
def knit(progress: Progress) -> None:
    progress.keep_place(done=3)


@pytest.fixture
def work(wood: Wood) -> Job:
    return jobs.start(
        "tests.knit",
        title="Knitting",
        by=wood.birch,
        now=timezone.now(),
        return_to="/back/",
    )


def signed_in(wood: Wood, name: str) -> Client:
    client = Client()
    client.force_login(wood.people[name], settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_its_person_sees_how_far_it_is(wood: Wood, work: Job) -> None:
    now = timezone.now()
    Job.objects.filter(pk=work.pk).update(
        state="running", done=1500, total=6000, started_at=now - timedelta(minutes=2), moved_at=now
    )
    page = signed_in(wood, "birch").get(job_address(work))
    text = page.content.decode()
    assert page.status_code == 200
    assert "1,500 of 6,000" in text
    assert "about 6 minutes" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    assert f'hx-get="{job_address(work)}"' in text


def test_others_learn_nothing_a_host_sees_it(wood: Wood, work: Job) -> None:
    assert signed_in(wood, "ash").get(job_address(work)).status_code == 404
    assert signed_in(wood, "hazel").get(job_address(work)).status_code == 200
    assert Client().get(job_address(work)).status_code == 302
    for name in ("cancel-job", "take-up-job"):
        address = reverse(name, args=[work.uid])
        assert signed_in(wood, "ash").post(address).status_code == 404
        assert signed_in(wood, "birch").get(address).status_code == 405


def test_is_stopped_and_taken_up_again(
    wood: Wood, work: Job, do_waiting_work: Callable[[], int]
) -> None:
    client = signed_in(wood, "birch")
    page = client.post(reverse("cancel-job", args=[work.uid]), follow=True).content.decode()
    assert "Nothing was done" in page
    assert "You stopped this" in page
    again = client.post(reverse("cancel-job", args=[work.uid]))
    assert again.status_code == 409
    page = client.post(reverse("take-up-job", args=[work.uid]), follow=True).content.decode()
    assert "waiting for its turn" in page
    do_waiting_work()
    page = client.get(job_address(work)).content.decode()
    assert "Finished: 3 stitch" in page
    assert "/back/" in page
    assert "refresh" not in page.split("</head>")[0].replace("refreshOnHistoryMiss", "")


def test_a_failure_is_told_in_plain_words(wood: Wood, work: Job) -> None:
    Job.objects.filter(pk=work.pk).update(state="failed", error="Row 7 has no name.")
    work.refresh_from_db()
    assert shown(work).note == "Row 7 has no name."
    page = signed_in(wood, "birch").get(job_address(work)).content.decode()
    assert "Row 7 has no name." in page
    assert "Go on from where it was left off" in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""), (3, "a few seconds"), (40, "about 1 minute"), (400, "about 7 minutes"),
        (3600, "about 1 hour"), (9000, "about 2 hours"),
    ],
)  # fmt: skip
def test_the_time_left_is_told_as_a_guess(seconds: float | None, words: str) -> None:
    assert _in_words(seconds) == words
