"""The house throws away ended sessions and old finished work, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from spinney.base.work.duties import all_duties
from spinney.base.work.models import Job
from spinney.base.work.tidying import KEEP_JOBS, tidy


def test_only_what_is_over_goes(db: None) -> None:
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("open", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    long_ago = now - KEEP_JOBS - timedelta(days=1)
    for title, finished in (("old", long_ago), ("new", now), ("going on", None)):
        Job.objects.create(kind="x", title=title, asked_at=long_ago, finished_at=finished)
    tidy(now)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert set(Job.objects.values_list("title", flat=True)) == {"new", "going on"}


def test_it_is_a_duty() -> None:
    assert "work.tidy" in [duty.name for duty in all_duties()]
