"""What the register of decisions and the list of who does what do by themselves: they remind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, time
from functools import partial

from django.db.models import Model, Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.base.work.duties import duty
from spinney.decisions.actions.action_list import remind_of_action
from spinney.decisions.actions.reviews import remind_of_review
from spinney.decisions.queries.action_list import to_remind
from spinney.decisions.queries.book import due_for_review

logger = logging.getLogger(__name__)
REMIND_DAYS = 3
"""So many days before something is due, whoever undertook it is reminded; once more when it is
late.
"""


@duty(
    "decisions: remind of what was undertaken, and of decisions to look at again",
    daily_at=time(7, 30),
)
def remind_of_decisions(now: datetime) -> None:
    """Remind whoever undertook something, and those who run a cluster of its reviews."""
    today, by = localdate(now), Actor.system("reminders")
    failed = _each(
        "action", to_remind(today, REMIND_DAYS), partial(remind_of_action, by=by, now=now)
    )
    due = due_for_review(None, today).filter(Q(review_reminded_on=None))
    failed += _each("decision", due, partial(remind_of_review, by=by, now=now))
    if failed:
        # The others are done; the house's health page tells the host of these.
        raise RuntimeError(f"Not done for {', '.join(failed)}; see the log.")


def _each(name: str, rows: Iterable[Model], deed: Callable[..., object]) -> list[str]:
    """Do it for each, whatever happens with another; returns those that failed."""
    failed = []
    for row in rows:
        try:
            deed(**{name: row})
        except Exception:
            logger.exception("Not done for %s", subject_of(row))
            failed.append(subject_of(row))
    return failed
