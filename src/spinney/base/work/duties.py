"""Standing duties: what the house does by itself, again and again (reminders, digests, expiry).

A room declares each in its tasks.py; the worker does those that are due. One that fell due while
nothing ran is done once when the worker is back. Several workers never do one twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.tasks import task
from django.utils import timezone

from spinney.base.work.models import Duty

logger = logging.getLogger(__name__)

Deed = Callable[[datetime], None]
When = timedelta | time


@dataclass(frozen=True)
class Standing:
    """A duty: its name, what is done, and how often (an interval, or daily at a local time)."""

    name: str
    deed: Deed
    when: When

    def next_after(self, moment: datetime) -> datetime:
        """When it is due next, after a moment."""
        if isinstance(self.when, timedelta):
            return moment + self.when
        local = timezone.localtime(moment)
        due = local.replace(
            hour=self.when.hour, minute=self.when.minute, second=self.when.second, microsecond=0
        )
        return due if due > local else due + timedelta(days=1)


_duties: dict[str, Standing] = {}


def duty(
    name: str, *, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[Deed], Deed]:
    """Declare that a function, given the time, is to be called `every` so often or `daily_at`.

    Raises ValueError unless exactly one of the two is given.
    """
    if (every is None) == (daily_at is None):
        raise ValueError(f"The duty {name!r} needs either every= or daily_at=.")
    when: When = every if every is not None else daily_at  # type: ignore[assignment]

    def declare(deed: Deed) -> Deed:
        _duties[name] = Standing(name, deed, when)
        return deed

    return declare


def all_duties() -> list[Standing]:
    """Every declared duty, by name."""
    return sorted(_duties.values(), key=lambda d: d.name)


def enqueue_due(now: datetime) -> list[str]:
    """Hand every duty that is due to the workers; returns their names.

    A duty that was never seen is due at its first time after now, not at once.
    """
    known = dict(Duty.objects.values_list("name", "due_at"))
    handed = []
    for standing in all_duties():
        due_at = known.get(standing.name)
        if due_at is None:
            first = standing.next_after(now)
            Duty.objects.get_or_create(name=standing.name, defaults={"due_at": first})
        elif due_at <= now:
            claim = Duty.objects.filter(name=standing.name, due_at=due_at)
            # Whoever moves the date on has claimed this turn; another worker finds it moved.
            if claim.update(due_at=standing.next_after(now), started_at=now):
                do_duty.enqueue(name=standing.name)
                handed.append(standing.name)
    return handed


@task
def do_duty(name: str) -> None:
    """Do one duty now, and remember how it went."""
    standing = _duties.get(name)
    if standing is None:
        return
    error = ""
    try:
        standing.deed(timezone.now())
    except Exception as problem:
        logger.exception("The duty %s failed", name)
        error = f"{type(problem).__name__}: {problem}"[:2000]
    Duty.objects.filter(name=name).update(finished_at=timezone.now(), error=error)
