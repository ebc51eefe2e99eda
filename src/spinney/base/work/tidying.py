"""What the house throws away by itself: sessions that have ended, and work long finished."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib.sessions.models import Session

from spinney.base.work.duties import duty
from spinney.base.work.models import Job

KEEP_JOBS = timedelta(days=90)


@duty("work.tidy", daily_at=time(3, 30))
def tidy(now: datetime) -> None:
    """Remove ended sessions, and jobs that were finished three months ago.

    What a job did is in the record; the job itself only told how far it was.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    Job.objects.filter(finished_at__lt=now - KEEP_JOBS).delete()
