"""What the worker does with the outbox: sends what waits, tries again, writes summaries."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from spinney.base.work.duties import duty


def set_going() -> None:
    """Have the worker empty the outbox once the caller's transaction is kept."""
    if empty_outbox.get_backend().immediate:  # type: ignore[attr-defined]
        transaction.on_commit(lambda: empty_outbox.enqueue())
    else:
        empty_outbox.enqueue()


@task
def empty_outbox() -> int:
    """Send everything that is due. Returns how many messages went."""
    from spinney.base.post.delivery import deliver_due

    return deliver_due(now=timezone.now())


@duty("post.try_again", every=timedelta(minutes=1))
def try_again(now: datetime) -> None:
    """Send what is due for another try, or was left by a worker that was killed."""
    from spinney.base.post.delivery import deliver_due, settle_abandoned

    settle_abandoned(now=now)
    deliver_due(now=now)


@duty("post.fetch", every=timedelta(minutes=1))
def fetch_mail(now: datetime) -> None:
    """Read the mail that has come, where a host has said where it comes."""
    from spinney.base.post.incoming.fetching import fetch

    fetch(now=now)


@duty("post.summaries", daily_at=time(7, 0))
def summaries(now: datetime) -> None:
    """Write the daily summaries, and on Mondays the weekly ones."""
    from spinney.base.post.digests import write_summaries

    write_summaries(now=now)


@duty("post.forget", daily_at=time(3, 30))
def forget(now: datetime) -> None:
    """Remove the text of old messages; who was written to about what stays."""
    from spinney.base.post.delivery import forget_old

    forget_old(now=now)
